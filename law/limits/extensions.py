"""Rules about extending a trial limit: to when, by whom, asked and decided by when."""
from collections.abc import Mapping
from datetime import date

from law import terms
from law.answer import Answer, LawError, Step
from law.instruments import cite
from law.limits.approvers import NAMES, approver_name, asking, check_ground, copy_to, step_of
from law.limits.clock import exceeds
from law.limits.kinds import Extension, Limit, kind_named, limit_of
from law.limits.lengths import Length
from law.limits.starts import begin
from law.registry import rule


def check_extension(kind: str, *, months: int = 0, days: int = 0, step: int, filed: date,
                    ground: str | None = None) -> Extension:
    """The step of extension, if the law has it and allows that length.

    Raises LawError: "not_extendable", "max_reached", "too_long", "too_short", "no_ground", "bad_input".
    """
    if months < 0 or days < 0:
        raise LawError("bad_input", "延长的期限应为正数。")
    limit = limit_of(kind, filed)
    found = step_of(limit, step)
    check_ground(found, ground)
    asked = Length(months, days)
    if exceeds(asked, found.length):
        raise LawError("too_long", f"{limit.name}第{step}次延长至多{found.length}，不得延长{asked}。", found.citation)
    if asked and found.least and asked.months < found.least.months:
        raise LawError("too_short", f"每次延长不少于{found.least}。", found.citation)
    return found


def extended(limit: Limit, step: int, facts: Mapping) -> Length | None:
    """The whole length after so many full steps; None once a step has no length of its own."""
    total = limit.hard or limit.base(facts)[0]
    for number in range(1, step + 1):
        length = step_of(limit, number).length
        if not length:
            return None
        total = total + length
    return total


@rule("trial_limit.extend")
def trial_limit_extend(*, kind: str, step: int = 1, filed: date | None = None, accepted: date | None = None,
                       received: date | None = None, appeal_received: date | None = None, decided: date | None = None,
                       effective: date | None = None, start: date | None = None, months: int = 0, days: int = 0,
                       granted: date | None = None, ground: str | None = None, court_level: str | None = None,
                       procedure: str | None = None, excluded_days: int = 0) -> Answer:
    """The last day after the extension of a step, and its approver. {"end", "approver", "apply_by", "decide_by"}.

    months, days   what is asked, the law's full length otherwise; it counts on top of the full steps before
    granted        the day of approval; after expiry it is refused
    excluded_days  days that don't count, which move every end

    `end` is None where the law gives the step no length and none is asked. Raises LawError:
    "not_extendable", "max_reached", "too_long", "too_short", "no_ground", "expired".
    """
    begun = begin(filed, accepted, received, appeal_received, decided, effective, start)
    facts = {"procedure": terms.procedure(procedure) if procedure else None}
    limit = limit_of(kind, begun, facts)
    if excluded_days < 0:
        raise LawError("bad_input", "扣除的天数不能是负数。")
    found = check_extension(limit_kind(kind, facts), months=months, days=days, step=step, filed=begun, ground=ground)
    before = extended(limit, step - 1, facts)
    length = Length(months, days) or found.length
    last = _after(limit, begun, before, excluded_days)
    if granted is not None and last is not None and granted > last:
        raise LawError("expired", f"审限已于{last}届满，此后批准的延长无效，应作超审限处理。", limit.citation)
    end = _after(limit, begun, before + length, excluded_days) if before and length else None
    return _extension_answer(limit, found, step, length, last, end, court_level)


def limit_kind(kind: str, facts: Mapping) -> str:
    """The kind whose steps count: a retrial under second-instance procedure follows the second instance."""
    if kind_named(kind) == "civil_retrial":
        return "civil_second_judgment" if facts.get("procedure") == "second_instance" else "civil_first_ordinary"
    return kind


def _after(limit: Limit, start: date, length: Length | None, excluded_days: int) -> date | None:
    if not length:
        return None
    return (length + Length(days=excluded_days)).after(start, limit.criminal)


def _extension_answer(limit: Limit, found: Extension, step: int, length: Length, last: date | None,
                      end: date | None, court_level: str | None) -> Answer:
    level = terms.level(court_level) if court_level else None
    approver = approver_name(found.approver, level)
    told = f"{length}，至{end}" if end else "，期限由批准机关确定"
    steps = [Step(f"{limit.name}第{step}次延长，由{approver}批准延长{told}", found.citation)]
    values: dict = {"end": end, "approver": approver}
    if copy := copy_to(found.approver, level):
        values["file_copy_to"] = copy
    if last is not None and (days := asking(limit, last)):
        apply_by, decide_by, citation = days
        values |= {"apply_by": apply_by, "decide_by": decide_by}
        steps.append(Step(f"现审限至{last}，应于{apply_by}前报批，{decide_by}前决定", citation))
    return Answer(values, steps)


@rule("trial_limit.apply_by")
def trial_limit_apply_by(*, kind: str, end: date | None = None, filed: date | None = None,
                         accepted: date | None = None, received: date | None = None) -> Answer:
    """By when an extension must be asked for and decided. {"apply_by", "decide_by"}.

    end  the day the limit expires; without it the plain end counted from the starting day
    Raises LawError("not_extendable"). Source: 延长审限规定(2019)1, 刑诉法解释210, 审限规定12–14.
    """
    limit = limit_of(kind, end or begin(filed, accepted, received))
    end = end or _after(limit, begin(filed, accepted, received), extended(limit, 0, {}), 0) or date.max
    found = asking(limit, end)
    if found is None:
        step_of(limit, 1)
        raise LawError("not_extendable", f"{limit.name}的审限没有延长的规定。", limit.citation)
    apply_by, decide_by, citation = found
    return Answer({"apply_by": apply_by, "decide_by": decide_by},
                  [Step(f"审限{end}届满，应于{apply_by}前申请延长，{decide_by}前作出决定", citation)])


@rule("trial_limit.approver")
def trial_limit_approver(*, kind: str, court_level: str | None = None, step: int = 1, on: date | None = None) -> Answer:
    """Who approves a step of extension. {"approver"} and for administrative cases of basic courts {"file_copy_to"}.

    Raises LawError: "not_extendable", "max_reached". Source: 民诉法152、183, 行诉法81, 行诉解释50, 刑诉法208、243.
    """
    limit = limit_of(kind, on or date.max)
    found = step_of(limit, step)
    level = terms.level(court_level) if court_level else None
    name = approver_name(found.approver, level)
    values, steps = {"approver": name}, [Step(f"{limit.name}第{step}次延长由{name}批准", found.citation)]
    if copy := copy_to(found.approver, level):
        values["file_copy_to"] = copy
        steps.append(Step(f"基层人民法院直接报请高级人民法院批准，同时报{copy}备案", cite("API", "50")))
    return Answer(values, steps)


@rule("trial_limit.next")
def trial_limit_next(*, kind: str, extensions: int = 0, end: date | None = None, court_level: str | None = None,
                     on: date | None = None) -> Answer:
    """The next extension after so many. {"step", "approver", "months", "days", "apply_by", "decide_by"}.

    months, days   the most it may be, None where the law gives no length
    Raises LawError: "not_extendable", "max_reached".
    """
    limit = limit_of(kind, on or end or date.max)
    found = step_of(limit, extensions + 1)
    name = approver_name(found.approver, terms.level(court_level) if court_level else None)
    days = asking(limit, end) if end else None
    most = f"，至多{found.length}" if found.length else ""
    return Answer({"step": extensions + 1, "approver": name, "months": found.length.months or None,
                   "days": found.length.days or None, "apply_by": days[0] if days else None,
                   "decide_by": days[1] if days else None},
                  [Step(f"下一次为第{extensions + 1}次延长，由{name}批准{most}", found.citation)])


def approvers() -> dict[str, str]:
    """Every approver there is, with the Chinese name."""
    return dict(NAMES)
