"""The legal representative of a company (法定代表人): not an agent but its voice.

A change is proved by a paper and looked at by two people of the court: the company speaks through this person in every case.
"""
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.people.models import Person
from court.base.people.names import kept
from court.kit.refusal import Refused, not_there
from court.spine.cases import acts, who
from court.spine.cases.models import Case, Party
from court.spine.dossier import actions as dossier
from court.spine.dossier.actions import Arrived
from court.spine.dossier.models import Document
from court.spine.journal.actions import append
from court.spine.tasks.actions import close_tasks, open_task
from court.work.representation import kinds
from court.work.representation.actions import ACT, scene_of
from court.work.representation.models import HeadChange

State = HeadChange.State
TASK, LAW = "check_head", "民事诉讼法第五十一条"


def company(case: Case, party_id: int) -> Party:
    """A party that is an organisation. Refused for a natural person, who has no such head."""
    party = Party.objects.filter(case=case, pk=party_id, left_on=None).select_related("person").first()
    if party is None or party.person.kind == Person.Kind.NATURAL:
        raise Refused("没有找到该单位。", do="请返回代理人页面核对。", code="missing", status=404)
    return party


def propose(case_id: int, party_id: int, name: str, post: str, paper: Arrived | None, *, by: Actor, at: datetime) -> HeadChange:
    """Put forward who heads the company now, with the paper filed; another person of the case looks again before it holds."""
    name, post = kept(name), kept(post)[:30]
    if not name:
        raise Refused("请填写法定代表人姓名。", code="missing_field", status=422)
    if paper is None:
        raise Refused("请上传法定代表人身份证明书。", law=LAW, code="missing_field", status=422)
    with transaction.atomic():
        case = acts.lock(case_id)
        _court_only(case, by, at)
        party = company(case, party_id)
        if (party.person.head_name, party.person.head_post) == (name, post):
            raise Refused("与现有登记相同，无须变更。", code="same")
        if HeadChange.objects.filter(person=party.person_id, state=State.PENDING).exists():
            raise Refused("该单位的法定代表人已有一份登记等待复核。", do="请先处理该份登记。", code="pending")
        proof = dossier.receive(case.court, paper, kind="authority", title=f"法定代表人身份证明书（{party.name}）", by=by, at=at,
                                case=case, party=party, item=kinds.PLACE)
        change = HeadChange.objects.create(
            case=case, party=party, person=party.person, old_name=party.person.head_name, old_post=party.person.head_post,
            new_name=name, new_post=post, proof=proof, proposed_by=by.account, proposed_at=at)
        open_task(court=case.court_id, case=case, subject=_subject(change), kind=TASK, label="复核法定代表人登记", at=at, act=ACT,
                  **_second(case, by))
        _note(change, "party.head_proposed", by, at)
    return change


def decide(pk: int, *, granted: bool, opinion: str = "", by: Actor, at: datetime) -> HeadChange:
    """The second look, by another who may act in the case. On agreement the company's row, which serves all its cases, changes."""
    with transaction.atomic():
        change = _waiting(pk, by, at)
        if change.proposed_by.person_id == by.person_id:
            raise Refused("复核应当由另一人办理。", do="请由本案其他承办人员或者立案人员复核。", code="same_person", status=403)
        if granted:
            _write(change)
        elif not opinion.strip():
            raise Refused("请写明不通过的理由。", code="missing_field", status=422)
        _close(change, State.APPROVED if granted else State.REFUSED, by, at, opinion)
        _note(change, "party.head_entered" if granted else "party.head_refused", by, at)
    return change


def withdraw(pk: int, *, by: Actor, at: datetime) -> HeadChange:
    """The one who put it forward takes it back; the paper stays in the dossier."""
    with transaction.atomic():
        change = _waiting(pk, by, at)
        if change.proposed_by_id != by.account.pk:
            raise Refused("只有提出人可以撤回。", code="not_yours", status=403)
        _close(change, State.WITHDRAWN, by, at)
        _note(change, "party.head_withdrawn", by, at)
    return change


def _waiting(pk: int, by: Actor, at: datetime) -> HeadChange:
    """The change with its case locked before it, for somebody who may act in the case."""
    found = HeadChange.objects.filter(pk=pk).values_list("case_id", flat=True).first()
    if found is None:
        raise not_there()
    _of_the_case(acts.lock(found), by, at)
    change = HeadChange.objects.select_for_update(of=("self",)).select_related("proof", "proposed_by", "case", "party").get(pk=pk)
    if change.state != State.PENDING:
        raise Refused(f"该份登记{change.get_state_display()}。", do="请刷新页面核对。", code="stale")
    return change


def _court_only(case: Case, by: Actor, at: datetime) -> None:
    _of_the_case(case, by, at)
    acts.permit(scene_of(case, by, at))


def _of_the_case(case: Case, by: Actor, at: datetime) -> None:
    """One of the court who may act in the case, at whatever stage it is: what was put forward is decided in an archived one too."""
    if by.is_litigant:
        raise Refused("法定代表人由法院核对证明后登记。", law=LAW, do="请提交法定代表人身份证明书。", code="not_yours", status=403)
    if who.stands(scene_of(case, by, at)) is None:
        raise Refused("法定代表人登记由本案办案人员办理，您不能办理。", code="not_yours", status=403)


def _write(change: HeadChange) -> None:
    if change.proof.state != Document.State.AVAILABLE:
        raise Refused("身份证明书尚未通过安全检查。", do="请稍后再复核；未通过检查的，请不予通过后重新提交。", code="not_ready")
    person = Person.objects.select_for_update().get(pk=change.person_id)
    if (person.head_name, person.head_post) != (change.old_name, change.old_post):
        raise Refused("提出登记之后，该单位的法定代表人已由他人改动。", do="请不予通过，核对后重新提出。", code="stale")
    person.head_name, person.head_post = change.new_name, change.new_post
    person.save(update_fields=["head_name", "head_post", "name_key"])


def _close(change: HeadChange, state: str, by: Actor, at: datetime, opinion: str = "") -> None:
    change.state, change.decided_by, change.decided_at, change.opinion = state, by.account, at, opinion.strip()[:200]
    change.save(update_fields=["state", "decided_by", "decided_at", "opinion"])
    close_tasks(_subject(change), TASK, by=by.account, at=at, cancelled=state == State.WITHDRAWN)


def _second(case: Case, by: Actor) -> dict:
    """Whose task the second look is: the judge's or the clerk's who did not enter it, else the filing clerks'."""
    others = case.handlers.filter(until=None, role__in=["judge", "clerk"]).exclude(account__person=by.person_id)
    found = others.select_related("account").order_by("role").first()
    return {"assignee": found.account} if found else {"office": "filing_clerk"}


def _subject(change: HeadChange) -> str:
    return f"head:{change.pk}"


def _note(change: HeadChange, kind: str, by: Actor, at: datetime) -> None:
    append(change.case.stream, kind, by=by.account, at=at, court=change.case.court_id, basis=LAW,
           facts={"party": str(change.party_id), "document": str(change.proof_id), "change": str(change.pk)})
