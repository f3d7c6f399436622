"""Who bears the fees in the end, and how a fee is split without losing a fen."""
from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.choices import choices, pick
from law.fees.money import FEN, YUAN, checked, down, fen, yuan
from law.instruments import cite
from law.registry import rule

UNITS = {"cent": FEN, "fen": FEN, "分": FEN, "yuan": YUAN, "元": YUAN, "yuan_down": YUAN}


def split(fee: Decimal, weights: list[Decimal], unit: Decimal = FEN) -> list[Decimal]:
    """Parts of a fee by weights, each down to whole units; the rest goes to the last.

    >>> [int(x) for x in split(Decimal(2150), [Decimal(15), Decimal(15), Decimal(15), Decimal(55)], YUAN)]
    [322, 322, 322, 1184]
    """
    total = sum(weights)
    if not weights or total <= 0 or min(weights) < 0:
        raise LawError("bad_shares", "分担比例应为不小于零的数，且不能全为零，请核对。", cite("FEE", "29"))
    parts = [down(fee * weight / total, unit) for weight in weights[:-1]]
    return [*parts, fee - sum(parts, Decimal(0))]


@rule("fee.apportion")
def apportion(*, fee: Decimal | None = None, total: Decimal | None = None, shares: list[Decimal] | None = None,
              ratios: list[Decimal] | None = None, payers: int | None = None, claimed: Decimal | None = None,
              supported: Decimal | None = None, unit: str = "cent") -> Answer:
    """Who bears how much of a fee.

    By weights (shares, or ratios; payers for equal ones): {"shares": [yuan …]}; the remainder goes to the last.
    By outcome (claimed and supported sums): {"plaintiff": yuan, "defendant": yuan}; the practice by ratio.
    unit   "cent" or "yuan": the smallest part
    Source: 诉讼费用交纳办法第二十九条. Raises LawError("bad_shares", "bad_amount", "bad_input").
    """
    whole = fee if fee is not None else total
    if whole is None or unit not in UNITS:
        raise LawError("bad_input", "请给出诉讼费用数额，尾数单位为元或者分。")
    whole = fen(checked(whole, "诉讼费用"))
    if claimed is not None and supported is not None:
        return by_outcome(whole, claimed, supported, UNITS[unit])
    weights = shares or ratios or ([Decimal(1)] * payers if payers else [])
    parts = split(whole, weights, UNITS[unit])
    return Answer(
        {"shares": parts},
        [
            Step("共同诉讼当事人按对诉讼标的的利害关系分担，尾数计入最后一人", cite("FEE", "第二十九条第三款")),
            Step(f"{yuan(whole)}分为{'、'.join(yuan(part) for part in parts)}"),
        ],
    )


def by_outcome(whole: Decimal, claimed: Decimal, supported: Decimal, unit: Decimal) -> Answer:
    if claimed <= 0 or not 0 <= supported <= claimed:
        raise LawError("bad_amount", "支持的数额应在零与请求数额之间，请核对。", cite("FEE", "29"))
    plaintiff, defendant = split(whole, [claimed - supported, supported], unit)
    return Answer({"plaintiff": plaintiff, "defendant": defendant},
                  [Step("部分胜诉、部分败诉的，由法院根据具体情况决定各自负担的数额；此处按胜败比例拟算",
                        cite("FEE", "第二十九条第二款")),
                   Step(f"请求{yuan(claimed)}，支持{yuan(supported)}：原告负担{yuan(plaintiff)}，被告负担{yuan(defendant)}")])


@rule("fee.burden")
def burden(*, outcome: str) -> Answer:
    """Who bears the fee after an outcome, in words for the document. {"rule": sentence}.

    outcome   败诉, 部分, 连带, 调解, 离婚, 撤诉, 执行, 保全 …; Source: 第二十九条至第四十二条, 民诉法解释第二百零三条.
    """
    found = pick(outcome, choices("fee-choices", "burden"), "bad_outcome", "负担情形")
    return Answer({"rule": found.value}, [Step(f"{found.label}的，{found.value}", found.cite())])


@rule("fee.joint_liability")
def joint_liability(*, fee: Decimal, debtors: list[str]) -> Answer:
    """The fee borne jointly by joint debtors: each answers for the whole. {"each_liable_for": yuan, "debtors"}.

    Source: 民诉法解释第二百零三条.
    """
    if not debtors:
        raise LawError("bad_input", "请列明承担连带责任的当事人。", cite("CPI", "203"))
    return Answer({"each_liable_for": fen(checked(fee, "诉讼费用")), "debtors": debtors},
                  [Step(f"{'、'.join(debtors)}共同负担{yuan(fee)}", cite("CPI", "203"))])


def sentence(*, label: str, full: Decimal, payable: Decimal, bearers: list[tuple[str, Decimal]]) -> str:
    """How a paper of the court says who bears one fee; parties who bear nothing are left out.

    bearers   (被告张三, yuan), adding up to `payable`; several who bear it alone or in parts
    Raises LawError("bad_shares") when the parts don't add up to the fee.

    >>> sentence(label="案件受理费", full=Decimal(1050), payable=Decimal(525), bearers=[("被告张三", Decimal(525))])
    '案件受理费1050元，减半收取计525元，由被告张三负担。'
    """
    if sum((part for _, part in bearers), Decimal(0)) != payable or any(part < 0 for _, part in bearers):
        raise LawError("bad_shares", f"各方负担的数额之和应等于{yuan(payable)}，请核对。", cite("FEE", "29"))
    head = f"{label}{figure(full)}元" + (f"，减半收取计{figure(payable)}元" if payable * 2 == full else
                                       f"，收取{figure(payable)}元" if payable != full else "")
    if payable == 0:
        return f"{label}不予收取。"
    named = [(who, part) for who, part in bearers if part]
    if len(named) == 1:
        return f"{head}，由{named[0][0]}负担。"
    return f"{head}，{'，'.join(f'由{who}负担{figure(part)}元' for who, part in named)}。"


def figure(amount: Decimal) -> str:
    """1050, 262.5: a sum as papers of the court write it, without needless noughts."""
    text = f"{amount:.2f}"
    return text.rstrip("0").rstrip(".")
