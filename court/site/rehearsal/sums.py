"""Sums of money in Chinese text: 50000元, 213.4万元, 人民币壹拾万元整, 五万元, 100，000元."""

import re
from decimal import Decimal, InvalidOperation

import cn2an

DIGITS = r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?"
HAN = "[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+"
SUM = re.compile(rf"(?P<digits>{DIGITS})\s*(?P<scale>万|亿)?(?:余|多)?元|(?P<han>{HAN})(?:余|多)?元")
# What follows a sum and makes it no sum of the claim: a price, a rate.
RATE = re.compile(r"\s*(?:/|／|每)")
BEFORE_RATE = re.compile(r"(?:每(?:月|年|日|天|平方米|人|次)|按[月年](?:支付|给付|承担|付))[^，。；,;]{0,16}$")
FULL = str.maketrans("０１２３４５６７８９．", "0123456789.")
SCALES = {"万": 10_000, "亿": 100_000_000, None: 1}
MOST = Decimal(10_000_000_000)
# Interest counted so far stands in brackets and is claimed; what a sum consists of stands there too and is not added.
COUNTED = re.compile(r"^.(?!其中).*(?:暂计|合计|共计|暂算)|^.(?:截[至止]|计至)")
OWED = re.compile(rf"(?:本金|借款|欠款|尚欠|贷款|货款|借给|划走)[^，。；0-9０-９]{{0,14}}(?:{DIGITS}\s*[万亿]?元)")
BRACKETS = re.compile(r"[（(【\[][^（()）】\]]*[)）】\]]")
CLAUSES = re.compile(r"[；;。]|[，,](?![0-9０-９]{3})")
OVERALL = re.compile(r"(?:以上|上述|前述|各项)[^，。；]{0,14}(?:共计|合计|总计)")
TOTAL = re.compile(r"(?<!项)(?:共计|合计|总计)|总额|共(?=\s*(?:人民币)?\s*[0-9０-９])")
# 20万元借款自某日起的利息3万元: the first sum is what interest runs on.
BASE = re.compile(rf"{DIGITS}\s*[万亿]?元(?=(?:借款|本金|部分)?(?:自|从|以)[^，；。]{{0,60}}利息(?:为|计)?\s*(?:人民币)?[0-9])")
# What a thing asked for is said to be worth.
WORTH = re.compile(rf"价值[约为]?\s*(?:人民币)?{DIGITS}\s*[万亿]?元")
ASIDE = re.compile(r"并?(?:由(?:原告|被告))?承担[^，。；、]{0,10}(?:诉讼费|受理费)[^，。；]*")
AGAIN = re.compile(rf"({DIGITS}\s*[万亿]?元)(?=(?:借款|本金|部分)?(?:自|从|按))")
# Until when interest runs: 至1300万元本金偿清之日止.
UNTIL = re.compile(r"[至到][^，；。]{0,40}(?:之日|日)(?:为?止)?")
# A clause that asks for no further money: costs, bases and rates, sureties, the rank of a pledge, what was paid already.
COSTS = re.compile(r"诉讼费|受理费|保全费|基数|每月|每年")
BESIDE = re.compile(r"诉讼费|受理费|保全费|基数|为标准|为本金|项合计|限额|限度|最高额|优先受偿|折价|拍卖|"
                    r"承担[^，]{0,12}(?:连带|保证|担保|补充|共同)|(?:连带|保证|担保|补充)[^，]{0,6}责任|每月|每年|每日|已(?:付|支付|偿还|归还)")


def sums(text: str) -> list[Decimal]:
    """The sums of a text in yuan, in their order; rates and prices (每月2000元, 2000元/月) are left out."""
    found = []
    for hit in SUM.finditer(text):
        if RATE.match(text, hit.end()) or BEFORE_RATE.search(text[max(0, hit.start() - 22):hit.start()]):
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


def owed(story: str) -> Decimal | None:
    """The last sum that a story calls borrowed or owed, else its last sum; None without any."""
    told = sums(story)
    debts = [one for hit in OWED.finditer(story) for one in sums(hit[0])]
    return (debts or told or [None])[-1]


def claimed(items: list[str]) -> Decimal | None:
    """What a list of claims asks for in all; None without any sum.

    Principal and interest already counted out add up; a stated total counts instead of its parts. Costs of the
    proceedings, the base of a rate, and what others only answer for beside the debtor are no part of the sum claimed.
    """
    for item in items:
        if (hit := OVERALL.search(item)) and (total := sums(item[hit.end():])):
            return total[0]
    for beside in (BESIDE, COSTS):  # where a surety alone is sued, what it answers for is the sum
        found = [one for one in (_of_item(item, beside) for item in items) if one is not None]
        if found:
            return sum(found, Decimal(0))
    return None


def _of_item(item: str, beside: re.Pattern) -> Decimal | None:
    bare = BRACKETS.sub(lambda hit: f"，{hit[0][1:-1]}，" if COUNTED.search(hit[0]) else "", item)
    for hit in reversed(list(TOTAL.finditer(bare))):
        if total := sums(bare[hit.end():hit.end() + 30]):
            return total[0]
    clauses = [BASE.sub("", UNTIL.sub("", one)) for one in CLAUSES.split(ASIDE.sub("", bare)) if not beside.search(one)]
    told = [one for clause in clauses for one in sums(re.split("[=＝]", _once(clause))[-1])]
    told = told or [one for hit in WORTH.finditer(item) for one in sums(hit[0])]
    return sum(told, Decimal(0)) if told else None


def _once(clause: str) -> str:
    """Without a sum that is named again only to say from when interest runs on it."""
    for hit in reversed(list(AGAIN.finditer(clause))):
        if hit[1] in clause[:hit.start()]:
            clause = clause[:hit.start()] + clause[hit.end():]
    return clause
