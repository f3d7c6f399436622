"""The answer and evidence periods a hearing may not run into, and the parties' recorded consent to sit before they end.

Law   民诉法128 (15 days to answer), 民诉法解释99 (evidence period, by agreement with the court's leave), 266 and 275
      (simplified and small claims: sit at once when the parties say that they need neither period).
"""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from court.base.courts import clock
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Party
from court.spine.clocks.models import Clock
from court.spine.journal.models import Entry
from law import registry

CONSENT = "case.agree_early_hearing"
ANSWERED = "case.file_answer"
LAWS = {"ordinary": "最高人民法院关于适用《民事诉讼法》的解释第九十九条",
        "simplified": "最高人民法院关于适用《民事诉讼法》的解释第二百六十六条",
        "small_claims": "最高人民法院关于适用《民事诉讼法》的解释第二百七十五条"}
ANSWER_LAW = "民事诉讼法第一百二十八条"


@dataclass(frozen=True)
class Period:
    """One party's period that still runs, or has not begun (`begun` False: reckoned as if served today).

    agreed    that party said on record that it isn't needed
    agreeable whether consent can lift it: an answer period of the ordinary procedure can't be
    """

    party: Party
    kind: str
    ends: date
    begun: bool
    agreed: bool
    agreeable: bool
    law: str

    @property
    def label(self) -> str:
        return "答辩期" if self.kind == "answer" else "举证期限"

    @property
    def stands_against(self) -> bool:
        return not (self.agreed and self.agreeable)


def open_periods(case: Case, on: date) -> list[Period]:
    """The periods that have not run out on a day, defendants' answers first. One statement each: parties, clocks, journal."""
    parties = list(case.parties.filter(left_on=None))
    clocks = list(Clock.objects.filter(case=case, kind__in=("answer", "evidence")))
    entries = list(Entry.objects.filter(stream=case.stream, kind__in=(CONSENT, ANSWERED)).order_by("place"))
    said = _consents(entries)

    def running(kind: str) -> list[Period]:
        return [_period(case, p, kind, c.due_on, said) for p in parties for c in clocks
                if c.kind == kind and c.party_id == p.pk and c.ended_on is None and c.due_on and c.due_on >= on]

    answered = {c.party_id for c in clocks if c.kind == "answer"} | _answered(entries, parties)
    unserved = [_period(case, p, "answer", _if_served(on), said, begun=False) for p in parties
                if p.role == Party.Role.DEFENDANT and p.pk not in answered]
    return [*running("answer"), *unserved, *running("evidence")]


def _period(case: Case, party: Party, kind: str, ends: date, said: dict, *, begun: bool = True) -> Period:
    agreed = kind in said.get(party.pk, ())
    fast = case.track in ("simplified", "small_claims")
    law = ANSWER_LAW if kind == "answer" and not fast else LAWS[case.track]
    return Period(party, kind, ends, begun, agreed, fast or kind == "evidence", law)


def _if_served(on: date) -> date:
    return registry.call("answer.by", domain="civil", received=on, calendar=clock.calendar_for())["by"]


def _answered(entries: list[Entry], parties: list[Party]) -> set[int]:
    """Defendants who answered before anything was served on them: they wait for no period."""
    named = {pk for one in entries if one.kind == ANSWERED for pk in one.read_behalf()}
    return {p.pk for p in parties if p.pk in named}


def _consents(entries: list[Entry]) -> dict[int, set[str]]:
    """Party -> the periods it said it doesn't need. The last word of each party counts."""
    said: dict[int, set[str]] = {}
    for facts in (entry.read_facts() for entry in entries if entry.kind == CONSENT):
        said[int(facts["party"])] = {"both": {"answer", "evidence"}, "evidence": {"evidence"}, "none": set()}[facts["periods"]]
    return said


def against(periods: Iterable[Period], day: date) -> list[Period]:
    """The periods into which a hearing on `day` would fall: a period's last day is still the party's own."""
    return [one for one in periods if one.ends >= day]


def refuse(periods: list[Period], day: date) -> None:
    """Refused, with whose period, until when and the article, where a hearing on `day` falls into one without consent."""
    lacking = [one for one in against(periods, day) if one.stands_against]
    if not lacking:
        return
    told = "；".join(sentence(one) for one in lacking)
    last = max(one.ends for one in lacking)
    cures = [f"请选择{last}之后的日期"]
    if any(one.agreeable for one in lacking):
        cures.append("或者由当事人办理“同意提前开庭”（本人手机，或者由书记员凭签名的书面意见登记）")
    if any(one.kind == "answer" and not one.agreeable for one in lacking):
        cures.append("或者由被告提前提交答辩状")
    raise Refused(f"{day}开庭落在当事人的期间之内：{told}。", law="、".join(dict.fromkeys(one.law for one in lacking)),
                  do="，".join(cures) + "。", code="inside_period")


def sentence(one: Period) -> str:
    """“张伟的答辩期至2026-03-20届满”, with what is known of consent."""
    when = f"至{one.ends}届满" if one.begun else f"尚未起算（起诉状副本未送达，即使今日送达也至{one.ends}届满）"
    return f"{one.party.name}的{one.label}{when}{'，本人已同意提前开庭' if one.agreed and one.agreeable else ''}"


def first_free(periods: list[Period]) -> date | None:
    """The first day outside every period that stands against a hearing; None where none does."""
    ends = [one.ends for one in periods if one.stands_against]
    return max(ends) + timedelta(days=1) if ends else None
