"""Parties who were called and did not come: what the law lets the court do, side by side (民诉法146, 147)."""
from dataclasses import dataclass
from datetime import date

from court.kit.days import date_of
from court.spine.cases.models import Case, Party
from court.spine.dossier.models import Document
from court.spine.journal.models import Entry
from court.work.hearings.models import Attendance, Hearing

LAWS = "民事诉讼法第一百四十六条、第一百四十七条"


@dataclass(frozen=True)
class Path:
    """One way on: `act` is an act of the case, or "" for a way that is walked on the hearing's own page."""

    label: str
    law: str
    words: str
    act: str = ""
    tone: str = "warn"


def away(hearing: Hearing) -> dict[str, list[Party]]:
    """Role -> parties for whom nobody came: neither the party nor anybody who acts for it. Empty before it was entered."""
    rows = list(hearing.attendances.select_related("party"))
    came = {row.party_id for row in rows if row.is_present}
    noted = any(row.is_present or row.absence for row in rows)
    found: dict[str, dict[int, Party]] = {}
    for row in rows:
        if noted and row.party_id not in came:
            found.setdefault(row.party.role, {})[row.party_id] = row.party
    return {role: list(parties.values()) for role, parties in found.items()}


def summoned(hearing: Hearing) -> set[int]:
    """The parties on whom the summons to this very hearing was served before its day, by the proofs of service."""
    stream = hearing.case.stream
    planned = [one.place for one in Entry.objects.filter(stream=stream, kind="case.schedule_hearing")
               if one.read_facts().get("hearing") == str(hearing.pk)]
    papers = Document.objects.filter(case=hearing.case, template="summons", entry_place__in=planned)
    called = {str(pk) for pk in papers.values_list("pk", flat=True)}
    served = [one.read_facts() for one in Entry.objects.filter(stream=stream, kind="service.effective")]
    day = date_of(hearing.starts_at).isoformat()
    return {int(one["party"]) for one in served if one["document"] in called and one["served_on"] < day}


def not_summoned(hearing: Hearing) -> list[Party]:
    """Who stayed away without having been called: nobody may be judged in absence, or taken to withdraw, for that."""
    missing = [party for parties in away(hearing).values() for party in parties]
    called = summoned(hearing) if missing else set()
    return [party for party in missing if party.pk not in called]


def plaintiffs_away(case: Case, on: date) -> bool:
    """Whether, at a hearing whose day has come and that isn't over, no plaintiff came though all were summoned."""
    return not all(uncalled_plaintiffs(case, on))


def uncalled_plaintiffs(case: Case, on: date) -> list[list[Party]]:
    """For each hearing to which no plaintiff came, the plaintiffs who were not summoned to it."""
    return [[p for p in not_summoned(one) if p.role == Party.Role.PLAINTIFF] for one in without_plaintiffs(case, on)]


def without_plaintiffs(case: Case, on: date) -> list[Hearing]:
    """Hearings whose day has come, that aren't over, to which by the clerk's entry no plaintiff came."""
    found = []
    for hearing in case.hearings.filter(state=Hearing.State.SCHEDULED):
        if date_of(hearing.starts_at) > on:
            continue
        called = Attendance.objects.filter(hearing=hearing, party__role=Party.Role.PLAINTIFF, party__left_on=None)
        absent = {p.pk for p in away(hearing).get(Party.Role.PLAINTIFF, [])}
        if absent and absent == set(called.values_list("party_id", flat=True)):
            found.append(hearing)
    return found


def paths(hearing: Hearing, on: date) -> list[Path]:
    """The ways open when somebody stayed away; none before the day, or once the hearing is over."""
    if hearing.state != Hearing.State.SCHEDULED or date_of(hearing.starts_at) > on or hearing.kind != Hearing.Kind.TRIAL:
        return []
    missing, uncalled, found = away(hearing), not_summoned(hearing), []
    if names := _names(uncalled):
        found.append(Path("不得缺席审理", LAWS, f"{names}的传票没有有效送达的记录，不得按撤诉处理或者缺席判决。"
                          "已经送达的，请先登记送达结果；没有送达的，请延期开庭，重新传唤。", tone="alarm"))
    if names := _names(_called(missing.get(Party.Role.PLAINTIFF), uncalled)):
        found.append(_plaintiffs_path(hearing, names, on))
    if names := _names(_called(missing.get(Party.Role.DEFENDANT), uncalled)):
        found.append(Path("缺席审理", "民事诉讼法第一百四十七条", f"{names}经传票传唤，无正当理由拒不到庭的，可以缺席判决。"
                          "请在笔录中记明传唤经过后继续开庭，庭后安排选“评议裁判”。"))
    if missing:
        found.append(Path("延期开庭", "民事诉讼法第一百四十九条", "必须到庭的当事人有正当理由没有到庭的，可以延期开庭。", tone="info"))
    return found


def _plaintiffs_path(hearing: Hearing, names: str, on: date) -> Path:
    if not plaintiffs_away(hearing.case, on):
        return Path("继续审理", "民事诉讼法第一百四十六条", f"{names}未到庭，其他原告到庭的，不影响案件审理。")
    told = f"{names}经传票传唤，无正当理由拒不到庭的，可以按撤诉处理"
    draft = "请先在“文书制作”中起草并签署按撤诉处理裁定。"
    if hearing.case.parties.filter(counterclaims=True, left_on=None).exists():
        return Path("本诉按撤诉处理，反诉缺席审理", "民事诉讼法第一百四十六条", f"{told}；反诉继续审理，可以缺席判决。{draft}",
                    "end_main_claim", "alarm")
    return Path("按撤诉处理", "民事诉讼法第一百四十六条", f"{told}。{draft}", "deem_withdrawn_absent", "alarm")


def _called(parties: list[Party] | None, uncalled: list[Party]) -> list[Party]:
    return [party for party in parties or [] if party not in uncalled]


def _names(parties: list[Party] | None) -> str:
    return "、".join(p.name for p in parties or [])
