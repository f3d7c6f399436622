"""Docketing: a case comes into being, with its number, in one transaction (S32).

The counter row of (court, year, type) is locked, so that numbers are unique and without gaps under
parallel docketings and roll-backs; the lock order is counter, then stream head.
"""
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from court.base.access.actor import Actor
from court.base.courts.models import Court
from court.base.people.models import Person
from court.kit.days import date_of
from court.kit.refusal import Refused
from court.spine.cases import acts, definitions
from court.spine.cases.marks import mark
from court.spine.cases.models import Case, NumberCounter, Party, Representative
from law import casenumbers


@dataclass(frozen=True)
class NewParty:
    person: Person
    role: str
    e_service: bool = False
    joined: bool = False


@dataclass(frozen=True)
class NewRepresentative:
    party: int
    person: Person
    kind: str
    authority: str
    firm: str = ""


@dataclass(frozen=True)
class NewCase:
    """What is docketed. `amount_fen` None where the claim has no amount; `party` of a representative is an index."""

    court: Court
    definition: str
    type_code: str
    track: str
    cause_code: str
    cause: str
    filed_on: date
    parties: list[NewParty]
    representatives: list[NewRepresentative] = field(default_factory=list)
    amount_fen: int | None = None
    filing_id: int | None = None
    tribunal_id: int | None = None
    facts: dict = field(default_factory=dict)


def next_seq(court: Court, year: int, type_code: str) -> int:
    """The next sequence of a court, year and type; the counter stays locked until the transaction ends."""
    known = NumberCounter.objects.filter(court=court, year=year, type_code=type_code)
    if not known.update(last=F("last") + 1):
        try:
            with transaction.atomic():
                NumberCounter.objects.create(court=court, year=year, type_code=type_code, last=0)
        except IntegrityError:
            pass  # another docketing made the row first; its lock is waited for below
        known.update(last=F("last") + 1)
    return known.values_list("last", flat=True).get()


def open_case(new: NewCase, *, by: Actor | None, at: datetime, basis: str = "") -> Case:
    """Docket a case: number, parties, first entry, clocks, tasks and papers. Raises Refused."""
    if not any(p.role == Party.Role.PLAINTIFF for p in new.parties):
        raise Refused("没有原告，不能立案。", law="民事诉讼法第一百二十二条", code="no_plaintiff")
    if not any(p.role == Party.Role.DEFENDANT for p in new.parties):
        raise Refused("没有明确的被告，不能立案。", law="民事诉讼法第一百二十二条", code="no_defendant")
    day = date_of(at)
    definition = definitions.newest(new.definition, day)
    with transaction.atomic():
        year = day.year
        seq = next_seq(new.court, year, new.type_code)
        number = casenumbers.case_number_format(year=year, court_code=new.court.code, type_code=new.type_code, seq=seq)
        case = Case.objects.create(
            court=new.court, year=year, type_code=new.type_code, seq=seq, number=number["case_number"],
            definition=definition.code, definition_version=definition.version, track=new.track, stage=definition.first,
            cause_code=new.cause_code, cause=new.cause, title=title(new), amount_fen=new.amount_fen,
            filing_id=new.filing_id, filed_on=new.filed_on, docketed_on=day, tribunal_id=new.tribunal_id,
            facts=new.facts)
        parties, acting = _parties(case, new, at)
        acts.begin(case, by=by, at=at, basis=basis, facts=_told(case, parties, acting))
    return case


def _told(case: Case, parties: list[Party], acting: list[Representative]) -> dict:
    """What the journal holds of a case at its beginning: all of its row, names and words as marks only."""
    return {
        "number": case.number, "cause": case.cause_code, "track": case.track, "filed_on": case.filed_on.isoformat(),
        "filing": str(case.filing_id or ""), "definition": f"{case.definition}:{case.definition_version}",
        "year": case.year, "type": case.type_code, "seq": case.seq, "amount_fen": case.amount_fen,
        "tribunal": str(case.tribunal_id or ""), "docketed_on": case.docketed_on.isoformat(),
        "marks": {"title": mark(case.title), "cause": mark(case.cause)},
        "marked_facts": {name: mark(value) for name, value in case.facts.items()},
        "parties": [{"party": str(p.pk), "person": str(p.person_id), "role": p.role, "name": mark(p.name),
                     "joined": p.joined_at is not None, "e_service": p.e_service} for p in parties],
        "representatives": [{"representative": str(r.pk), "party": str(r.party_id), "person": str(r.person_id),
                             "kind": r.kind, "authority": r.authority} for r in acting],
    }  # fmt: skip


def _parties(case: Case, new: NewCase, at: datetime) -> tuple[list[Party], list[Representative]]:
    counts: dict[str, int] = {}
    made = []
    for party in new.parties:
        counts[party.role] = counts.get(party.role, 0) + 1
        made.append(Party(case=case, person=party.person, role=party.role, order=counts[party.role],
                          name=party.person.name, e_service=party.e_service, joined_at=at if party.joined else None))
    Party.objects.bulk_create(made)
    acting = [Representative(case=case, party=made[r.party], person=r.person, kind=r.kind, authority=r.authority,
                             firm=r.firm, since=at) for r in new.representatives]
    Representative.objects.bulk_create(acting)
    return made, acting


def title(new: NewCase) -> str:
    """王某诉张某民间借贷纠纷: first plaintiff against first defendant, 等N人 where there are more."""
    sides = []
    for role in (Party.Role.PLAINTIFF, Party.Role.DEFENDANT):
        names = [p.person.name for p in new.parties if p.role == role]
        sides.append(names[0] if len(names) == 1 else f"{names[0]}等{len(names)}人")
    return f"{sides[0]}诉{sides[1]}{new.cause}"[:200]
