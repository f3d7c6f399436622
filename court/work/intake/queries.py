"""What is asked of the tray: its rows with their age, the case a paper seems to belong to, the cases a paper may go to."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from court.base.access.actor import Actor
from court.base.people.names import folded
from court.kit.days import date_of
from court.spine.cases.models import Case, Party
from court.spine.dossier import texts
from court.work.intake import actions
from court.work.intake.access import TRAY_KEEPERS
from court.work.intake.models import WHOLE, Intake

NUMBER = re.compile(r"[（(〔\[]\s*(20\d{2})\s*[)）〕\]]\s*([^\s\d（）()]{1,4}\d{0,6})\s*([^\s\d（）()]{1,6})\s*(\d{1,6})\s*号")
NAMED = re.compile(r"(?:原告|被告|第三人|申请人|被申请人|上诉人|被上诉人|答辩人|委托人|当事人|提交人)[^：:\n]{0,8}[：:]\s*([^\s，,。；;（(]{2,40})")
MOST_PROPOSED, MOST_FOUND = 3, 10


@dataclass(frozen=True)
class Row:
    """One intake in the list: until when it is to be dealt with, and whether that passed."""

    intake: Intake
    due: date
    late: bool
    scan_late: bool
    papers: int


@dataclass(frozen=True)
class Proposal:
    """A case an intake seems to belong to, with the words of it that say so."""

    case: Case
    why: str
    party: Party | None = None


def courts_of(actor: Actor) -> list[str]:
    """The courts whose tray somebody holds."""
    return sorted({one.court_id for one in actor.appointments if one.office in TRAY_KEEPERS})


def tray(actor: Actor, state: str = "", words: str = "", door: str = "") -> QuerySet[Intake]:
    found = Intake.objects.filter(court__in=courts_of(actor)).select_related("case", "holder__person", "from_court", "court")
    if state in Intake.State.values:
        found = found.filter(state=state)
    if door in Intake.Door.values:
        found = found.filter(door=door)
    if words:
        found = found.filter(Q(sender__contains=words) | Q(asked__contains=words) | Q(code=words.upper().replace("-", ""))
                             | Q(mail_number=words) | Q(case__number=words))  # fmt: skip
    return found


def rows(intakes: list[Intake], now: datetime) -> list[Row]:
    """With their age; the working days are counted once a day and court."""
    today, counted = date_of(now), papers_of([one.pk for one in intakes])
    known: dict[tuple, tuple[date, date]] = {}
    made = []
    for one in intakes:
        key = (one.court_id, date_of(one.received_at))
        if key not in known:
            known[key] = (actions.due_on(one.court_id, one.received_at),
                          actions.due_on(one.court_id, one.received_at, actions.SCAN))  # fmt: skip
        due, scan = known[key]
        still = one.state == Intake.State.OPEN
        made.append(Row(one, due, still and due < today, still and one.scanned_at is None and scan < today, counted.get(one.pk, 0)))
    return made


def papers_of(ids: list[int]) -> dict[int, int]:
    from django.db.models import Count

    from court.spine.dossier.models import Document

    found = Document.objects.filter(WHOLE, intake_id__in=ids).values("intake_id").annotate(many=Count("id"))
    return {row["intake_id"]: row["many"] for row in found}


def find_cases(court: str, words: str) -> list[Case]:
    """Cases of one court by their number (or its last figures) or a party's name, for who gives a paper to its case."""
    words = words.strip()[:100]
    if not words:
        return []
    number = "".join(words.replace("(", "（").replace(")", "）").replace("〔", "（").replace("〕", "）").split())
    if number.startswith("（"):
        wanted = Q(number=number if number.endswith("号") else f"{number}号")
    elif words.isascii() and words.isdigit() and len(words) <= 6:
        wanted = Q(seq=int(words))
    else:
        wanted = Q(pk__in=Party.objects.filter(left_on=None, person__name_key=folded(words), case__court=court).values("case"))
    found = Case.objects.filter(wanted, court=court, is_state_secret=False).select_related("court", "judge__person")
    return list(found.order_by("-id")[:MOST_FOUND])


def proposals(intake: Intake) -> list[Proposal]:
    """By a case number in what was said or read; else by the names of two sides, or of one, written in the papers."""
    text = "\n".join([intake.asked, intake.remarks, *(texts.of_document(one) for one in intake.documents)])
    by_number = _by_number(intake, text)
    return by_number or _by_names(intake, text)


def _by_number(intake: Intake, text: str) -> list[Proposal]:
    wanted = list(dict.fromkeys("（{}）{}{}{}号".format(*found.groups()) for found in NUMBER.finditer(text)))[:10]
    cases = Case.objects.filter(number__in=wanted, court=intake.court_id, is_state_secret=False).select_related("court", "judge__person")
    found = sorted(cases, key=lambda case: wanted.index(case.number))[:MOST_PROPOSED]
    return [Proposal(case, f"材料中写有案号{case.number}", party_of(intake, case)) for case in found]


def _by_names(intake: Intake, text: str) -> list[Proposal]:
    names = {folded(found.group(1)) for found in NAMED.finditer(text)} | {folded(intake.sender)}
    parties = Party.objects.filter(left_on=None, person__name_key__in=list(names)[:30], case__court=intake.court_id,
                                   case__archived_on=None, case__is_state_secret=False)  # fmt: skip
    by_case: dict[int, list[Party]] = {}
    for party in parties.select_related("case__court", "case__judge__person", "person").order_by("-case_id")[:60]:
        by_case.setdefault(party.case_id, []).append(party)
    best = sorted(by_case.values(), key=lambda some: -len({one.person_id for one in some}))[:MOST_PROPOSED]
    return [Proposal(some[0].case, f"当事人{'、'.join(dict.fromkeys(one.name for one in some))}", party_of(intake, some[0].case))
            for some in best]  # fmt: skip


def party_of(intake: Intake, case: Case) -> Party | None:
    """The party of the case who sent it, by the account or else by the name given."""
    parties = list(case.parties.filter(left_on=None).select_related("person"))
    if intake.account:
        return next((one for one in parties if one.person_id == intake.account.person_id), None)
    same = [one for one in parties if one.person.name_key == folded(intake.sender)]
    return same[0] if len(same) == 1 else None


def waiting(actor: Actor) -> int:
    """How many lie in the trays somebody holds, for the menu; at most 99."""
    return Intake.objects.filter(court__in=courts_of(actor), state=Intake.State.OPEN).values("pk")[:99].count()
