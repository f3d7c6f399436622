"""Halving of the acceptance fee (减半交纳): many grounds, never more than one halving."""
from decimal import Decimal

from law.answer import Answer, Step
from law.choices import Choice, choices, pick
from law.fees.money import checked, fen, half, yuan
from law.instruments import cite
from law.registry import rule

Grounds = list[str] | str | bool | None


def grounds_named(grounds: Grounds) -> list[Choice]:
    """The grounds by key or Chinese name, each once. True stands for the simplified procedure.

    Raises LawError("bad_ground") for a ground that the 办法 doesn't know.
    """
    if isinstance(grounds, bool) or grounds is None:
        grounds = ["simplified"] if grounds else []
    words = [grounds] if isinstance(grounds, str) else grounds
    found = [pick(word, choices("fee-choices", "halve"), "bad_ground", "减半事由")
             for word in words if word not in ("", "none", "ordinary", "普通程序")]
    return list(dict.fromkeys(found))


def halved(fee: Decimal, grounds: Grounds, rounding: str | None = None) -> tuple[Decimal, list[Step]]:
    """The fee payable after the grounds, and the steps; without a ground the fee itself."""
    found = grounds_named(grounds)
    if not found:
        return fee, []
    steps = [Step(f"{ground.label}，减半交纳案件受理费", ground.cite()) for ground in found]
    if len(found) > 1:
        steps.append(Step("有数项减半事由的，只减半一次", cite("CPI", "206")))
    payable = half(fee, rounding)
    return payable, [*steps, Step(f"{yuan(fee)}减半为{yuan(payable)}")]


@rule("fee.halve_once")
def halve_once(*, fee: Decimal, grounds: list[str] | None = None, rounding: str | None = None) -> Answer:
    """The acceptance fee payable under all grounds together. {"payable": yuan}.

    fee       the full acceptance fee, yuan
    grounds   simplified, small_claims, mediation, withdrawal, counterclaim, third_party, or their Chinese names
    Raises LawError("bad_ground", "bad_amount", "bad_rounding"). Source: 诉讼费用交纳办法第十五条、第十六条、第十八条;
    民诉法解释第二百零六条.
    """
    payable, steps = halved(checked(fee, "案件受理费"), grounds, rounding)
    return Answer({"payable": fen(payable)}, steps or [Step(f"没有减半事由，全额交纳{yuan(fee)}", cite("FEE", "13"))])


def halving_grounds() -> list[tuple[str, str]]:
    """Keys and labels, for a list to choose from."""
    return [(choice.key, choice.label) for choice in choices("fee-choices", "halve")]
