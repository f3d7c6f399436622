"""The blacklist (失信被执行人名单) and the limits on consumption (限制消费)."""

from datetime import date

from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.choices import Choice, choices, match, pick
from law.enforcement.clocks import DATA
from law.instruments import cite
from law.periods import add_months
from law.registry import rule
from law.rows import due, row

FILE = "enforcement-choices"
PERSONS_OF_A_COMPANY = ("法定代表人", "主要负责人", "影响债务履行的直接责任人员", "实际控制人")
LIFTED = ("被执行人履行完毕", "被执行人提供有效担保", "申请执行人同意")


def grounds() -> tuple[Choice, ...]:
    """The six grounds of the blacklist; value: the number in 失信规定第1条."""
    return choices(FILE, "ground")


def removal_reasons() -> tuple[Choice, ...]:
    return choices(FILE, "removal")


def prohibited_items() -> tuple[Choice, ...]:
    """What the order forbids, with labels (the choices whose value is "yes")."""
    return tuple(item for item in choices(FILE, "consumption") if item.value == "yes")


@rule("dishonest.may_list")
def may_list(
    *,
    ground: str,
    enough_guarantee: bool = False,
    assets_seized_cover: bool = False,
    not_yet_his_turn: bool = False,
    minor: bool = False,
) -> Answer:
    """Whether a debtor may be listed. {"listed": bool}. Raises LawError("unknown_ground").

    The first three facts shield only from ground 1 (DISH 3); a minor is never listed. Source: 失信规定第1、3条.
    """
    found = pick(ground, grounds(), "unknown_ground", "失信情形")
    if minor:
        return Answer({"listed": False}, [Step("未成年人不得纳入失信被执行人名单", cite("DISH", "4", "M"))])
    shields = {
        "提供了充分有效担保": enough_guarantee,
        "已被查封、扣押、冻结的财产足以清偿债务": assets_seized_cover,
        "履行顺序在后，依法不应强制执行": not_yet_his_turn,
    }
    shielding = [text for text, there in shields.items() if there]
    if found.value == "1" and shielding:
        return Answer(
            {"listed": False},
            [Step("、".join(shielding) + "的，不得以有履行能力拒不履行为由纳入名单", cite("DISH", "3"))],
        )
    return Answer({"listed": True}, [Step(f"{found.label}，应当纳入失信被执行人名单", found.cite())])


@rule("dishonest.term_end")
def term_end(*, listed: date, extension_years: int = 0, ground: str | None = None) -> Answer:
    """When a listing ends. {"end": day}: two years, +1–3 for violence or several grounds; null on ground 1.

    ground  None: one of the grounds with a term. Raises LawError("extension_out_of_range", "unknown_ground").
    """
    if ground is not None and pick(ground, grounds(), "unknown_ground", "失信情形").value == "1":
        return Answer({"end": None}, [Step("有履行能力而拒不履行的，纳入期限至履行义务时止", cite("DISH", "2", "M"))])
    term, most = row(DATA, "dishonest.term", listed), row(DATA, "dishonest.extension_most", listed)
    if not 0 <= extension_years <= most.whole:
        raise LawError("extension_out_of_range", f"失信期限可以延长一年至{most.whole}年。", most.cite())
    end = add_months(listed, 12 * (int(term.value.removesuffix("年")) + extension_years))
    steps = [Step(f"纳入失信被执行人名单的期限为{term.value}", term.cite())]
    if extension_years:
        steps.append(
            Step(f"以暴力、威胁方法妨碍、抗拒执行情节严重或者具有多项失信行为的，延长{extension_years}年", most.cite())
        )
    return Answer({"end": end}, [*steps, Step(f"自{listed}起至{end}")])


@rule("dishonest.remove_by")
def remove_by(
    *,
    performed: date | None = None,
    event: date | None = None,
    reason: str = "performed",
    calendar: Calendar | None = None,
) -> Answer:
    """The last day to delete a listing. {"by": day}: three workdays after performance or another reason (`event`).

    reason  a key or label of `removal_reasons`. Raises LawError("unknown_reason"). Source: 失信规定第10条.
    """
    day = performed or event
    if day is None:
        raise LawError("bad_input", "缺少事项：履行完毕或者其他删除事由发生的日期")
    found = pick(reason, removal_reasons(), "unknown_reason", "删除事由")
    return due(DATA, "dishonest.remove", day, f"{found.label}的，删除失信信息", calendar=calendar)


@rule("limit_consumption.prohibited")
def prohibited(*, item: str, on: date | None = None) -> Answer:
    """Whether an order forbids a thing. {"prohibited": bool}; a thing the nine items don't name isn't forbidden.

    on  the day of the act; trains of item 9 are named only since 2015-07-22. Source: 限制高消费规定第3条.
    """
    row(DATA, "consumption.since", on)
    found = match(item, choices(FILE, "consumption"))
    if found is None:
        return Answer(
            {"prohibited": False},
            [Step(f"“{item}”不属于列举的九项高消费及非生活、工作必需的消费行为", cite("HIGH", "3"))],
        )
    forbidden = found.value == "yes"
    trains = row(DATA, "consumption.trains")
    if found.key in ("g_train", "emu_first") and on is not None and not trains.in_force(on):
        return Answer({"prohibited": False}, [Step(f"{trains.since}修正前未列举动车组列车", cite("HIGH", "3"))])
    text = f"属于“{found.label}”，限制消费期间不得进行" if forbidden else f"属于“{found.label}”，不在限制之列"
    return Answer({"prohibited": forbidden}, [Step(text, found.cite())])


@rule("limit_consumption.persons")
def persons(*, debtor: str) -> Answer:
    """Who may not consume. {"persons": [names]}; `debtor` is 自然人 or 单位. Source: 限制高消费规定第3条."""
    company = any(word in debtor for word in ("单位", "法人", "公司", "企业", "组织", "company"))
    found = ["被执行人", *PERSONS_OF_A_COMPANY] if company else ["被执行人"]
    return Answer(
        {"persons": found}, [Step("被执行人为单位的，其法定代表人等四类人员不得实施前款行为", cite("HIGH", "3"))]
    )
