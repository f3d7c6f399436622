"""Yuan and fen: rounding as a court sets it, and money as it is written for people."""
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from law.answer import LawError

FEN, YUAN = Decimal("0.01"), Decimal(1)
ROUNDINGS = {
    "cent": "保留到分",
    "yuan_half_up": "全额四舍五入到元，减半后保留到分",
    "yuan_half_up_after_halving": "减半后四舍五入到元，全额保留到分",
}
SAME_ROUNDING = {"": "cent", "none": "cent", "fen": "cent", "yuan_half_up_before_halving": "yuan_half_up"}


def rounding_named(name: str | None) -> str:
    """A court's rounding setting by its name; None is "cent". Raises LawError("bad_rounding")."""
    name = SAME_ROUNDING.get(name or "", name or "")
    if name not in ROUNDINGS:
        raise LawError("bad_rounding", f"无法识别的尾数处理方式“{name}”，可选：{'、'.join(ROUNDINGS.values())}。")
    return name


def fen(amount: Decimal) -> Decimal:
    """To the fen, half up."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def full(amount: Decimal, rounding: str | None = None) -> Decimal:
    """A whole fee under a rounding setting."""
    return fen(amount.quantize(YUAN, ROUND_HALF_UP) if rounding_named(rounding) == "yuan_half_up" else amount)


def half(fee: Decimal, rounding: str | None = None) -> Decimal:
    """Half of a fee that has been rounded by `full` under the same setting."""
    after = rounding_named(rounding) == "yuan_half_up_after_halving"
    return fen((fee / 2).quantize(YUAN, ROUND_HALF_UP) if after else fee / 2)


def down(amount: Decimal, unit: Decimal) -> Decimal:
    """Down to whole units (FEN or YUAN): for parts of a sum whose rest goes to the last."""
    return amount.quantize(unit, ROUND_DOWN)


def checked(amount: Decimal, what: str) -> Decimal:
    """An amount that may be charged on. Raises LawError("bad_amount") below nought or for no number."""
    if not amount.is_finite() or amount < 0:
        raise LawError("bad_amount", f"{what}应为不小于零的金额，请核对。")
    return amount


def yuan(amount: Decimal) -> str:
    """Money for people: 16,736元, 505.50元; parts of a fen are shown where a step has them: 50.025元."""
    if amount == amount.to_integral_value():
        return f"{amount:,.0f}元"
    return f"{amount:,.2f}元" if amount == fen(amount) else f"{amount.normalize():,f}元"


def percent(rate: Decimal) -> str:
    """A rate for people: 2.5%."""
    return f"{(rate * 100).normalize():f}%"
