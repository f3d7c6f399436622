"""Parties who were called and did not come: what the law lets the court do, side by side (民诉法146, 147)."""
from dataclasses import dataclass
from datetime import date

from court.kit.days import date_of
from court.spine.cases.models import Case, Party
from court.work.hearings.models import Attendance, Hearing


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


def plaintiffs_away(case: Case, on: date) -> bool:
    """Whether, at a hearing whose day has come and that isn't over, no plaintiff came and the clerk entered why or who did."""
    for hearing in case.hearings.filter(state=Hearing.State.SCHEDULED):
        if date_of(hearing.starts_at) > on:
            continue
        called = Attendance.objects.filter(hearing=hearing, party__role=Party.Role.PLAINTIFF, party__left_on=None)
        absent = {p.pk for p in away(hearing).get(Party.Role.PLAINTIFF, [])}
        if absent and absent == set(called.values_list("party_id", flat=True)):
            return True
    return False


def paths(hearing: Hearing, on: date) -> list[Path]:
    """The ways open when somebody stayed away; none before the day, or once the hearing is over."""
    if hearing.state != Hearing.State.SCHEDULED or date_of(hearing.starts_at) > on or hearing.kind != Hearing.Kind.TRIAL:
        return []
    missing, found = away(hearing), []
    if names := _names(missing.get(Party.Role.PLAINTIFF)):
        if plaintiffs_away(hearing.case, on):
            found.append(Path("按撤诉处理", "民事诉讼法第一百四十六条", f"{names}经传票传唤，无正当理由拒不到庭的，可以按撤诉处理；"
                              "被告反诉的，可以缺席判决。请先在“文书制作”中起草并签署按撤诉处理裁定。", "deem_withdrawn_absent", "alarm"))
        else:
            found.append(Path("继续审理", "民事诉讼法第一百四十六条", f"{names}未到庭，其他原告到庭的，不影响案件审理。"))
    if names := _names(missing.get(Party.Role.DEFENDANT)):
        found.append(Path("缺席审理", "民事诉讼法第一百四十七条", f"{names}经传票传唤，无正当理由拒不到庭的，可以缺席判决。"
                          "请在笔录中记明传唤经过后继续开庭，庭后安排选“评议裁判”。"))
    if missing:
        found.append(Path("延期开庭", "民事诉讼法第一百四十九条", "必须到庭的当事人有正当理由没有到庭的，可以延期开庭。", tone="info"))
    return found


def _names(parties: list[Party] | None) -> str:
    return "、".join(p.name for p in parties or [])
