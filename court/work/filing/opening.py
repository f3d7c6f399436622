"""From an accepted filing to a docketed case: people, track, fee, papers (民事诉讼法第一百二十六条)."""

from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.people.models import Person
from court.base.people.persons import find_or_create_person
from court.kit import money
from court.kit.days import date_of
from court.kit.refusal import Refused
from court.spine.cases.docketing import NewCase, NewParty, NewRepresentative, open_case
from court.spine.cases.models import Case, Party
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.work.filing import drafts, quoting
from court.work.filing.models import Filing, FilingParty
from law.answer import LawError

TRACKS = {"simplified": "简易程序", "small_claims": "小额诉讼程序", "ordinary": "普通程序"}


def open_from(filing: Filing, *, track: str, reason: str, by: Actor, at: datetime) -> Case:
    """The case of a filing, with its papers in their catalogue places. The caller holds the transaction and the lock."""
    day = date_of(at)
    if track not in TRACKS:
        raise Refused("请选择适用的程序。", code="bad_field", status=422)
    proposed = quoting.route(filing.court, filing.cause_code, filing.amount_fen, filing.received_on)
    if track != proposed["procedure"] and not reason:
        raise Refused(f"依法建议适用{proposed['label']}，改用{TRACKS[track]}的，请写明理由。",
                      law="民事诉讼法第一百六十条、第一百六十五条", code="reason_needed", status=422)
    rows = list(filing.parties.all())
    with transaction.atomic():
        people = [_person(filing, row) for row in rows]
        case = open_case(NewCase(
            court=filing.court, definition="civil_first", type_code="民初", track=track, cause_code=filing.cause_code,
            cause=filing.cause, filed_on=filing.received_on, amount_fen=filing.amount_fen, filing_id=filing.pk,
            tribunal_id=filing.tribunal_id, parties=_parties(filing, rows, people),
            representatives=_representatives(filing), facts=_facts(filing, track, day)), by=by, at=at)
        _leave_behind(filing)
        dossier.adopt(filing.pk, case, by=by, at=at, parties=_owners(filing, case))
    return case


def _person(filing: Filing, row: FilingParty) -> Person:
    """The one person behind a named party; found by number where one was given."""
    if row.person is not None:
        return row.person
    try:
        found = find_or_create_person(
            row.name, kind=row.kind, id_number=row.id_number, phone=row.phone, address=row.address, sex=row.sex,
            ethnicity=row.ethnicity, head_name=row.head_name, head_post=row.head_post)
    except Refused as refused:
        raise Refused(f"当事人“{row.name}”：{refused.message}", law=refused.law,
                      do="请退回补正（被告不明确或者身份信息有误），或者与起诉人核对。", code=refused.code) from refused
    FilingParty.objects.filter(pk=row.pk).update(person=found)
    return found


def _parties(filing: Filing, rows: list[FilingParty], people: list[Person]) -> list[NewParty]:
    """Each person once a role, in the order of the complaint; the filer's side has joined already."""
    found: dict[tuple[int, str], NewParty] = {}
    for place, (row, person) in enumerate(zip(rows, people, strict=True)):
        own = place == 0
        found.setdefault((person.pk, row.role), NewParty(
            person, row.role, e_service=own and filing.e_service, joined=own))
    return list(found.values())


def _representatives(filing: Filing) -> list[NewRepresentative]:
    if filing.capacity != Filing.Capacity.AGENT:
        return []
    return [NewRepresentative(0, filing.person, filing.agent_kind, filing.agent_authority, filing.agent_firm)]


def _facts(filing: Filing, track: str, day) -> dict:
    try:
        answer = quoting.fee(filing.cause_code, filing.amount_fen, filing.received_on, track)
    except LawError as refusal:
        raise Refused(refusal.text, law="、".join(map(str, refusal.cites)), do="请退回补正诉讼请求的金额。",
                      code=refusal.code) from refusal
    return {"claims": filing.claims, "grounds": filing.grounds, "elements": filing.elements,
            "fee_fen": money.fen(answer["payable"]), "fee_full_fen": money.fen(answer["fee"]),
            "fee_steps": answer.explain(), "mediation_wish": filing.mediation_wish}


def _leave_behind(filing: Filing) -> None:
    """Complaints that a corrected one replaced don't enter the dossier; the journal of the filing keeps them."""
    old = Document.objects.filter(filing_id=filing.pk, case=None, state=Document.State.SUPERSEDED)
    old.update(filing_id=drafts.LET_GO)


def _owners(filing: Filing, case: Case) -> dict:
    """Every paper of the filing came from its first plaintiff."""
    own = case.parties.filter(role=Party.Role.PLAINTIFF).order_by("order").first()
    papers = filing.files.values_list("document_id", flat=True)
    made = Document.objects.filter(filing_id=filing.pk, case=None).values_list("pk", flat=True)
    return dict.fromkeys([*papers, *made], own)


