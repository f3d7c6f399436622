"""The fee of an objection to jurisdiction that failed: ordered with the ruling, given back when the court above upholds it.

Source: 诉讼费用交纳办法第十三条第六项; the amount within the range is the court's setting.
"""
from datetime import datetime

from court.base.people.models import Account
from court.kit import money
from court.kit.days import date_of
from court.kit.refusal import Refused
from court.spine.cases import objectors
from court.spine.cases.models import Case
from court.spine.dossier import actions as dossier
from court.spine.messages.actions import tell
from court.work.fees import further, refunds, settlement
from court.work.fees.models import Order, Refund
from law.answer import LawError

Purpose, State = Order.Purpose, Order.State


def charge(case: Case, *, at: datetime, entry=None) -> Order | None:
    """One order for the objection the ruling rejected; several who objected owe it together. Refused outside the law's range."""
    parties = objectors.of(case)
    if not parties:
        return None
    try:
        found = objectors.fee(case, date_of(at))
    except LawError as refusal:
        raise Refused(refusal.text, law="诉讼费用交纳办法第十三条第六项", do="请由案件管理员更正“管辖权异议受理费标准”。",
                      code=refusal.code) from refusal
    due = further.law("fee.pay_by", notice_received=date_of(at))["pay_by"]
    amount = money.fen(found["fee"])
    steps = [*found.explain(), f"异议被裁定驳回，由{objectors.in_words(parties)}负担"]
    order = further.open_further(case, parties[0], Purpose.OBJECTION, full_fen=amount, amount_fen=amount, steps=steps,
                                 due_on=due, at=at, others=parties[1:])
    if order is not None:
        _tell(case, order, parties, at, entry)
    return order


def give_back(case: Case, *, by: Account | None, at: datetime) -> list[Refund]:
    """The court above found the objection good: nothing is asked, and what was paid goes back."""
    mine = Order.objects.filter(case=case, purpose=Purpose.OBJECTION)
    further.close(mine, by=by, at=at)
    steps = objectors.fee(case, date_of(at), upheld=True).explain()
    paid = mine.filter(state=State.PAID).prefetch_related("lines", "refunds")
    return [refunds.owe(one, held, "objection_upheld", steps, at) for one in paid if (held := refunds.remaining(one)) > 0]


def _tell(case: Case, order: Order, parties, at: datetime, entry) -> None:
    """The fee notice to each who objected, filed in the dossier, and a message with the way to pay."""
    amount = f"人民币{money.plain(order.amount_fen)}元（大写：{money.in_words(order.amount_fen)}）"
    together = "由你们共同交纳，一人交清即可" if len(parties) > 1 else "由你（单位）交纳"
    for party in parties:
        dossier.expect(case, "fee_burden_notice", {
            "to": party.name, "contact": ["诉讼服务热线：12368"], "paragraphs": [
                f"{case.title}（{case.number}），你（单位）对管辖权提出的异议已被裁定驳回。根据《诉讼费用交纳办法》第十三条第六项，"
                f"应当交纳管辖权异议案件受理费{amount}，{together}。",
                f"请于{order.due_on:%Y年%-m月%-d日}前通过移动微诉讼“网上缴费”或者诉讼服务大厅窗口交纳。",
                "对该裁定提起上诉，第二审人民法院认定异议成立的，已交纳的费用全额退还。"]},
            kind="fee_burden_notice", title="诉讼费用交纳通知书（管辖权异议）", item=settlement.ITEM, party=party, by=None, at=at,
            sealed=True, entry=entry, key=f"fee_objection:{order.pk}:{party.pk}")
        tell(party.person, kind="fee_burden", key=f"fee-objection:{order.pk}:{party.pk}", at=at, case=case,
             title="管辖权异议案件受理费待交纳", text=f"{case.number}的管辖权异议被裁定驳回，应交纳案件受理费{money.plain(order.amount_fen)}元。")
