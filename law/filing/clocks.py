"""When a court must decide on a filing, and what follows when it hasn't."""
from datetime import date, timedelta

from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.choices import Choice, choices, pick
from law.instruments import cite
from law.registry import rule
from law.rows import due, end_of, row


def kinds() -> list[tuple[str, str]]:
    """Kinds of filings as (key, Chinese label), for a list to choose from."""
    return [(choice.key, choice.label) for choice in choices("filing-choices", "kind")]


def kind_named(kind: str) -> Choice:
    return pick(kind, choices("filing-choices", "kind"), "bad_kind", "立案类别")


def restart_source(kind: str):
    """The article by which corrected papers restart the clock."""
    articles = {
        "civil": ("CPI", "126"),
        "administrative": ("API", "49"),
        "state_compensation": ("COMPPROC", "第三条第二款"),
        "enforcement_objection": ("EOBJ", "第二条第二款"),
    }
    return cite(*articles.get(kind, ("REG2015", "第七条第二款")))


@rule("filing.decide_by")
def decide_by(*, kind: str, received: date, supplement_requested: date | None = None,
              supplement_received: date | None = None, calendar: Calendar | None = None) -> Answer:
    """The last day on which the court must decide whether to docket. {"decide_by"}.

    kind                   see `kinds`, by key or Chinese name
    received               the day on which the papers arrived (the day itself isn't counted)
    supplement_requested   the day of the one notice to correct, if there was one
    supplement_received    the day on which the corrected papers arrived: the clock begins anew after it
    Raises LawError("bad_kind", "bad_dates", "no_law_on_date"), LawError("waiting_for_supplement") while the
    corrected papers are awaited. Source: 登记立案规定第七条, 第八条 and the instruments of each kind.
    """
    found = kind_named(kind)
    start, steps = received, []
    if supplement_requested is not None and supplement_received is None:
        raise LawError(
            "waiting_for_supplement",
            f"已于{supplement_requested}通知补正，审查期限自补正材料送达法院的次日起算；"
            "请等待补正，逾期未补正的退回诉状并记录在册。",
            restart_source(found.key),
        )
    if supplement_received is not None:
        if supplement_received < (supplement_requested or received):
            raise LawError("bad_dates", "补正材料的收到日期早于通知补正或者收到起诉状的日期，请核对。")
        start = supplement_received
        steps = [Step(f"{supplement_received}收到补正材料，审查期限自次日起重新计算", restart_source(found.key))]
    answer = due("filing", f"decide.{found.key}", start, f"{found.label}，决定是否立案", calendar=calendar,
                 answer="decide_by")
    return Answer(dict(answer), [*steps, *answer.steps], provisional=answer.provisional)


@rule("filing.default_action")
def default_action(*, kind: str, day_7_passed: bool | None = None, period_passed: bool | None = None,
                   decision: str | None = None) -> Answer:
    """What to do with a filing that may be overdue. {"action": word}.

    day_7_passed, period_passed   whether the period of the kind has run out (the first name is the civil one)
    decision                      what was decided, None if nothing
    "none" when decided, "decide_in_time" while the period runs, "file_first" (先行立案) when it ran out
    undecided; "overdue" for kinds that no text lets be docketed by default.
    Source: 登记立案规定第八条第二款, 第十八条; 行诉解释第五十三条.
    """
    found = kind_named(kind)
    if decision:
        return Answer({"action": "none"}, [Step("已作出决定", found.cite())])
    if not (day_7_passed or period_passed):
        return Answer({"action": "decide_in_time"}, [Step("期限未满，应在期限内决定是否立案", found.cite())])
    if found.value == "first":
        source = cite("API", "53") if found.key == "administrative" else found.cite()
        return Answer({"action": "file_first"}, [Step("法定期间内不能判定是否符合起诉条件的，应当先行立案", source)])
    return Answer({"action": "overdue"}, [Step(f"{found.label}已超过审查期限，应立即作出决定", found.cite())])


@rule("filing.supplement_notices_allowed")
def supplement_notices_allowed(*, kind: str = "civil", notices_sent: int) -> Answer:
    """Whether another notice to correct may go out: everything is told at once. {"allowed": bool}.

    Source: 登记立案规定第七条第一款; 行诉解释第五十五条; 在线诉讼规则第九条.
    """
    found = kind_named(kind)
    source = cite("API", "第五十五条第二款") if found.key == "administrative" else cite("REG2015", "第七条第一款")
    allowed = notices_sent < 1
    return Answer({"allowed": allowed}, [Step("应当一次性书面告知全部补正内容" if allowed else
                                              "已经一次性告知补正，不得再次要求补正，应依法作出决定", source)])


@rule("filing.transfer_to_division_by")
def transfer_to_division_by(*, filed: date, calendar: Calendar | None = None) -> Answer:
    """The last day for handing the file to the trial division. {"by"}. Source: 2000年审限规定第七条."""
    return due("filing", "transfer", filed, "将案卷材料移送审判庭", calendar=calendar)


def steps_with_deadlines() -> list[tuple[str, str]]:
    """The smaller steps around filing that have a period, as (key, label)."""
    return [(choice.key, choice.label) for choice in choices("filing-choices", "step")]


@rule("filing.step_by")
def step_by(*, step: str, start: date, calendar: Calendar | None = None) -> Answer:
    """The last day for one of `steps_with_deadlines`, counted from the day after `start`. {"by"}."""
    found = pick(step, choices("filing-choices", "step"), "bad_step", "事项")
    return due("filing", f"step.{found.key}", start, found.label, calendar=calendar)


@rule("filing.resuit_allowed")
def resuit_allowed(*, earlier: str, earlier_effective: date, suing: date, new_facts: bool = False,
                   by_defendant: bool = False, calendar: Calendar | None = None) -> Answer:
    """Whether a divorce (or adoption) suit may be brought again. {"allowed": bool, "blocked_until": last day or None}.

    earlier   refused, reconciled, adoption_kept, withdrawn, or Chinese
    The block binds the earlier plaintiff alone, for six months, unless there are new facts or reasons.
    Source: 民事诉讼法第一百二十七条第七项; 民诉法解释第二百一十四条.
    """
    found = pick(earlier, choices("filing-choices", "resuit"), "bad_reason", "前诉结果")
    if by_defendant or new_facts:
        why = "由前诉被告起诉" if by_defendant else "有新情况、新理由"
        return Answer({"allowed": True, "blocked_until": None}, [Step(f"{why}，不受六个月的限制", found.cite())])
    # The block is a span in which nothing may be done, so a rest day at its end doesn't lengthen it.
    end = end_of(row("filing", "resuit.divorce", suing).value, earlier_effective, calendar, shift=False)
    allowed = suing > end.day
    return Answer(
        {"allowed": allowed, "blocked_until": None if allowed else end.day},
        [
            Step(
                f"{found.label}，没有新情况、新理由，原告在六个月内（至{end.day}）又起诉的，不予受理；"
                f"{'期间已过，可以起诉' if allowed else f'{end.day + timedelta(days=1)}起可以起诉'}",
                found.cite(),
            )
        ],
    )
