"""Judicial sale on the net (网络司法拍卖): prices, deposits, notices, the clock of bids, what follows a failed sale."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.choices import choices, match
from law.enforcement.clocks import DATA
from law.fees.money import checked, fen, percent, yuan
from law.instruments import cite
from law.registry import rule
from law.rows import due, row


@rule("auction.start_price_min")
def start_price_min(
    *, reference: Decimal | None = None, round: int = 1, previous: Decimal | None = None, on: date | None = None
) -> Answer:
    """The lowest start price. {"min": yuan}: 70 % of the reference price; second sale 80 % of the previous start.

    previous  the first sale's start price; None: the lowest it could have had. Source: 网络司法拍卖规定第10、26条.
    """
    reserve, cut = row(DATA, "auction.reserve", on), row(DATA, "auction.cut", on)
    if round not in (1, 2):
        raise LawError("no_third_auction", "网络司法拍卖以两次为限，二拍流拍后依法变卖。", cite("NAUC", "26"))
    if reference is None and (round == 1 or previous is None):
        raise LawError("bad_input", "缺少事项：评估价或者市价")
    lowest = checked(reference or Decimal(0), "评估价或者市价") * reserve.number
    steps = [Step(f"起拍价不得低于评估价或者市价的{percent(reserve.number)}", reserve.cite())] if reference else []
    if round == 2:
        lowest = checked(lowest if previous is None else previous, "前次起拍价") * (1 - cut.number)
        steps.append(Step(f"再次拍卖的起拍价降价幅度不得超过前次起拍价的{percent(cut.number)}", cut.cite()))
    return Answer({"min": fen(lowest)}, [*steps, Step(f"起拍价不得低于{yuan(fen(lowest))}")])


@rule("auction.second_start_min")
def second_start_min(*, first_start: Decimal, on: date | None = None) -> Answer:
    """The lowest start price of the second sale. {"min": yuan}. Source: 网络司法拍卖规定第26条."""
    return start_price_min(round=2, previous=first_start, on=on)


@rule("auction.deposit_range")
def deposit_range(*, start: Decimal, on: date | None = None) -> Answer:
    """Lowest and highest deposit of a bidder. {"min", "max"}: 5–20 % of the start price. Source: 第17条."""
    low, high = row(DATA, "auction.deposit_low", on), row(DATA, "auction.deposit_high", on)
    checked(start, "起拍价")
    text = f"保证金数额在起拍价的{percent(low.number)}至{percent(high.number)}范围内确定；申请执行人参加竞买可以不交"
    return Answer({"min": fen(start * low.number), "max": fen(start * high.number)}, [Step(text, low.cite())])


@rule("auction.announce_latest")
def announce_latest(*, kind: str, auction: date, round: int = 1) -> Answer:
    """The last day for the public notice. {"latest": day}: first sale movables 15, others 30 days; second 7 and 15.

    kind  动产, 不动产, 其他财产权 or a thing's name. Source: 第12、26条.
    """
    if round not in (1, 2):
        raise LawError("no_third_auction", "网络司法拍卖以两次为限，二拍流拍后依法变卖。", cite("NAUC", "26"))
    found = match(kind, choices("enforcement-choices", "auction"))
    if found is None:
        raise LawError(
            "unknown_kind", f"无法识别的财产种类“{kind}”，请选择动产、不动产或者其他财产权。", cite("NAUC", "12")
        )
    length = row(DATA, f"auction.announce_{found.value}_{round}", auction)
    latest = auction - timedelta(days=int(length.value.removesuffix("日")))
    times = "首次" if round == 1 else "再次"
    return Answer({"latest": latest}, [Step(f"{found.label}{times}拍卖应在拍卖日{length.value}前公告", length.cite())])


@rule("auction.notify_latest")
def notify_latest(*, announced: date) -> Answer:
    """The last day to tell parties and priority holders: three days before the notice. {"latest": day}. Source: 16."""
    length = row(DATA, "auction.notify_before_announcement", announced)
    latest = announced - timedelta(days=int(length.value.removesuffix("日")))
    text = f"公告{length.value}前通知当事人、优先购买权人，无法通知的公示满五日"
    return Answer({"latest": latest}, [Step(text, length.cite())])


@rule("auction.end_time")
def end_time(*, scheduled_end: datetime, bids: list[datetime]) -> Answer:
    """When bidding ends. {"end": moment}: each bid in the last five minutes moves the end to five minutes after it.

    Bids after the end don't count. Source: 第20条.
    """
    last = row(DATA, "auction.last_minutes")
    window, end, steps = timedelta(minutes=last.whole), scheduled_end, []
    for bid in sorted(bids):
        if end - window <= bid <= end and bid + window > end:
            end = bid + window
            steps.append(Step(f"{bid}出价在最后{last.whole}分钟内，竞价延至{end}", last.cite()))
    return Answer({"end": end}, steps or [Step(f"最后{last.whole}分钟无人出价，按时结束", last.cite())])


@rule("auction.result")
def result(*, bidders: int, start: Decimal, bid: Decimal | None = None) -> Answer:
    """Whether the thing is sold. {"sold": bool}: one bidder at or above the start price is enough. Source: 第11条."""
    if bidders < 0:
        raise LawError("bad_input", "竞买人数不得为负数。")
    sold = bidders >= 1 and bid is not None and bid >= start
    text = "出价不低于起拍价，拍卖成交（一人参与竞拍亦可成交）" if sold else "无人出价或者出价低于起拍价，流拍"
    return Answer({"sold": sold}, [Step(text, cite("NAUC", "11"))])


@rule("auction.relist_by")
def relist_by(*, failed: date, calendar: Calendar | None = None) -> Answer:
    """The last day for the second sale. {"by": day}: 30 days after the first failed. Source: 第26条."""
    return due(DATA, "auction.relist", failed, "流拍后在同一平台再次拍卖", calendar=calendar)


@rule("auction.winner")
def winner(*, bids: list[tuple[str, Decimal]], priority: list[str] | None = None) -> Answer:
    """Who buys. {"winner": bidder, "price": yuan}, both null without bids.

    bids      (bidder, yuan) in the order of time
    priority  holders of a priority right by rank: at an equal highest price they win. Source: 第21条.
    """
    if not bids:
        return Answer({"winner": None, "price": None}, [Step("无人出价，流拍", cite("NAUC", "11"))])
    price = max(amount for _, amount in bids)
    highest = [bidder for bidder, amount in bids if amount == price]
    ranked = [holder for holder in priority or [] if holder in highest]
    text = (
        "优先购买权人以相同最高价出价的，由其竞得；顺序相同的由出价在先者竞得" if ranked else "由最高价出价在先者竞得"
    )
    return Answer({"winner": (ranked or highest)[0], "price": price}, [Step(text, cite("NAUC", "21"))])


@rule("auction.default")
def default(*, deposit: Decimal, costs: Decimal, price_gap: Decimal) -> Answer:
    """What becomes of a defaulting winner's deposit. {"costs", "price_gap", "debt"} in yuan, in this order.

    price_gap  the first price less the second. The winner may not bid again. Source: 第24条.
    """
    left, parts = checked(deposit, "保证金"), {}
    for name, amount in (("costs", checked(costs, "拍卖费用")), ("price_gap", checked(price_gap, "差价"))):
        parts[name] = min(amount, left)
        left -= parts[name]
    text = "竞得人悔拍的，保证金不予退还，依次用于支付拍卖费用、弥补差价、冲抵债务；悔拍人不得再参加竞买"
    return Answer({**parts, "debt": left}, [Step(text, cite("NAUC", "24"))])
