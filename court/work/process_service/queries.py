"""What pages and conditions ask of service: queues, what a case waits for, the day the law closes it on."""
from django.db.models import Prefetch, Q, QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import visible
from court.spine.cases.models import Case
from court.work.process_service.models import Attempt, PrintBatch, ServiceOrder
from law import registry
from law.answer import Answer

State = ServiceOrder.State
ATTEMPTS = Prefetch("attempts", Attempt.objects.select_related("entered_by__person", "read_by", "proof").order_by("-id"))


def whole(orders: QuerySet) -> QuerySet:
    """Orders with all that a page shows of them, in few statements."""
    return orders.select_related("case", "document", "party__person").prefetch_related(ATTEMPTS)


def closing_orders(case: Case) -> list[ServiceOrder]:
    """The orders of the paper that ends the case."""
    paper = case.facts.get("paper")
    if not paper:
        return []
    return list(whole(ServiceOrder.objects.filter(case=case, document_id=int(paper), party__left_on=None)))


def good_attempt(order: ServiceOrder) -> Attempt | None:
    """The try that served the order, or a public notice that has appeared."""
    standing = [a for a in order.attempts.all() if a.stands]
    served = [a for a in standing if a.state == Attempt.State.EFFECTIVE]
    notices = [a for a in standing if a.way == "public_notice" and a.state != Attempt.State.FAILED]
    return min(served, key=lambda a: a.effective_on, default=None) or (notices[0] if notices else None)


def unserved(case: Case) -> list[ServiceOrder]:
    """Closing orders that keep the case open. A public notice closes it on the day it appears (审限规定10)."""
    return [order for order in closing_orders(case) if good_attempt(order) is None]


def closing_day(case: Case) -> Answer | None:
    """The day the case counts as closed, {"closed"}, with its steps; None while no paper ends it or one is unserved."""
    attempts = [good_attempt(order) for order in closing_orders(case)]
    if not attempts or None in attempts:
        return None
    return registry.call("closing.date", services=[_service(a) for a in attempts if a])


def _service(attempt: Attempt) -> dict:
    fact = {"post": "posted", "public_notice": "published", "leaving": "left"}.get(attempt.way, "served")
    day = attempt.day if fact != "served" else attempt.effective_on
    return {"mode": attempt.way, fact: day}


def of_case(case: Case) -> list[ServiceOrder]:
    return list(whole(ServiceOrder.objects.filter(case=case)).order_by("-id"))


def desk(actor: Actor, state: str = "") -> QuerySet:
    """Orders somebody may serve, the ones not served yet first of all asked for."""
    orders = visible(actor, ServiceOrder.objects.all())
    orders = orders.filter(state=state) if state in State.values else orders.exclude(state__in=[State.EFFECTIVE, State.DROPPED])
    return whole(orders)


def matching(orders: QuerySet, words: str) -> QuerySet:
    """Orders of a case number (or its beginning) or of a party's name."""
    return orders.filter(Q(case__number__contains=words) | Q(party__name__startswith=words))


def of_person(actor: Actor) -> QuerySet:
    """Papers that somebody from outside has been served with electronically, or will be."""
    return whole(visible(actor, ServiceOrder.objects.filter(attempts__way="electronic")).distinct())


def shown_state(order: ServiceOrder) -> str:
    """未送达, 送达中, 已到达, 已阅看, 已送达 or 送达失败: what a person of the court sees at a glance."""
    electronic = next((a for a in order.attempts.all() if a.way == "electronic" and a.stands), None)
    if order.is_served and electronic and electronic.read_at:
        return "已送达·已阅看"
    if order.is_served and electronic:
        return "已送达·未阅看"
    return order.get_state_display()


def batches(actor: Actor) -> QuerySet:
    return visible(actor, PrintBatch.objects.select_related("made_by__person")).order_by("-id")
