"""Fees of the other claims in a case: counterclaims, third parties' claims, appeals, retrials."""
from datetime import date
from decimal import Decimal

from law.answer import Answer, Step
from law.choices import choices, pick
from law.fees.acceptance import property_fee, total_step
from law.fees.halving import Grounds, halved
from law.fees.money import checked, fen, full, yuan
from law.instruments import cite
from law.registry import rule

APPEAL_RULINGS = ("不予受理", "驳回起诉", "管辖权异议", "non_acceptance", "dismissal", "jurisdiction")


def claim_in_case(amount: Decimal, merged: bool, ground: str, halve: Grounds, rounding: str | None,
                  filed: date | None) -> Answer:
    """The fee of a claim that may be merged into a pending case; merging halves it, once."""
    raw, lines = property_fee(amount, filed)
    fee = full(raw, rounding)
    others = [halve] if isinstance(halve, str) else list(halve or []) if not isinstance(halve, bool) else []
    payable, steps = halved(fee, [*([ground] if merged else []), *others], rounding)
    alone = [] if merged else [Step("未合并审理的，按独立案件计费", cite("FEE", "18"))]
    return Answer({"payable": payable}, [*(line.step() for line in lines), total_step(raw, fee, "案件受理费"),
                                         *alone, *steps])


@rule("fee.counterclaim")
def fee_counterclaim(*, counterclaim_amount: Decimal, merged: bool = True, halve: Grounds = None,
                     rounding: str | None = None, filed: date | None = None) -> Answer:
    """The fee of a counterclaim. {"payable"}; half where the court hears it together with the claim.

    halve   further grounds (simplified, mediation …): the fee is still halved only once
    Source: 诉讼费用交纳办法第十八条; 民诉法解释第二百零六条.
    """
    return claim_in_case(counterclaim_amount, merged, "counterclaim", halve, rounding, filed)


@rule("fee.third_party")
def fee_third_party(*, amount: Decimal, merged: bool = True, halve: Grounds = None, rounding: str | None = None,
                    filed: date | None = None) -> Answer:
    """The fee of a claim by a third party with an independent right. {"payable"}. Source: as for counterclaims."""
    return claim_in_case(amount, merged, "third_party", halve, rounding, filed)


@rule("fee.appeal")
def fee_appeal(*, disputed_amount: Decimal | None = None, fee: Decimal | None = None, against: str = "judgment",
               halve: Grounds = None, rounding: str | None = None, filed: date | None = None) -> Answer:
    """The fee of an appeal. {"fee"}, with grounds to halve also {"payable"}.

    disputed_amount   what the appeal asks to be changed, yuan (property cases)
    fee               the first-instance standard, where the case isn't about property
    against           "judgment", or the ruling appealed against: 不予受理, 驳回起诉 and 管辖权异议 cost nothing
    Source: 诉讼费用交纳办法第八条第三项, 第十七条.
    """
    if any(word in against for word in APPEAL_RULINGS):
        return Answer({"fee": Decimal(0)}, [Step("对不予受理、驳回起诉和管辖权异议裁定提起上诉的，不交纳案件受理费",
                                                 cite("FEE", "第八条第三项"))])
    if disputed_amount is None:
        due, steps = (
            fen(checked(fee or Decimal(0), "案件受理费")),
            [Step("非财产案件的上诉，按件交纳", cite("FEE", "13"))],
        )
    else:
        raw, lines = property_fee(disputed_amount, filed)
        due = full(raw, rounding)
        steps = [Step(f"按不服一审判决部分的上诉请求{yuan(disputed_amount)}计费", cite("FEE", "17")),
                 *(line.step() for line in lines), total_step(raw, due, "第二审案件受理费")]
    values = {"fee": due}
    if halve:
        values["payable"], more = halved(due, halve, rounding)
        steps += more
    return Answer(values, steps)


@rule("fee.appeals")
def fee_appeals(*, amounts: list[Decimal], joint: bool = False, rounding: str | None = None,
                filed: date | None = None) -> Answer:
    """The fees when several appeal. {"fees": one per payer}. Source: 民诉法解释第二百零二条.

    amounts   what each asks to be changed, yuan
    joint     True: several of one side in one appeal, one fee on the largest sum that they dispute together
    """
    taken = [max(amounts)] if joint and amounts else amounts
    fees = [fee_appeal(disputed_amount=amount, rounding=rounding, filed=filed)["fee"] for amount in taken]
    words = "同一方多人共同上诉，只预交一份案件受理费" if joint else "分别上诉的，按照各自的上诉请求分别预交"
    return Answer({"fees": fees}, [Step(words, cite("CPI", "202"))])


@rule("fee.retrial")
def fee_retrial(*, ground: str, disputed_amount: Decimal | None = None, fee: Decimal | None = None,
                rounding: str | None = None, filed: date | None = None) -> Answer:
    """The fee of a retrial: nothing, but for two grounds. {"fee"}. Source: 第九条, 第十九条.

    ground   new_evidence or no_appeal (charged), or anything else
    """
    found = pick(ground, choices("fee-choices", "retrial"), "bad_ground", "再审事由")
    if found.value != "charged":
        return Answer({"fee": Decimal(0)}, [Step(f"{found.label}，不交纳案件受理费", found.cite())])
    answer = fee_appeal(disputed_amount=disputed_amount, fee=fee, rounding=rounding, filed=filed)
    return Answer({"fee": answer["fee"]}, [Step(f"{found.label}，应当交纳案件受理费", found.cite()),
                                           Step("按不服原判决部分的再审请求数额计费", cite("FEE", "19"))])
