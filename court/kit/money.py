"""Money: integer fen in tables, Decimal yuan to the fen in law, words for receipts (大写金额).

Words follow 支付结算办法附一《正确填写票据和结算凭证的基本规定》.
"""

from decimal import Decimal, InvalidOperation

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
MOST_FEN = 10**14


def fen(yuan: Decimal | str | int) -> int:
    """Yuan to integer fen. ValueError when it is no amount, finer than a fen, or of a trillion yuan (万亿) or more."""
    try:
        exact = Decimal(yuan) * 100
    except (InvalidOperation, TypeError) as error:
        raise ValueError(f"not an amount of money: {yuan!r}") from error
    if not exact.is_finite() or exact != exact.to_integral_value():
        raise ValueError(f"finer than a fen: {yuan!r}")
    if abs(exact) >= MOST_FEN:
        raise ValueError(f"beyond any amount the court handles: {yuan!r}")
    return int(exact)


def yuan(fen_: int) -> Decimal:
    """Integer fen to Decimal yuan with exactly two places."""
    return Decimal(fen_).scaleb(-2)


def plain(fen_: int) -> str:
    """1150.5 yuan as 1,150.50, the form for tables."""
    return f"{yuan(fen_):,.2f}"


def show(fen_: int) -> str:
    """As people read it: ¥1,150.50."""
    sign = "-" if fen_ < 0 else ""
    return f"{sign}¥{plain(abs(fen_))}"


def in_words(fen_: int) -> str:
    """大写金额, e.g. 人民币壹仟壹佰伍拾元伍角整. ValueError for a negative amount or one of 万亿元 or more."""
    if fen_ < 0 or fen_ >= MOST_FEN:
        raise ValueError("no words for this amount")
    whole, jiao, cents = fen_ // 100, fen_ // 10 % 10, fen_ % 10
    words = _whole(whole) + "元" if whole else ""
    if not jiao and not cents:
        return f"人民币{words or '零元'}整"
    if jiao:
        words += _DIGITS[jiao] + "角"
    elif whole:
        words += "零"
    return f"人民币{words}{_DIGITS[cents] + '分' if cents else '整'}"


def _whole(number: int) -> str:
    """A whole number in words; a run of noughts inside is read as one 零, at the end of a group as none."""
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words, nought_before = "", False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group:
            words += ("零" if words and (nought_before or group < 1000) else "") + _group(group) + _GROUPS[place]
        # 壹拾万零柒仟: the place before the next group is a nought.
        nought_before = group % 10 == 0
    return words


def _group(number: int) -> str:
    words, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + _PLACES[place]
            gap = False
        else:
            gap = True
    return words
