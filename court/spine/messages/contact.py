"""When a text message did not reach somebody: the service officer tells them in another way, or sends it again."""

from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.people.models import Office, Person
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.consequences.effects import mark
from court.spine.journal.actions import append
from court.spine.messages import queries
from court.spine.messages.actions import send_again
from court.spine.messages.models import Delivery
from court.spine.tasks.actions import close_tasks

WAYS = {"telephone": "已电话告知", "in_person": "已当面告知", "post": "已邮寄书面告知",
        "representative": "已告知其代理人"}


def require_officer(actor: Actor, case: Case) -> None:
    """Only the service officers and the clerk or judge of the case look after its contacts; others see no case."""
    mine = case.handlers.filter(account=actor.account, until=None).exists() if actor.account else False
    if case.is_state_secret or not (mine or actor.holds(Office.SERVICE_OFFICER, case.court_id)):
        raise Refused("没有找到该案件。", do="请核对案号。", code="not_found", status=404)


@transaction.atomic
def told_otherwise(case: Case, person: Person, way: str, *, by: Actor, at: datetime) -> int:
    """The person knows by another way: the failed messages count as delivered, the task is done. How many."""
    require_officer(by, case)
    if way not in WAYS:
        raise Refused("请选择告知方式。", code="no_way", status=422)
    failed = list(queries.failed_for(case, person))
    settled = Delivery.objects.filter(pk__in=[delivery.pk for delivery in failed], state=Delivery.State.FAILED)
    if not settled.update(state=Delivery.State.LAPSED, failure=WAYS[way]):
        raise Refused("没有未送达的短信，可能已由他人处理。", do="请刷新页面。", code="stale")
    for delivery in failed:
        message = delivery.message
        if message.entry_place is not None:
            mark(case.pk, message.entry_place, "message", message.kind, delivered=at, person_id=person.pk)
    _record(case, person, "contact.told_otherwise", by, at, way=way, messages=[str(d.message_id) for d in failed])
    close_tasks(subject(case, person), "contact_failed", by=by.account, at=at)
    return len(failed)


@transaction.atomic
def try_again(case: Case, person: Person, *, by: Actor, at: datetime) -> int:
    """Send the failed messages again, to the number the person has now. Refused when there is none."""
    require_officer(by, case)
    if not person.phone:
        raise Refused("该当事人没有登记手机号码。", do="请先在当事人信息中补登，或者以其他方式告知。", code="no_phone")
    again = send_again(queries.failed_for(case, person), at)
    if not again:
        raise Refused("没有未送达的短信，可能已由他人处理。", do="请刷新页面。", code="stale")
    _record(case, person, "contact.sent_again", by, at, count=again)
    close_tasks(subject(case, person), "contact_failed", by=by.account, at=at)
    return again


def subject(case: Case, person: Person) -> str:
    return f"contact:{case.pk}:{person.pk}"


def _record(case: Case, person: Person, kind: str, by: Actor, at: datetime, **facts) -> None:
    append(subject(case, person), kind, by=by.account, at=at, court=case.court_id,
           facts={"case": str(case.pk), "person": str(person.pk), **facts})
