"""Labels and envelopes: a batch is kept as it was printed, so that the same sheet comes out again after days."""
import json
from datetime import datetime

from django.db import transaction
from django.db.models import F

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.kit.days import date_of
from court.kit.press.typesetting import typeset
from court.kit.refusal import Refused
from court.spine.journal.actions import append
from court.work.process_service import addresses
from court.work.process_service.models import PrintBatch, ServiceOrder

MOST = 200


def make(order_ids: list[int], kind: str, *, by: Actor, at: datetime) -> PrintBatch:
    """One label an addressee and case, whatever the number of papers in the envelope. Refused where an address lacks."""
    if kind not in PrintBatch.Kind.values:
        raise Refused("请选择打印标签还是信封。", code="bad_field", status=422)
    orders = list(ServiceOrder.objects.filter(pk__in=order_ids[:MOST]).select_related(
        "case__court", "party__person", "document").order_by("id"))
    if not orders:
        raise Refused("请先勾选要邮寄的文书。", code="missing_field", status=422)
    for order in orders:
        require(by, "serve", order)
    courts = {order.court_id for order in orders}
    if len(courts) > 1:
        raise Refused("一次只能打印一个法院的文书。", code="bad_field", status=422)
    lines = _lines(orders)
    with transaction.atomic():
        batch = PrintBatch.objects.create(court_id=courts.pop(), kind=kind, lines=json.dumps(lines, ensure_ascii=False),
                                          made_by=by.account, made_at=at)
        batch.orders.set(orders)
        append(f"print:{batch.pk}", "service.printed", by=by.account, at=at, court=batch.court_id,
               facts={"batch": str(batch.pk), "kind": kind, "orders": [str(order.pk) for order in orders]})
    return batch


def _lines(orders: list[ServiceOrder]) -> list[dict]:
    by_addressee: dict[tuple[int, int], list[ServiceOrder]] = {}
    for order in orders:
        by_addressee.setdefault((order.case_id, order.party_id), []).append(order)
    groups = [(group, addresses.best(group[0])) for group in by_addressee.values()]
    lacking = sorted({group[0].party.name for group, address in groups if not address})
    if lacking:
        raise Refused(f"{'、'.join(lacking)}没有送达地址，不能打印。", law="最高人民法院关于以法院专递方式邮寄送达民事诉讼文书的若干规定第三条",
                      do="请先由当事人填写送达地址确认书，或者改用其他方式送达。", code="no_address", status=422)
    return [_label(group, address) for group, address in groups]


def _label(group: list[ServiceOrder], address: str) -> dict:
    first = group[0]
    court, person = first.case.court, first.party.person
    inside = "、".join(dict.fromkeys(order.document.title for order in group))
    return {"to": first.party.name, "address": address, "phone": person.phone, "number": first.case.number,
            "inside": f"内件：{inside}", "code": first.code,
            "sender": [f"寄件：{court.name}", *([court.address] if court.address else []), *([court.phone] if court.phone else [])]}


def sheet(batch: PrintBatch, *, again: bool, by: Actor, at: datetime) -> bytes:
    """The PDF of a batch as it was made; printing it again is counted and written down."""
    if again:
        with transaction.atomic():
            PrintBatch.objects.filter(pk=batch.pk).update(printed=F("printed") + 1)
            append(f"print:{batch.pk}", "service.printed_again", by=by.account, at=at, court=batch.court_id,
                   facts={"batch": str(batch.pk)})
    template = {"labels": "service_labels", "envelopes": "service_envelopes"}[batch.kind]
    return typeset(template, {"items": json.loads(batch.lines)}, on=date_of(batch.made_at), author=batch.court.name)
