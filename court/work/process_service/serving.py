"""Serving: a try is entered or sent, arrives, is read, takes effect or fails; a wrong entry is superseded.

Every function takes the case's lock first. The day of service comes from the law, never from a person.
"""
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.base.people.models import Office
from court.kit.days import date_of
from court.kit.refusal import Refused, not_there
from court.spine.cases import acts
from court.spine.cases.models import Stored
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.spine.errands.actions import ask
from court.spine.journal.actions import append
from court.spine.messages.actions import tell
from court.spine.tasks.actions import close_tasks, open_task
from court.work.process_service import effect, kinds, ordering, outcome
from court.work.process_service.models import Attempt, ServiceOrder

State = ServiceOrder.State
DEEMED = "service.deemed"


@dataclass(frozen=True)
class Entered:
    """What a person of the court entered about one try. `day` is the one kinds.DAY_LABELS names for the way.

    signed_on, returned_on  of a letter; reason  why it came back, or why the try failed
    failed                  nobody was served: the order goes back to the desk as a task
    """

    way: str
    day: date
    signed_on: date | None = None
    returned_on: date | None = None
    reason: str = ""
    witnessed: bool = False
    receiver: str = ""
    tracking: str = ""
    address: str = ""
    failed: bool = False
    proof: dossier.Arrived | None = None


def enter(order_id: int, entered: Entered, *, by: Actor, at: datetime, key: str = "") -> Attempt:
    """Enter a try by another way than the electronic one. Refused for a way or day the law does not allow.

    key  of the form: sent twice, it is one entry
    """
    with transaction.atomic():
        order = locked(order_id)
        if key and (done := acts.stored(by, key)):
            return Attempt.objects.get(pk=int(done["attempt"]))
        require(by, "serve", order)
        _check(order, entered, at)
        attempt = _write(order, entered, by, at)
        _follow(order, attempt, by, at)
        if key:
            Stored.objects.create(account=by.account, key=key, what="service", answer={"attempt": str(attempt.pk)}, at=at)
    return attempt


def _check(order: ServiceOrder, entered: Entered, at: datetime) -> None:
    today = date_of(at)
    if order.state == State.DROPPED:
        raise Refused("该文书不再需要送达。", do="请送达新的文书。", code="dropped")
    if entered.way not in kinds.BY_HAND:
        raise Refused("请选择送达方式。", code="bad_field", status=422)
    if order.is_served:
        raise Refused(f"该文书已于{order.effective_on}送达。", do="登记有误的，请使用“更正”。", code="served")
    days = [d for d in (entered.day, entered.signed_on, entered.returned_on) if d]
    if any(day > today for day in days):
        raise Refused("送达日期不能晚于今天。", do="请核对日期。", code="bad_field", status=422)
    if entered.day < date_of(order.created_at):
        raise Refused(f"送达日期不能早于文书作出之日（{date_of(order.created_at)}）。", do="请核对日期。", code="bad_field", status=422)
    if any(day < entered.day for day in days):
        raise Refused("签收或者退回日期不能早于交邮日期。", do="请核对日期。", code="bad_field", status=422)
    if (entered.failed or entered.returned_on) and not entered.reason.strip():
        raise Refused("请写明未能送达或者退回的原因。", code="missing_field", status=422)
    if entered.way == "public_notice":
        _check_notice(order, entered)


def _check_notice(order: ServiceOrder, entered: Entered) -> None:
    """A public notice is the last way: the procedure allows it, and another way was tried and failed (民诉法95)."""
    effect.of(order, Attempt(order=order, way="public_notice", day=entered.day))
    if not entered.tracking.strip():
        raise Refused("请填写公告载体。", code="missing_field", status=422)
    if not order.attempts.filter(state=Attempt.State.FAILED, withdrawn_at=None).exists():
        raise Refused("公告送达用于受送达人下落不明或者其他方式无法送达的情形，本文书尚无送达失败的记录。", law="民事诉讼法第九十五条",
                      do="请先登记其他方式的送达经过。", code="try_others")


def _write(order: ServiceOrder, entered: Entered, by: Actor, at: datetime) -> Attempt:
    attempt = Attempt(
        order=order, way=entered.way, day=entered.day, signed_on=entered.signed_on, returned_on=entered.returned_on,
        reason=entered.reason.strip()[:100], witnessed=entered.witnessed, receiver=entered.receiver.strip()[:60],
        tracking=entered.tracking.strip()[:80], address=entered.address.strip()[:200], sent_at=at, entered_by=by.account, entered_at=at)
    if entered.proof:
        attempt.proof = dossier.receive(
            order.case.court, entered.proof, kind="service_proof", title=f"送达凭证（{order.document.title}·{order.party.name}）",
            by=by, at=at, case=order.case, item=outcome.place_of(order.document))
    if entered.failed:
        attempt.state, attempt.explained = Attempt.State.FAILED, [f"未能送达：{attempt.reason}"]
    attempt.save(force_insert=True)
    note(order, "attempted", by, at, attempt=str(attempt.pk), way=attempt.way, day=attempt.day.isoformat())
    return attempt


def _follow(order: ServiceOrder, attempt: Attempt, by: Actor | None, at: datetime) -> None:
    """What an entry leads to: effect today, effect on a later day, waiting, or failure."""
    if attempt.state == Attempt.State.FAILED:
        return fail(order, attempt, by, at)
    found = effect.of(order, attempt)
    attempt.effective_on, attempt.explained = found.day, found.explained
    attempt.save(update_fields=["effective_on", "explained"])
    today = date_of(at)
    if found.day is None:
        over = attempt.way != "post" or attempt.returned_on is not None
        return fail(order, attempt, by, at) if over else _wait(order, by, at)
    if found.day > today:
        _wait(order, by, at)
        ask(DEEMED, key=f"{DEEMED}:{attempt.pk}", payload={"attempt": str(attempt.pk)}, at=at, court=order.court_id,
            delay_s=(found.day - today).days * 86_400)
        return None
    return outcome.settle(order, attempt, by, at)


def _wait(order: ServiceOrder, by: Actor | None, at: datetime) -> None:
    order.state = State.SENT
    order.save(update_fields=["state"])
    _close_failure(order, by, at)
    ordering.keep_task(order.case, at, by.account if by else None)


def letter(attempt_id: int, *, signed_on: date | None = None, returned_on: date | None = None, reason: str = "",
           by: Actor, at: datetime) -> Attempt:
    """What became of a letter that was posted: signed for, or come back and why (法院专递规定11)."""
    with transaction.atomic():
        order = locked(Attempt.objects.values_list("order_id", flat=True).get(pk=attempt_id))
        require(by, "serve", order)
        attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt_id)
        if attempt.way != "post" or attempt.signed_on or attempt.returned_on or not attempt.stands:
            raise Refused("该次邮寄的结果已经登记。", do="登记有误的，请使用“更正”。", code="stale")
        _check(order, Entered("post", attempt.day, signed_on, returned_on, reason), at)
        if not (signed_on or returned_on):
            raise Refused("请填写签收日期或者退回日期。", code="missing_field", status=422)
        attempt.signed_on, attempt.returned_on, attempt.reason = signed_on, returned_on, reason.strip()[:100]
        attempt.save(update_fields=["signed_on", "returned_on", "reason"])
        note(order, "letter", by, at, attempt=str(attempt.pk), signed=str(signed_on or ""), returned=str(returned_on or ""))
        _follow(order, attempt, by, at)
    return attempt


def fail(order: ServiceOrder, attempt: Attempt, by: Actor | None, at: datetime) -> None:
    """Nobody was served by this try: the order stands open as a task whose age counts."""
    attempt.state = Attempt.State.FAILED
    attempt.save(update_fields=["state"])
    order.state = State.FAILED
    order.save(update_fields=["state"])
    clerk = ordering.clerk_of(order.case)
    open_task(court=order.court_id, case=order.case, subject=_subject(order), kind="service_failed", at=at,
              label=f"送达失败，另行送达：{order.document.title}（{order.party.name}）"[:120], assignee=clerk,
              office="" if clerk else Office.FILING_CLERK.value)
    note(order, "failed", by, at, attempt=str(attempt.pk))
    ordering.keep_task(order.case, at, by.account if by else None)


def correct(attempt_id: int, why: str, entered: Entered | None, *, by: Actor, at: datetime) -> Attempt | None:
    """Supersede a wrong entry, with another one in its place or none. What stood is kept, with who and why.

    The clocks that the wrong day started run anew from the right one: the same system act is performed again.
    """
    with transaction.atomic():
        order = locked(Attempt.objects.values_list("order_id", flat=True).get(pk=attempt_id))
        require(by, "serve", order)
        attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt_id)
        if not attempt.stands:
            raise Refused("该条登记已被更正。", do="请刷新页面核对。", code="stale")
        if not why.strip():
            raise Refused("请写明更正理由。", code="missing_field", status=422)
        if attempt.way == "electronic":
            raise Refused("电子送达由系统记录，不能更正。", do="受送达人证明到达日期不同的，请由法官在卷中说明。", code="system_fact")
        if entered is None and order.is_served:
            raise Refused("文书已按该登记送达，请同时登记正确的送达情况。", code="missing_field", status=422)
        attempt.withdrawn_at, attempt.withdrawn_by, attempt.withdrawn_why = at, by.account, why.strip()[:200]
        order.state, order.effective_on = State.OPEN, None
        order.save(update_fields=["state", "effective_on"])
        made = None
        if entered is not None:
            _check(order, entered, at)
            made = attempt.superseded_by = _write(order, entered, by, at)
        attempt.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why", "superseded_by"])
        note(order, "superseded", by, at, attempt=str(attempt.pk), successor=str(made.pk) if made else "")
        if made:
            _follow(order, made, by, at)
        else:
            ordering.keep_task(order.case, at, by.account)
    return made


def send_electronically(order_id: int, *, at: datetime, by: Actor | None = None) -> Attempt | None:
    """Put the paper into the party's place on the platform: arrival is that day (民诉法解释135). None: already served.

    Refused without consent, and while the paper has no pages yet.
    """
    with transaction.atomic():
        order = locked(order_id)
        if by is not None:
            require(by, "serve", order)
        if order.state not in (State.OPEN, State.FAILED):
            return order.attempts.filter(way="electronic", withdrawn_at=None).first()
        allowed = effect.may_serve_electronically(order, date_of(at))
        if allowed is None:
            raise Refused("受送达人未同意电子送达。", law="民事诉讼法第九十条", do="请采用其他方式送达。", code="no_consent")
        document = order.document
        if document.state != Document.State.AVAILABLE or document.held:
            raise Refused("文书尚在制作，暂不能送达。", do="请稍后再试。", code="not_ready")
        attempt = Attempt.objects.create(order=order, way="electronic", day=date_of(at), sent_at=at, arrived_at=at,
                                         state=Attempt.State.ARRIVED, entered_by=by.account if by else None, entered_at=at)
        note(order, "arrived", by, at, attempt=str(attempt.pk))
        _tell(order, at)
        found = effect.of(order, attempt)
        attempt.effective_on, attempt.explained = found.day, [*allowed.explained, *found.explained]
        attempt.save(update_fields=["effective_on", "explained"])
        outcome.settle(order, attempt, by, at)
    return attempt


def _tell(order: ServiceOrder, at: datetime) -> None:
    url = reverse("my_paper", args=[order.pk], urlconf="court.site.urls_all")
    acting = order.case.representatives.filter(party=order.party, until=None).select_related("person")
    for person in [order.party.person, *(one.person for one in acting)]:
        tell(person, kind="paper_served", key=f"served:{order.pk}:{person.pk}", at=at, case=order.case, url=url,
             fields={"paper": order.document.title, "code": order.code})


def open_paper(order_id: int, *, by: Actor, at: datetime) -> ServiceOrder:
    """Somebody who is served opened the paper: reading is recorded once, beside arrival and effect."""
    with transaction.atomic():
        order = locked(order_id)
        require(by, "open", order)
        attempt = order.attempts.filter(way="electronic", withdrawn_at=None).first()
        if attempt is None:
            raise Refused("该文书不是电子送达。", do="请在收到纸质文书时签收。", code="not_electronic")
        if attempt.read_at is None:
            attempt.read_at, attempt.read_by = at, by.person
            attempt.save(update_fields=["read_at", "read_by"])
            note(order, "read", by, at, attempt=str(attempt.pk), person=str(by.person_id))
    return order


def locked(order_id: int) -> ServiceOrder:
    """The order with its case locked before it (case → counter → stream head)."""
    case_id = ServiceOrder.objects.values_list("case_id", flat=True).filter(pk=order_id).first()
    if case_id is None:
        raise not_there()
    case = acts.lock(case_id)
    order = ServiceOrder.objects.select_for_update(of=("self",)).select_related("document", "party__person").get(pk=order_id)
    order.case = case
    return order


def note(order: ServiceOrder, what: str, by: Actor | None, at: datetime, **facts: str) -> None:
    append(order.case.stream, f"service.{what}", by=by.account if by else None, at=at, court=order.court_id,
           facts={"order": str(order.pk), "document": str(order.document_id), "party": str(order.party_id), **facts})


def _subject(order: ServiceOrder) -> str:
    return f"service-order:{order.pk}"


def _close_failure(order: ServiceOrder, by: Actor | None, at: datetime) -> None:
    close_tasks(_subject(order), "service_failed", by=by.account if by else None, at=at)
