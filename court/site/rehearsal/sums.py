"""Sums of money in Chinese text: 50000元, 213.4万元, 人民币壹拾万元整, 五万元, 100，000元."""

import re
from decimal import Decimal, InvalidOperation

import cn2an

DIGITS = r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?"
HAN = "[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+"
SUM = re.compile(rf"(?P<digits>{DIGITS})\s*(?P<scale>万|亿)?(?:余|多)?元|(?P<han>{HAN})(?:余|多)?元")
# What follows a sum and makes it no sum of the claim: a price, a rate.
RATE = re.compile(r"\s*(?:/|／|每)")
BEFORE_RATE = re.compile(r"每(?:月|年|日|天|平方米|人|次)[^，。；,;]{0,8}$")
FULL = str.maketrans("０１２３４５６７８９．", "0123456789.")
SCALES = {"万": 10_000, "亿": 100_000_000, None: 1}
MOST = Decimal(10_000_000_000)


def sums(text: str) -> list[Decimal]:
    """The sums of a text in yuan, in their order; rates and prices (每月2000元, 2000元/月) are left out."""
    found = []
    for hit in SUM.finditer(text):
        if RATE.match(text, hit.end()) or BEFORE_RATE.search(text[max(0, hit.start() - 14):hit.start()]):
            continue
        value = _value(hit)
        if value is not None and 0 < value <= MOST:
            found.append(value)
    return found


def _value(hit: re.Match) -> Decimal | None:
    if hit["digits"]:
        try:
            plain = hit["digits"].translate(FULL).replace(",", "").replace("，", "")
            return (Decimal(plain) * SCALES[hit["scale"]]).quantize(Decimal("0.01"))
        except InvalidOperation:
            return None
    try:
        return Decimal(cn2an.cn2an(hit["han"], "smart"))
    except (ValueError, KeyError):
        return None


def claimed(items: list[str]) -> Decimal | None:
    """What a list of claims asks for in all: a stated total, else the first sum of every item; None without any.

    Costs of the proceedings are no part of the sum claimed.
    """
    for item in items:
        for word in ("共计", "合计", "总计"):
            if word in item and (total := sums(item.split(word, 1)[1])):
                return total[0]
    firsts = [found[0] for item in items if "诉讼费" not in item and "受理费" not in item and (found := sums(item))]
    return sum(firsts, Decimal(0)) if firsts else None
