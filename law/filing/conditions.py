"""What a suit must satisfy, what is never docketed, and where else the person is sent."""
from decimal import Decimal

from law.answer import Answer, Step
from law.choices import choices, pick
from law.instruments import cite
from law.registry import rule
from law.rows import row


def lists() -> dict[str, list[tuple[str, str]]]:
    """Conditions of a suit, reasons never to docket, other ways: (key, label) lists for the reviewer's screen."""
    return {name: [(choice.key, choice.label) for choice in choices("filing-choices", name)]
            for name in ("condition", "refuse", "other_way")}


@rule("filing.conditions_met")
def conditions_met(*, standing: bool, clear_defendant: bool, claims: bool, jurisdiction: bool) -> Answer:
    """Whether a civil suit meets the four conditions. {"met": bool, "missing": [key]}.

    Source: 民事诉讼法第一百二十二条.
    """
    facts = {"standing": standing, "clear_defendant": clear_defendant, "claims": claims, "jurisdiction": jurisdiction}
    rows = choices("filing-choices", "condition")
    missing = [choice.key for choice in rows if not facts[choice.key]]
    return Answer(
        {"met": not missing, "missing": missing},
        [Step(f"{'未满足' if choice.key in missing else '满足'}：{choice.label}", choice.cite()) for choice in rows],
    )


@rule("filing.refused")
def refused(*, reason: str) -> Answer:
    """A reason for which a suit isn't docketed at all. {"reason", "label"}. Source: 登记立案规定第九条, 第十条."""
    found = pick(reason, choices("filing-choices", "refuse"), "bad_reason", "不予登记立案的事由")
    return Answer({"reason": found.key, "label": found.label},
                  [Step(f"{found.label}，不予登记立案", found.cite()),
                   Step("应当出具书面裁定或者决定，并载明理由", cite("REG2015", "9"))])


@rule("filing.other_way")
def other_way(*, reason: str) -> Answer:
    """Where a person is sent whose suit belongs elsewhere. {"reason", "tell"}. Source: 民事诉讼法第一百二十七条."""
    found = pick(reason, choices("filing-choices", "other_way"), "bad_reason", "处理事由")
    return Answer({"reason": found.key, "tell": found.value}, [Step(f"{found.label}，{found.value}", found.cite())])


@rule("filing.receipt_required")
def receipt_required() -> Answer:
    """Every complaint is taken and a slip with the day of receipt is given. {"required": True}."""
    return Answer(
        {"required": True}, [Step("一律接收诉状，出具书面凭证并注明收到日期", cite("REG2015", "第二条第一款"))]
    )


@rule("filing.level_court")
def level_court(*, amount: Decimal, one_party_outside: bool = False, basic_level: Decimal | None = None) -> Answer:
    """Which level hears a first-instance civil case by its sum. {"level": "basic" or "intermediate"}.

    one_party_outside   one party is domiciled outside the province
    basic_level         a court's own figure in yuan, from which the intermediate court takes the case
    The figures are from memory (configuration); cases above the high court's line aren't decided here.
    Source: 法发〔2021〕27号.
    """
    found = row("filing", "level.one_outside" if one_party_outside else "level.both_inside")
    line = found.number if basic_level is None else basic_level
    level = "intermediate" if amount >= line else "basic"
    name = "中级人民法院" if level == "intermediate" else "基层人民法院"
    return Answer({"level": level}, [Step(f"诉讼标的额以{line:,}元为界，由{name}管辖第一审", found.cite())])


@rule("filing.admin_level_court")
def admin_level_court(*, defendant: str, major: bool = False) -> Answer:
    """Which level hears a first-instance administrative case. {"level"}.

    defendant   who made the act, in words: 国务院部门, 县级以上地方人民政府, 海关, or another
    Source: 行政诉讼法第十五条.
    """
    high = any(word in defendant for word in ("国务院", "海关", "人民政府", "state_council", "customs", "government"))
    if any(word in defendant for word in ("乡人民政府", "镇人民政府", "乡镇人民政府", "乡政府", "镇政府", "township")):
        high = False
    level = "intermediate" if high or major else "basic"
    words = "属于中级人民法院管辖的第一审行政案件" if level == "intermediate" else "由基层人民法院管辖"
    return Answer({"level": level}, [Step(words, cite("APL", "15" if level == "intermediate" else "14"))])
