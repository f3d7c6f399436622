"""Paying and giving back: who prepays, until when, what follows when nobody pays, what is refunded."""
from datetime import date
from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.choices import choices, pick
from law.fees.money import checked, fen, yuan
from law.instruments import cite
from law.registry import rule
from law.rows import due

UNPAID = {
    "first": ("deemed_withdrawn", "按撤诉处理", ("CPI", "213")),
    "counterclaim": ("deemed_withdrawn", "反诉按撤诉处理", ("CPI", "213")),
    "appeal": ("appeal_deemed_withdrawn", "按自动撤回上诉处理", ("CPI", "318")),
    "conversion": (
        "deemed_withdrawn_half_refund",
        "按撤诉处理，已收取的诉讼费用退还一半",
        ("CPI", "第一百九十九条第二款"),
    ),
}
KINDS = {"plaintiff": "first", "原告": "first", "起诉": "first", "first_instance": "first", "反诉": "counterclaim",
         "上诉": "appeal", "转普通程序": "conversion"}


def payer_kind(kind: str) -> str:
    kind = KINDS.get(kind, kind)
    if kind not in UNPAID:
        raise LawError("bad_kind", f"无法识别的交费事项“{kind}”，可选：起诉、反诉、上诉、转普通程序。")
    return kind


@rule("fee.pay_by")
def fee_pay_by(*, notice_received: date | None = None, counterclaim_raised: date | None = None,
               raised: date | None = None, kind: str | None = None, calendar: Calendar | None = None) -> Answer:
    """The last day to pay. {"pay_by"}: seven days from the day after the notice or the counterclaim.

    counterclaim_raised   the day of the counterclaim, also as `raised`
    kind   "first" (default), "counterclaim" (from the day it is raised), "appeal" (from the court's notice),
           "conversion" (simplified to ordinary)
    Source: 诉讼费用交纳办法第二十二条; 民诉法解释第一百九十九条.
    Raises LawError("bad_input") without a day to count from.
    """
    counterclaim_raised = counterclaim_raised or raised
    kind = payer_kind(kind or ("counterclaim" if counterclaim_raised else "first"))
    start = counterclaim_raised or notice_received
    if start is None:
        raise LawError("bad_input", "请给出收到交费通知的日期或者提起反诉的日期。", cite("FEE", "22"))
    key, what = {
        "first": ("pay.notice", "交纳案件受理费"),
        "counterclaim": ("pay.counterclaim", "交纳反诉案件受理费"),
        "appeal": ("pay.appeal", "预交上诉案件受理费"),
        "conversion": ("pay.conversion", "补交案件受理费"),
    }[kind]
    return due("fees", key, start, what, calendar=calendar, answer="pay_by")


@rule("fee.unpaid")
def fee_unpaid(*, kind: str = "first", notice_received: date, today: date, relief_pending: bool = False,
               calendar: Calendar | None = None) -> Answer:
    """What follows when a fee isn't paid. {"overdue": bool, "consequence": word or None, "pay_by": day}.

    relief_pending   an application for relief is undecided: nothing follows yet
    Source: 诉讼费用交纳办法第二十二条第四款; 民诉法解释第一百九十九条, 第二百一十三条, 第三百一十八条.
    """
    kind = payer_kind(kind)
    end = fee_pay_by(notice_received=None if kind == "counterclaim" else notice_received,
                     counterclaim_raised=notice_received if kind == "counterclaim" else None, kind=kind,
                     calendar=calendar)
    overdue = today > end["pay_by"] and not relief_pending
    word, label, (instrument, article) = UNPAID[kind]
    steps = [*end.steps]
    if relief_pending:
        steps.append(Step("司法救助申请尚未决定，不作未交费处理", cite("FEE", "第二十二条第四款")))
    elif overdue:
        steps.append(Step(f"逾期未交纳，{label}", cite(instrument, article)))
    return Answer({"overdue": overdue, "consequence": word if overdue else None, **end}, steps,
                  provisional=end.provisional)


@rule("fee.prepay_required")
def fee_prepay_required(*, kind: str) -> Answer:
    """Whether the fee must be paid in advance. {"required": bool}.

    kind   the matter in words: 起诉, 上诉, 反诉, 追索劳动报酬, 申请执行, 申请破产, 代表人诉讼 …
    Source: 诉讼费用交纳办法第八条, 第二十条; 民诉法解释第一百九十四条.
    """
    found = pick(kind, choices("fee-choices", "prepay"), "bad_kind", "交费事项")
    return Answer({"required": found.value == "yes"},
                  [Step(f"{found.label}，{'应当预交' if found.value == 'yes' else '不预交'}", found.cite())])


@rule("fee.refund_by")
def fee_refund_by(*, document_effective: date, calendar: Calendar | None = None) -> Answer:
    """The last day on which the court pays back. {"refund_by"}. Source: 诉讼费用交纳办法第五十三条第二款."""
    return due("fees", "refund", document_effective, "退还诉讼费用", calendar=calendar, answer="refund_by")


@rule("fee.refund")
def fee_refund(*, reason: str, paid: Decimal, payable: Decimal | None = None) -> Answer:
    """What comes back of a prepaid fee. {"refund"}.

    reason    remand, non_acceptance, dismissal, crime_transferred (all); mediation, withdrawal,
              conversion_unpaid (half); suspension, termination, transfer (nothing); or their Chinese names
    payable   the halved fee, where it was settled already: the rest of what was paid comes back
    Source: 诉讼费用交纳办法第十五条, 第二十四条至第二十八条; 民诉法解释第一百九十九条.
    """
    found = pick(reason, choices("fee-choices", "refund"), "bad_reason", "退费事由")
    checked(paid, "已交费用")
    if found.value == "half":
        back = max(fen(paid - (paid / 2 if payable is None else payable)), Decimal(0))
    else:
        back = fen(paid) if found.value == "all" else Decimal(0)
    return Answer({"refund": back}, [Step(f"{found.label}，退还{yuan(back)}" if back else f"{found.label}，不予退还",
                                          found.cite())])


@rule("fee.winner_refund")
def fee_winner_refund(*, prepaid: Decimal, borne: Decimal, waived: bool = False) -> Answer:
    """What the court gives back to a party who prepaid more than it bears, to be collected from the loser. {"refund"}.

    waived   the winner bears it of its own will, or agreed that the loser pays it directly
    Source: 民诉法解释第二百零七条.
    """
    back = Decimal(0) if waived else max(fen(checked(prepaid, "预交费用") - checked(borne, "应负担费用")), Decimal(0))
    return Answer({"refund": back}, [Step("胜诉方自愿承担或者同意败诉方直接支付，法院不再退还" if waived else
                                          f"预交但不应负担的{yuan(back)}由法院退还，向败诉方收取", cite("CPI", "207"))])


@rule("fee.review_by")
def fee_review_by(*, application_received: date, calendar: Calendar | None = None) -> Answer:
    """The last day for the president's decision on a review of the fee. {"by"}. Source: 第四十三条第二款."""
    return due("fees", "review", application_received, "院长对诉讼费用决定作出复核决定", calendar=calendar)
