"""Coming into a case with the code from the served paper and a verified name."""
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.people.models import Person
from court.base.people.names import folded
from court.kit.ids import read_code
from court.kit.refusal import Refused
from court.spine.cases import acts
from court.spine.cases.models import Case, Party
from court.spine.journal.actions import append
from court.spine.tasks.actions import close_tasks, open_task
from court.work.answering.models import JoinCode, JoinRequest

NOT_FOUND = Refused("加入码不正确，或者与您的实名信息不符。", do="请核对送达文书上的加入码；仍有问题请拨打12368或者联系承办书记员。",
                    code="no_code", status=404)
KINDS = {"statutory": "法定代表人、负责人", "staff": "工作人员", "lawyer": "律师", "relative": "近亲属", "guardian": "法定代理人"}


def find(code: str) -> JoinCode | None:
    return JoinCode.objects.select_related("case__court", "party__person").filter(code=read_code(code)).first()


def join(code: str, *, by: Actor, at: datetime, e_service: bool = False) -> Case:
    """The party themselves come in. The same refusal for a wrong code, a wrong person and a code of another."""
    _require_verified(by)
    found = find(code)
    if found is None or not _is(found.party, by.person):
        raise NOT_FOUND
    with transaction.atomic():
        case = acts.lock(found.case_id)
        party = Party.objects.select_for_update(of=("self",)).select_related("person").get(pk=found.party_id)
        if party.joined_at and party.person_id == by.person_id:
            return case
        if not _is(party, by.person):
            raise NOT_FOUND
        acts.perform(case, "join_case", by=None, at=at, facts={
            "party": str(party.pk), "person": str(by.person_id), "e_service": e_service})
        JoinCode.objects.filter(pk=found.pk, used_at=None).update(used_at=at)
    return case


def _require_verified(by: Actor) -> None:
    if by.person is None or by.person.verified_at is None:
        raise Refused("加入诉讼前需要完成实名核验。", law="人民法院在线诉讼规则第七条", do="请先在“我的”中完成实名核验。", code="not_verified", status=403)


def _is(party: Party, person: Person) -> bool:
    """By number where the court has one, else by name; an organisation is never the natural person who signs in."""
    if party.person_id == person.pk:
        return True
    if party.person.kind != Person.Kind.NATURAL or party.joined_at:
        return False
    if party.person.id_index:
        return party.person.id_index == person.id_index
    return folded(party.name) == folded(person.name)


def ask(code: str, kind: str, *, by: Actor, at: datetime, document_id: int | None = None) -> JoinRequest:
    """An officer or agent of the party asks to be let in; the clerk checks the authority first."""
    _require_verified(by)
    found = find(code)
    if found is None:
        raise NOT_FOUND
    if kind not in KINDS:
        raise Refused("请选择您与当事人的关系。", code="bad_field")
    with transaction.atomic():
        waiting = JoinRequest.objects.filter(party=found.party, account=by.account, state="waiting").first()
        if waiting:
            return waiting
        made = JoinRequest.objects.create(case=found.case, party=found.party, account=by.account, kind=kind,
                                          document_id=document_id, asked_at=at)
        append(found.case.stream, "joining.asked", by=by.account, at=at, court=found.case.court_id,
               facts={"request": str(made.pk), "party": str(found.party_id), "kind": kind})
        open_task(court=found.case.court_id, subject=f"joining:{made.pk}", kind="join_request", case=found.case,
                  label="核对代理手续", at=at, **_owner(found.case))
    return made


def _owner(case: Case) -> dict:
    clerk = case.handlers.filter(role="clerk", until=None).select_related("account").first()
    return {"assignee": clerk.account} if clerk else {"office": "filing_clerk"}


def decide(request_id: int, *, by: Actor, at: datetime, accepted: bool, reason: str = "") -> JoinRequest:
    """The clerk of the case lets the representative in, or says why not."""
    with transaction.atomic():
        case = acts.lock(JoinRequest.objects.values_list("case_id", flat=True).get(pk=request_id))
        request = JoinRequest.objects.select_for_update(of=("self",)).select_related("account").get(pk=request_id)
        if request.state != JoinRequest.State.WAITING:
            raise Refused(f"该申请已办理（{request.get_state_display()}）。", code="stale")
        if not accepted and not reason.strip():
            raise Refused("请填写不通过的理由。", code="missing_field")
        request.state = JoinRequest.State.ACCEPTED if accepted else JoinRequest.State.REFUSED
        request.decided_at, request.decided_by, request.reason = at, by.account, reason[:200]
        request.save()
        if accepted:
            kind = "staff" if request.kind == "statutory" else request.kind
            authority = {"statutory": "statutory", "guardian": "statutory"}.get(request.kind, "general")
            acts.perform(case, "change_representative", by=by, at=at, facts={
                "party": str(request.party_id), "person": str(request.account.person_id), "kind": kind,
                "authority": authority})
        elif not case.handlers.filter(account=by.account, until=None).exists():
            raise Refused("只有本案办案人员可以办理。", code="not_yours", status=403)
        append(case.stream, "joining.decided", by=by.account, at=at, court=case.court_id,
               facts={"request": str(request.pk), "accepted": accepted})
        close_tasks(f"joining:{request.pk}", "join_request", by=by.account, at=at)
    return request


