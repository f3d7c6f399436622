"""Who serves: the people who handle the case, the service officer, and the filing clerk before there is a judge."""
from django.db.models import Exists, OuterRef, Q, QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import ALLOW, Verdict, deny, relations, resolver, rule, scoper
from court.base.people.models import Office
from court.spine.cases.models import Handler, Representative
from court.work.process_service.models import PrintBatch, ServiceOrder

SERVERS = {"judge", "presiding", "clerk", "assistant", "service_officer"}
HIDDEN = deny("没有找到该文书。", hidden=True)


@resolver(ServiceOrder)
def order_relations(actor: Actor, order: ServiceOrder) -> set[str]:
    found = set(relations(actor, order.case))
    if actor.is_litigant:
        acting = Representative.objects.filter(party=order.party_id, person_id=actor.person_id, until=None)
        if (order.party.person_id == actor.person_id and order.party.left_on is None) or acting.exists():
            found.add("addressee")
    if "filing_clerk" in found and order.case.judge_id is None:
        found.add("service_officer")
    return found


@rule(ServiceOrder, "serve")
def serve(actor: Actor, order: ServiceOrder, related: frozenset) -> Verdict:
    if order.case.is_state_secret:
        return deny("本案不在线上办理。", law="保守国家秘密法")
    if related & SERVERS:
        return ALLOW
    return HIDDEN if not related else deny("送达由本案办案人员或者送达专员办理。")


@rule(ServiceOrder, "paper")
def paper(actor: Actor, order: ServiceOrder, related: frozenset) -> Verdict:
    """The paper itself, for who serves it: the one paper, of the record, and only while it waits to be served.

    Who handles the case reads it in the dossier as well; a service officer reads nothing else of the case (S9).
    """
    document = order.document
    if order.case.is_state_secret or not related & SERVERS:
        return HIDDEN
    if document.volume != document.Volume.MAIN or document.state != document.State.AVAILABLE or document.held:
        return deny("文书尚在制作，暂不能查看。")
    if order.state in (ServiceOrder.State.EFFECTIVE, ServiceOrder.State.DROPPED) and not related & (SERVERS - {"service_officer"}):
        return deny("该文书已送达，送达事务办结后不再提供查看。")
    return ALLOW


@rule(ServiceOrder, "open")
def open_(actor: Actor, order: ServiceOrder, related: frozenset) -> Verdict:
    return ALLOW if "addressee" in related else HIDDEN


@scoper(ServiceOrder)
def visible_orders(actor: Actor, orders: QuerySet) -> QuerySet:
    orders = orders.filter(case__is_state_secret=False)
    if actor.is_litigant:
        acting = Representative.objects.filter(party=OuterRef("party"), person_id=actor.person_id, until=None)
        return orders.filter(Q(party__person_id=actor.person_id, party__left_on=None) | Q(Exists(acting)))
    if not actor.is_staff:
        return orders.none()
    mine = Exists(Handler.objects.filter(case=OuterRef("case"), account=actor.account, until=None, role__in=SERVERS))
    scope = Q(mine)
    for one in actor.appointments:
        if one.office == Office.SERVICE_OFFICER:
            scope |= Q(court=one.court_id)
        elif one.office == Office.FILING_CLERK:
            scope |= Q(court=one.court_id, case__judge=None)
    return orders.filter(scope)


@scoper(PrintBatch)
def visible_batches(actor: Actor, batches: QuerySet) -> QuerySet:
    """One's own batches, and those of the court for its service officers: a colleague may take over."""
    if not actor.is_staff:
        return batches.none()
    courts = [a.court_id for a in actor.appointments if a.office == Office.SERVICE_OFFICER]
    return batches.filter(Q(made_by=actor.account) | Q(court__in=courts))
