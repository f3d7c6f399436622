"""Application fees (申请费): enforcement, preservation, payment orders and the rest of 诉讼费用交纳办法第十四条."""
from datetime import date
from decimal import Decimal

from law.answer import Answer, Step
from law.choices import choices, pick
from law.fees.acceptance import base_fee, property_fee, total_step
from law.fees.bands import charge
from law.fees.money import checked, fen, full, yuan
from law.registry import rule
from law.rows import row


@rule("fee.enforcement")
def fee_enforcement(*, amount: Decimal | None = None, base: Decimal | None = None, rounding: str | None = None,
                    filed: date | None = None) -> Answer:
    """The fee of an application to enforce. {"fee"}; paid after enforcement. Source: 第十四条第一项.

    amount   the sum to be enforced, yuan; None where there is none: then base, 50 to 500 yuan
    """
    if amount is None:
        fee, step = base_fee("enforcement_no_amount", base, filed, "没有执行金额或者价额的，申请执行")
        return Answer({"fee": fee}, [step])
    raw, lines = charge("enforcement", checked(amount, "执行金额"), filed)
    fee = full(raw, rounding)
    return Answer({"fee": fee}, [*(line.step() for line in lines), total_step(raw, fee, "申请执行费")])


@rule("fee.preservation")
def fee_preservation(*, amount: Decimal | None = None, rounding: str | None = None,
                     filed: date | None = None) -> Answer:
    """The fee of an application for preservation, never above 5,000 yuan. {"fee"}. Source: 第十四条第二项.

    amount   the property actually to be preserved, yuan; None where no property is touched
    """
    raw, lines = charge("preservation", checked(amount or Decimal(0), "保全财产数额"), filed)
    cap = row("fees", "preservation.cap", filed)
    steps = [line.step() for line in lines]
    if raw > cap.number:
        steps.append(Step(f"合计{yuan(raw)}，最多不超过{yuan(cap.number)}", cap.cite()))
    fee = full(min(raw, cap.number), rounding)
    return Answer({"fee": fee}, [*steps, total_step(min(raw, cap.number), fee, "保全申请费")])


@rule("fee.payment_order")
def fee_payment_order(*, amount: Decimal, rounding: str | None = None, filed: date | None = None) -> Answer:
    """The fee of an application for a payment order: a third of the property fee. {"fee"}. Source: 第十四条第三项."""
    raw, lines = property_fee(amount, filed)
    divisor = row("fees", "payment_order.divisor", filed)
    fee = full(raw / divisor.number, rounding)
    return Answer({"fee": fee}, [*(line.step() for line in lines),
                                 Step(f"财产案件受理费{yuan(raw)}的三分之一为{yuan(fee)}", divisor.cite())])


@rule("fee.bankruptcy")
def fee_bankruptcy(*, total_assets: Decimal, rounding: str | None = None, filed: date | None = None) -> Answer:
    """The fee of a bankruptcy: half of the property fee on all assets, at most 300,000 yuan. {"fee"}.

    Paid after liquidation out of the assets. Source: 第十四条第六项.
    """
    raw, lines = property_fee(total_assets, filed)
    cap = row("fees", "bankruptcy.cap", filed)
    part = raw / row("fees", "bankruptcy.divisor", filed).number
    steps = [*(line.step() for line in lines), Step(f"财产案件受理费{yuan(raw)}减半为{yuan(part)}", cap.cite())]
    if part > cap.number:
        steps.append(Step(f"最高不超过{yuan(cap.number)}", cap.cite()))
    return Answer({"fee": full(min(part, cap.number), rounding)}, steps)


@rule("fee.public_notice")
def fee_public_notice(*, filed: date | None = None) -> Answer:
    """The fee of an application for public summons (公示催告). {"fee"}. Source: 第十四条第四项."""
    found = row("fees", "public_notice", filed)
    return Answer({"fee": found.number}, [Step(f"申请公示催告每件{yuan(found.number)}", found.cite())])


@rule("fee.set_aside_award")
def fee_set_aside_award(*, filed: date | None = None) -> Answer:
    """The fee to set aside an award or to test an arbitration agreement. {"fee"}. Source: 第十四条第五项."""
    found = row("fees", "set_aside_award", filed)
    return Answer({"fee": found.number},
                  [Step(f"申请撤销仲裁裁决或者认定仲裁协议效力每件{yuan(found.number)}", found.cite())])


@rule("fee.maritime")
def fee_maritime(*, kind: str, base: Decimal | None = None, filed: date | None = None) -> Answer:
    """The fee of a maritime application. {"fee"}. Source: 第十四条第七项.

    kind   设立海事赔偿责任限制基金, 海事强制令, 船舶优先权催告, 海事债权登记, 共同海损理算
    base   the court's figure inside the range; without one the lower end is shown, unverified
    Raises LawError("bad_kind", "base_out_of_range").
    """
    found = pick(kind, choices("fee-choices", "maritime"), "bad_kind", "海事申请")
    low, high = row("fees", f"{found.key}.min", filed), row("fees", f"{found.key}.max", filed)
    chosen = low.number if base is None and low.number == high.number else base
    if chosen is None:
        return Answer({"fee": low.number}, [Step(f"{found.label}每件{yuan(low.number)}至{yuan(high.number)}，"
                                                 "具体数额由法院确定，暂按下限", found.cite())], unverified=True)
    fee, step = base_fee(found.key, chosen, filed, found.label)
    return Answer({"fee": fen(fee)}, [step])
