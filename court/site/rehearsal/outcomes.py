"""How a case text ends: by judgment, or by mediation, withdrawal, dismissal; and whether somebody appealed."""

import re
from dataclasses import dataclass
from typing import Literal

Manner = Literal["judgment", "mediation", "withdrawal", "dismissal"]
# What the report calls an ending.
LABELS: dict[str, str] = {"judgment": "判决", "mediation": "调解", "withdrawal": "准许撤诉", "dismissal": "驳回起诉"}

DECIDED = re.compile(r"(?:判决|裁定)如下[：:]?")
CLOSING = 400
AGREED = re.compile(r"自愿达成(?:如下|以下)?(?:调解)?协议|达成(?:如下|以下)(?:调解)?协议|制作(?:民事)?调解书|予以确认.{0,20}调解书")
WITHDRAWN = re.compile(r"准(?:许|予)[^，。；]{0,30}(?:撤回起诉|撤诉|撤回对)|按[^，。；]{0,20}(?:撤诉|撤回起诉)处理")
DISMISSED = re.compile(r"驳回[^，。；]{0,30}的?起诉(?!讼)")
SECOND = re.compile(r"上诉人|原审法院|原审判决|驳回上诉")
REFUSED = re.compile(r"驳回[^。；]{0,40}(?:全部)?(?:诉讼请求|诉请)|不准(?:予|许)?[^。；]{0,40}离婚")
NUMBERED = re.compile(r"\n|(?<=[；。])(?=(?:[一二三四五六七八九十]+|[1-9])[、.．])")
# Fees as they were charged then, by another court: here the fee of today is charged, and only who bears it counts.
COSTS = re.compile(r"(?:本案)?(?:应收|收取)?(?:一审|二审)?(?:案件)?(?:受理费|诉讼费用?)[^。]*(?:。|$)")
BEARS = re.compile(r"由(?:上述)?(原告|被告)[^，。；]{0,40}(?:负担|承担|交纳)")
LEAST = 4


@dataclass(frozen=True)
class Outcome:
    """`order`: the paragraphs of the decision, without the fee. `lost`: it gives the plaintiff nothing.

    `costs`: the side that bears the fee, 原告 or 被告.

    `above`: the text is one of second instance, and what that court did: upheld, changed, remanded; else empty.
    """

    manner: Manner
    opinion: str
    order: list[str]
    above: str
    lost: bool
    costs: str = "被告"


def of(row: dict) -> Outcome:
    """What a row tells of its end. Without any word of another end, a case ends by judgment."""
    view, result = _text(row, "court_view"), _text(row, "result")
    opinion, order = _parted(view, result)
    if not order:
        order = _split(_last_decision(_text(row, "full_text")))
    costs = BEARS.search("\n".join(hit[0] for one in order for hit in COSTS.finditer(one)))
    order = [bare for one in order if len(bare := COSTS.sub("", one).strip()) >= LEAST]
    ruled = result or "\n".join(order)
    closing = "\n".join((_text(row, "procedure"), ruled or (view or _text(row, "full_text"))[-CLOSING:]))
    told = "\n".join((_text(row, "claims"), view, _text(row, "full_text"), _text(row, "procedure")))
    lost = bool(order) and bool(REFUSED.match(_bare(order[0]))) and not any("支付" in one for one in order[:1])
    if SECOND.search(told):  # its reasons and order are the higher court's; the first judgment is not in it
        return Outcome("judgment", "", [], _above("\n".join(order)), lost=False)
    side = costs[1] if costs else "原告" if lost else "被告"
    return Outcome(_manner(closing, ruled), opinion, order, "", lost, side)


def _above(order: str) -> str:
    if "发回" in order:
        return "remanded"
    return "changed" if "撤销" in order or "变更" in order else "upheld"


def _manner(closing: str, ruled: str) -> Manner:
    if AGREED.search(closing):
        return "mediation"
    if WITHDRAWN.search(ruled):
        return "withdrawal"
    return "dismissal" if DISMISSED.search(ruled) else "judgment"


def _parted(view: str, result: str) -> tuple[str, list[str]]:
    """The reasoning, up to and with 判决如下, and the paragraphs of the order after it."""
    hits = list(DECIDED.finditer(view))
    if hits:
        return view[:hits[-1].end()], _split(result or view[hits[-1].end():])
    return view, _split(result)


def _last_decision(whole: str) -> str:
    hits = list(DECIDED.finditer(whole))
    return whole[hits[-1].end():] if hits else ""


def _split(text: str) -> list[str]:
    return [part.strip() for part in NUMBERED.split(text) if len(part.strip()) >= LEAST]


def _bare(paragraph: str) -> str:
    """Without its number and the court's opening words."""
    return re.sub(r"^(?:[一二三四五六七八九十]+|[1-9])[、.．]\s*", "", paragraph)


def _text(row: dict, name: str) -> str:
    return str(row.get(name) or "").strip()
