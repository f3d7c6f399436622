"""What changes a fee on the way: several claims, claims raised or reduced, other procedures, values."""
from datetime import date
from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.choices import choices, pick
from law.fees.acceptance import base_fee, property_fee, total_step
from law.fees.halving import Grounds, halved
from law.fees.money import checked, fen, full, yuan
from law.instruments import cite
from law.registry import rule
from law.rows import due


@rule("fee.mixed")
def fee_mixed(*, property_amounts: list[Decimal] | None = None, non_property: int = 0, base: Decimal | None = None,
              halve: Grounds = None, rounding: str | None = None, filed: date | None = None) -> Answer:
    """The fee of several claims in one suit. {"fee"}, with grounds to halve also {"payable"}.

    property_amounts   the sum of each property claim, yuan: they are added up
    non_property       how many claims have no property; beside property claims they cost nothing more,
                       alone they count as one, at `base`
    Source: 民诉法解释第二百零一条. Raises LawError("no_claim").
    """
    amounts = [checked(amount, "诉讼请求金额") for amount in property_amounts or []]
    if not amounts and not non_property:
        raise LawError("no_claim", "没有诉讼请求，无法计算案件受理费。请先填写诉讼请求。", cite("CPL", "122"))
    if amounts:
        total = sum(amounts, Decimal(0))
        raw, lines = property_fee(total, filed)
        fee, steps = full(raw, rounding), [line.step() for line in lines]
        if len(amounts) > 1:
            steps.insert(0, Step(f"{len(amounts)}项财产性诉讼请求合并计算，共{yuan(total)}", cite("CPI", "201")))
        if non_property:
            steps.insert(0, Step("既有财产性请求又有非财产性请求，按财产性请求的标准交纳", cite("CPI", "201")))
        steps.append(total_step(raw, fee, "案件受理费"))
    else:
        fee, step = base_fee("non_property", base, filed, "其他非财产案件")
        steps = [step]
        if non_property > 1:
            steps.append(Step(f"{non_property}项非财产性诉讼请求，按一件交纳", cite("CPI", "201")))
    values = {"fee": fee}
    if halve:
        values["payable"], more = halved(fee, halve, rounding)
        steps += more
    return Answer(values, steps)


@rule("fee.claim_changed")
def fee_claim_changed(*, before: Decimal, after: Decimal, investigation_over: bool = False, halve: Grounds = None,
                      rounding: str | None = None, filed: date | None = None) -> Answer:
    """What a changed sum of a claim does. {"topup"}, {"refund"}, or both nought with {"borne_by_claimant"}.

    investigation_over   a reduction came after the court investigation (法庭调查) ended: nothing comes back,
                         and that part of the fee is borne by the party who reduced
    Source: 诉讼费用交纳办法第二十一条, 第三十五条.
    """
    old, _ = halved(full(property_fee(before, filed)[0], rounding), halve, rounding)
    new, _ = halved(full(property_fee(after, filed)[0], rounding), halve, rounding)
    values = {"topup": max(new - old, Decimal(0)), "refund": max(old - new, Decimal(0))}
    if new >= old:
        return Answer(values, [Step(f"增加诉讼请求数额，补交{yuan(values['topup'])}", cite("FEE", "第二十一条第一项"))])
    if not investigation_over:
        return Answer(values, [Step(f"法庭调查终结前减少诉讼请求数额，退还{yuan(values['refund'])}",
                                    cite("FEE", "第二十一条第二项"))])
    part = values["refund"]
    return Answer(
        {"topup": Decimal(0), "refund": Decimal(0), "borne_by_claimant": part},
        [
            Step(
                f"法庭调查终结后减少诉讼请求数额，减少部分的受理费{yuan(part)}由变更请求的当事人负担", cite("FEE", "35")
            )
        ],
    )


@rule("fee.conversion_topup")
def fee_conversion_topup(*, fee: Decimal | None = None, amount: Decimal | None = None, paid: Decimal | None = None,
                         notice_received: date | None = None, rounding: str | None = None,
                         filed: date | None = None, calendar: Calendar | None = None) -> Answer:
    """What is due when a simplified case becomes an ordinary one. {"topup"}, with a notice also {"pay_by"}.

    fee, amount   the full fee, or the sum claimed to compute it from
    paid          what was paid; left out, half of the full fee
    Unpaid without good reason: treated as withdrawn and half of what was paid goes back (民诉法解释第一百九十九条).
    """
    if fee is not None:
        whole = checked(fee, "案件受理费")
    elif amount is not None:
        whole = full(property_fee(amount, filed)[0], rounding)
    else:
        raise LawError("bad_input", "请给出全额案件受理费或者诉讼请求金额。")
    had = halved(whole, "simplified", rounding)[0] if paid is None else checked(paid, "已交费用")
    values = {"topup": max(fen(whole - had), Decimal(0))}
    steps = [
        Step(f"转为普通程序，按全额{yuan(whole)}补交差额{yuan(values['topup'])}", cite("CPI", "第一百九十九条第一款"))
    ]
    if notice_received is None:
        return Answer(values, steps)
    end = due("fees", "pay.conversion", notice_received, "补交案件受理费", calendar=calendar, answer="pay_by")
    return Answer({**values, **end}, [*steps, *end.steps], provisional=end.provisional)


@rule("fee.payment_order_to_suit_topup")
def fee_payment_order_to_suit_topup(*, amount: Decimal, paid: Decimal | None = None, halve: Grounds = None,
                                    rounding: str | None = None, filed: date | None = None) -> Answer:
    """What is due when a payment order lapses and the matter goes to suit. {"topup"}. Source: 民诉法解释第一百九十五条.

    paid   the application fee that was paid; left out, a third of the property fee
    halve  grounds of the suit, such as the simplified procedure
    """
    raw, _ = property_fee(amount, filed)
    fee, steps = halved(full(raw, rounding), halve, rounding)
    had = full(raw / 3, rounding) if paid is None else checked(paid, "已交申请费")
    topup = max(fen(fee - had), Decimal(0))
    return Answer(
        {"topup": topup},
        [*steps, Step(f"案件受理费{yuan(fee)}，已交支付令申请费{yuan(had)}，补交{yuan(topup)}", cite("CPI", "195"))],
    )


@rule("fee.security_interest_offset")
def fee_security_interest_offset(*, fee: Decimal, application_fee_paid: Decimal) -> Answer:
    """The acceptance fee left after a refused security-interest application. {"payable"}.

    Source: 民诉法解释第二百零四条.
    """
    payable = max(fen(checked(fee, "案件受理费") - checked(application_fee_paid, "已交申请费")), Decimal(0))
    return Answer({"payable": payable}, [Step(f"已交的申请费{yuan(application_fee_paid)}从案件受理费{yuan(fee)}中扣除，"
                                              f"应交{yuan(payable)}", cite("CPI", "第二百零四条第二款"))])


@rule("fee.foreign_currency")
def fee_foreign_currency(*, amount: Decimal, rate: Decimal, instance: str = "first") -> Answer:
    """A sum in foreign currency in yuan. {"amount"}. Source: 诉讼费用交纳办法第五十五条.

    rate   yuan for one unit, as published for the day on which the first instance accepted the case,
           also for appeals and retrials
    """
    if rate <= 0:
        raise LawError("bad_amount", "汇率应大于零，请核对。", cite("FEE", "55"))
    value = fen(checked(amount, "外币金额") * rate)
    whose = "" if instance == "first" else "第一审"
    return Answer({"amount": value}, [Step(f"按{whose}法院决定受理案件之日国家公布的汇率{rate}折合人民币{yuan(value)}",
                                           cite("FEE", "55"))])


@rule("fee.value_of_object")
def fee_value_of_object(*, kind: str, claimed: Decimal | None = None, closing_price: Decimal | None = None,
                        market_price: Decimal | None = None, face_value: Decimal | None = None,
                        quantity: Decimal = Decimal(1)) -> Answer:
    """The sum in dispute where the object isn't money. {"amount"}. Source: 民诉法解释第一百九十七条, 第一百九十八条.

    securities   quantity × the last closing price before the suit, else the day's market price, else the face value
    other things of uncertain value, IP   what the plaintiff claims, after the court explained the risk
    """
    found = pick(kind, choices("fee-choices", "value"), "bad_kind", "诉讼标的物")
    if found.key == "foreign_currency":
        raise LawError("bad_kind", "外币请按受理之日汇率折算后计费。", found.cite())
    if found.key == "securities":
        price = next((p for p in (closing_price, market_price, face_value) if p is not None), None)
        if price is not None:
            return Answer({"amount": fen(checked(price * quantity, "证券金额"))},
                          [Step("按起诉前最后一个交易日收盘价、当日市场价或者载明金额计算", found.cite())])
    if claimed is None:
        raise LawError("value_needed", f"{found.label}的价值未确定，请原告写明主张的价值。", found.cite())
    return Answer({"amount": fen(checked(claimed, "主张的价值"))},
                  [Step("起诉时价值难以确定的，释明主张过高或者过低的诉讼风险后，以原告主张的价值确定", found.cite())])
