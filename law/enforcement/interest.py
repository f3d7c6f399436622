"""Interest for delay (迟延履行期间的加倍部分债务利息): days, parts paid, the balance on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.enforcement.clocks import DATA
from law.fees.money import checked, fen, yuan
from law.instruments import cite
from law.intervals import Interval, counted
from law.registry import rule
from law.rows import Row, row

YEAR = 365
Payments = list[tuple[date, Decimal]]


def rate_from(due: date, earlier_amount: Decimal | None) -> tuple[Row, date]:
    """The daily rate and the day after which it counts.

    Raises LawError("no_law_on_date") where days before 2014-08-01 would have to be counted by the older rule
    (the bank's lending rate) and nobody has given that part as `earlier_amount`.
    """
    newest = row(DATA, "double_rate")
    if due + timedelta(days=1) >= newest.since:
        return newest, due
    if earlier_amount is None:
        text = f"{newest.since}前的迟延履行利息适用以前的规定，请先核算该部分金额后录入。"
        raise LawError("no_law_on_date", text, cite("INT2014", "7"))
    return newest, newest.since - timedelta(days=1)


@rule("enf.double_interest")
def double_interest(
    *,
    principal: Decimal,
    due: date,
    paid: date,
    excluded: list[tuple[date, date]] | None = None,
    earlier_amount: Decimal | None = None,
) -> Answer:
    """The double part for a debt paid at once. {"days": n, "amount": yuan}.

    principal  money owed by the judgment, without ordinary interest and (prevailing view) court fees
    due        last day of the performance period; counted from the next day to the day of payment
    paid       payment, deduction, or the day on which the sale ruling took effect
    excluded   half-open intervals of stays the debtor didn't ask for and of suspensions for retrial
    Source: 迟延履行利息解释第1–3、7条.
    """
    checked(principal, "债务本金")
    rate, start = rate_from(due, earlier_amount)
    days = counted(start, paid, excluded or [])
    amount = fen(principal * rate.number * days + (earlier_amount or 0))
    steps = [
        Step("加倍部分债务利息＝尚未清偿的金钱债务（一般债务利息除外）×日万分之一点七五×迟延履行期间", rate.cite()),
        Step(f"自{due}次日起计算至{paid}，共{days}日", cite("INT2014", "2、3")),
        Step(f"{yuan(principal)}×{rate.number.normalize():f}×{days}日，计{yuan(amount)}"),
    ]
    if excluded:
        steps.insert(2, Step("非因被执行人申请的暂缓、再审中止执行期间不计", cite("INT2014", "3")))
    if earlier_amount is not None:
        steps.append(Step(f"{rate.since}前的部分{yuan(earlier_amount)}按以前规定核算后计入", cite("INT2014", "7")))
    return Answer({"days": days, "amount": amount}, steps)


@rule("enf.double_interest_partial")
def double_interest_partial(
    *,
    principal: Decimal,
    due: date,
    payments: list[tuple[date, Decimal]],
    until: date | None = None,
    excluded: list[tuple[date, date]] | None = None,
) -> Answer:
    """The double part where a debt is paid in parts. {"amount": yuan}.

    payments  (day, yuan); the judgment's debt is paid first, so each reduces the base from the next day
    until     the day up to which a rest still unpaid is counted; None: only up to the last payment
    Source: 迟延履行利息解释第3、4条.
    """
    checked(principal, "债务本金")
    rate, last = rate_from(due, None)
    left, total, steps = (
        principal,
        Decimal(0),
        [Step("先清偿判决确定的金钱债务，再清偿加倍部分债务利息", cite("INT2014", "4"))],
    )
    ends = [*sorted(payments), *([(until, Decimal(0))] if until else [])]
    for day, paid in sorted(ends, key=lambda item: item[0]):
        checked(paid, "还款金额")
        days = counted(last, day, excluded or [])
        part = left * rate.number * days
        if days:
            steps.append(Step(f"自{last}次日至{day}，{yuan(left)}×{days}日，计{yuan(fen(part))}", rate.cite()))
        total, left, last = total + part, max(left - paid, Decimal(0)), max(last, day)
    return Answer({"amount": fen(total)}, steps)


@dataclass
class _Account:
    """What is owed while days pass and money comes in: judgment debt first, then the double part (art. 4)."""

    costs: Decimal
    ordinary: Decimal
    principal: Decimal
    double: Decimal

    def pay(self, money: Decimal) -> Decimal:
        """Apply a payment; what is left over comes back."""
        for name in ("costs", "ordinary", "principal", "double"):
            part = min(money, getattr(self, name))
            setattr(self, name, getattr(self, name) - part)
            money -= part
        return money

    def values(self) -> dict[str, Decimal]:
        return {name: fen(getattr(self, name)) for name in ("principal", "ordinary", "double", "costs")}


@rule("enf.balance")
def balance(
    *,
    principal: Decimal,
    due: date,
    on: date,
    payments: list[tuple[date, Decimal]] | None = None,
    costs: Decimal = Decimal(0),
    ordinary_rate: Decimal | None = None,
    ordinary_from: date | None = None,
    excluded: list[tuple[date, date]] | None = None,
) -> Answer:
    """What a debtor owes on a day. {"principal", "ordinary", "double", "costs", "total", "overpaid"} in yuan.

    ordinary_rate  yearly rate of the ordinary interest that the judgment orders (none where it is silent)
    ordinary_from  the day before the first day of ordinary interest; None: as `due`
    """
    rate, start = rate_from(due, None)
    account = _Account(costs, Decimal(0), checked(principal, "债务本金"), Decimal(0))
    ordinary_last, double_last, over = ordinary_from or due, start, Decimal(0)
    paid = sorted(item for item in payments or [] if item[0] <= on)
    for day, money in [*paid, (on, Decimal(0))]:
        account.ordinary += _ordinary(account.principal, ordinary_rate, ordinary_last, day)
        account.double += account.principal * rate.number * counted(double_last, day, excluded or [])
        ordinary_last, double_last = max(ordinary_last, day), max(double_last, day)
        over += account.pay(money)
    values = account.values()
    total = sum(values.values(), Decimal(0))
    steps = [
        Step("先清偿判决确定的金钱债务，再清偿加倍部分债务利息", cite("INT2014", "4")),
        Step("判决确定的债务内，依次清偿费用、利息、主债务", cite("CC", "561", "M")),
        Step(f"截至{on}尚欠{yuan(total)}"),
    ]
    return Answer({**values, "total": total, "overpaid": fen(over)}, steps)


def _ordinary(principal: Decimal, rate: Decimal | None, last: date, day: date) -> Decimal:
    if not rate:
        return Decimal(0)
    whole: list[Interval] = []
    return principal * rate / YEAR * counted(last, day, whole)
