"""The text of a public notice (公告送达), generated for the newspaper or the platform, and for the dossier."""
from datetime import date, datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.kit.days import formal, plain
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.work.process_service import outcome, serving
from court.work.process_service.models import Attempt, ServiceOrder
from law import rows


def matter(case) -> str:
    """原告王某与被告张某民间借贷纠纷一案"""
    sides = {role: "、".join(case.parties.filter(role=role, left_on=None).values_list("name", flat=True))
             for role in ("plaintiff", "defendant")}
    return f"原告{sides['plaintiff']}与被告{sides['defendant']}{case.cause}一案"


def text(order: ServiceOrder, on: date) -> list[str]:
    """The paragraphs of the notice. The period is the one of the day on which it is made (民诉法95)."""
    period = rows.row("periods", "notice_service", on).value
    plaintiffs = "、".join(order.case.parties.filter(role="plaintiff", left_on=None).values_list("name", flat=True))
    what = {"complaint": "起诉状副本、应诉通知书、举证通知书及开庭传票"}.get(order.wanted, f"《{order.document.title}》")
    return [f"本院受理原告{plaintiffs}{order.case.cause}一案（{order.case.number}），因采用其他方式无法送达，依照《中华人民共和国民事诉讼法》第九十五条的规定，"
            f"现依法向你（单位）公告送达{what}。",
            f"自公告之日起经过{period}，即视为送达。{_after(order)}"]


def _after(order: ServiceOrder) -> str:
    return {"complaint": "提出答辩状和举证的期限自公告期满次日起计算。请按传票所载时间到庭，逾期将依法缺席裁判。",
            "appealable": "如不服本裁判，可在送达后的法定期限内向本院递交上诉状，逾期即发生法律效力。"}.get(order.wanted, "请到本院领取，逾期视为送达。")


def publish(order_id: int, *, carrier: str, published: date, by: Actor, at: datetime, key: str = "") -> Attempt:
    """Enter a notice that has appeared, with its text as proof in the dossier. Refused where no notice is allowed."""
    with transaction.atomic():
        entered = serving.Entered("public_notice", published, tracking=carrier)
        made = serving.enter(order_id, entered, by=by, at=at, key=key)
        if made.proof_id is None:
            order = ServiceOrder.objects.select_related("case__court", "document", "party__person").get(pk=order_id)
            made.proof = _paper(order, carrier, published, by, at)
            made.save(update_fields=["proof"])
    return made


def _paper(order: ServiceOrder, carrier: str, published: date, by: Actor, at: datetime) -> Document:
    return dossier.expect(
        order.case, "service_notice", {"to": order.party.name, "paragraphs": text(order, published), "day": formal(published),
                                       "contact": [f"公告载体：{carrier}", f"刊登日期：{plain(published)}"]},
        kind="public_notice", title=f"公告（{order.document.title}·{order.party.name}）", party=order.party,
        item=outcome.place_of(order.document), by=by, at=at, sealed=True, key=f"service_notice:{order.pk}:{published}")
