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
from court.work.fees import further, notices, refunds
from court.work.fees.models import Order, Refund
from law.answer import LawError

Purpose = Order.Purpose


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
    return refunds.owe_what_is_held(mine, "objection_upheld", steps, at)


def _tell(case: Case, order: Order, parties, at: datetime, entry) -> None:
    """To each who objected."""
    together = "由你们共同交纳，一人交清即可" if len(parties) > 1 else "由你（单位）交纳"
    for party in parties:
        notices.send(case, party, order, about="objection", title="管辖权异议", at=at, entry=entry, heading="管辖权异议案件受理费待交纳", paragraphs=[
            f"{case.title}（{case.number}），你（单位）对管辖权提出的异议已被裁定驳回。根据《诉讼费用交纳办法》第十三条第六项，"
            f"应当交纳管辖权异议案件受理费{notices.in_full(order)}，{together}。",
            notices.where(order), "对该裁定提起上诉，第二审人民法院认定异议成立的，已交纳的费用全额退还。"],
            text=f"{case.number}的管辖权异议被裁定驳回，应交纳案件受理费{money.plain(order.amount_fen)}元。")
