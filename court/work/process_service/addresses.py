"""Where a party may be reached: every address the court knows, the binding one first, with what became of each.

Order: 送达地址确认书 (民诉法解释137, 法院专递规定3–5), the address given when filing, what was found or told since,
the address that stands with the person, and addresses at which the same person was served in other cases of the court.
"""
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.kit.days import date_of
from court.kit.refusal import Refused, not_there
from court.spine import wiring
from court.spine.dossier import actions as dossier
from court.spine.journal.actions import append
from court.work.process_service import serving
from court.work.process_service.models import Attempt, ServiceAddress, ServiceOrder

Source = ServiceAddress.Source
ITEM = "当事人身份证明、法定代表人身份证明、授权委托书、律师事务所函"
wiring.files_under("送达地址确认书", ITEM)
LAW = "最高人民法院关于以法院专递方式邮寄送达民事诉讼文书的若干规定第三条"
TONES = {Source.CONFIRMED.label: "good", Source.CHECKED.label: "info"}


@dataclass(frozen=True)
class Known:
    """An address, where it comes from, when, and the results of service there in one sentence."""

    source: str
    address: str
    day: date | None = None
    results: str = ""
    row_id: int | None = None

    @property
    def tone(self) -> str:
        return TONES.get(self.source, "calm")


def known(order: ServiceOrder) -> list[Known]:
    """All addresses of an order's party, each once, the binding one first."""
    party, results = order.party, _results(order)
    found: list[Known] = []
    rows = list(ServiceAddress.objects.filter(party=party, withdrawn_at=None).order_by("-day", "-id"))
    confirmed = [r for r in rows if r.source == Source.CONFIRMED]
    for row in confirmed:
        found.append(Known(row.get_source_display(), row.address, row.day, row_id=row.pk))
    for source in wiring.ADDRESS_SOURCES:
        found += [Known(label, address, day) for label, address, day in source(order.case, party) if address]
    found += [Known(r.get_source_display(), r.address, r.day, row_id=r.pk) for r in rows if r.source != Source.CONFIRMED]
    if party.person.address:
        found.append(Known("身份登记地址", party.person.address))
    found += [Known("以往送达地址", address) for address in results]
    once: dict[str, Known] = {}
    for one in found:
        once.setdefault(_key(one.address), Known(one.source, one.address, one.day, results.get(_key(one.address), ""), one.row_id))
    return list(once.values())


def best(order: ServiceOrder) -> str:
    """The address a letter goes to; "" where none is known."""
    return next((one.address for one in known(order)), "")


def _results(order: ServiceOrder) -> dict[str, str]:
    """Address -> how often service there succeeded or failed, over the court's cases of the same person."""
    tried = Attempt.objects.filter(order__party__person=order.party.person_id, order__court=order.court_id, withdrawn_at=None,
                                   order__case__is_state_secret=False)
    counts: dict[str, Counter] = {}
    for one in tried.order_by("-id")[:200]:
        if one.address:  # sealed, so it can't be asked of the database
            counts.setdefault(_key(one.address), Counter())[one.get_state_display()] += 1
    return {address: "、".join(f"{label}{number}次" for label, number in count.items()) for address, count in counts.items()}


def _key(address: str) -> str:
    return "".join(address.split())


def add(order_id: int, *, source: str, address: str, day: date, proof: dossier.Arrived | None, by: Actor, at: datetime) -> ServiceAddress:
    """Enter an address; a 送达地址确认书 wants the paper itself, which goes into the dossier."""
    with transaction.atomic():
        order = serving.locked(order_id)
        require(by, "serve", order)
        if source not in Source.values or not address.strip():
            raise Refused("请选择来源并填写地址。", code="bad_field", status=422)
        if day > date_of(at):
            raise Refused("确认日期不能晚于今天。", do="请核对日期。", code="bad_field", status=422)
        if source == Source.CONFIRMED and proof is None:
            raise Refused("请上传当事人签名的送达地址确认书。", law=LAW, code="missing_field", status=422)
        document = None
        if proof:
            document = dossier.receive(order.case.court, proof, kind="service_address", title=f"{Source(source).label}（{order.party.name}）",
                                       by=by, at=at, case=order.case, party=order.party, item=ITEM)
        row = ServiceAddress.objects.create(party=order.party, source=source, address=address.strip()[:200], day=day,
                                            document=document, entered_by=by.account, entered_at=at)
        _note(order.case, row, "service.address_entered", by, at)
    return row


def withdraw(pk: int, *, by: Actor, at: datetime) -> ServiceAddress:
    """Take an address back: it stays on record, with who did so and when."""
    with transaction.atomic():
        row = ServiceAddress.objects.select_for_update(of=("self",)).select_related("party__case").filter(pk=pk).first()
        order = ServiceOrder.objects.select_related("case", "party").filter(party=row.party_id).first() if row else None
        if row is None or order is None:
            raise not_there()
        require(by, "serve", order)
        if row.withdrawn_at is None:
            row.withdrawn_at, row.withdrawn_by = at, by.account
            row.save(update_fields=["withdrawn_at", "withdrawn_by"])
            _note(order.case, row, "service.address_withdrawn", by, at)
    return row


def _note(case, row: ServiceAddress, kind: str, by: Actor, at: datetime) -> None:
    append(case.stream, kind, by=by.account, at=at, court=case.court_id,
           facts={"address": str(row.pk), "party": str(row.party_id), "source": row.source, "day": row.day.isoformat()})
