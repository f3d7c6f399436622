"""`due`: the last day of a trial limit as of a day, from the ledger of a case. Court clocks call this."""
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from law.answer import Answer, LawError, Step
from law.calendar import Calendar, shipped
from law.instruments import cite
from law.limits import exclusions as excluded
from law.limits.approvers import approver_name, asking, step_of
from law.limits.clock import Conversion, Count, Grant, Problem, Restart, in_hours, run
from law.limits.conversions import change_of
from law.limits.exclusions import DAY, Exclusion, Stretch
from law.limits.kinds import kind_named, limit_of

OPEN_ALARM_DAYS = 90


def due(kind: str, start: date | datetime, *, exclusions: Iterable[Exclusion | Mapping] = (),
        extensions: Iterable[Grant | Mapping] = (), conversions: Iterable[Conversion] = (),
        restarts: Iterable[Restart] = (), as_of: date, facts: Mapping | None = None,
        calendar: Calendar | None = None, shift: bool = False, count_last_day: bool = False,
        open_alarm_days: int = OPEN_ALARM_DAYS) -> Answer:
    """The trial limit of a case as of a day, with the explanation of every event that moved it.

    kind        key of `kinds()`, or its Chinese name
    start       the day of filing, acceptance or receipt (a moment for limits in hours)
    exclusions  time that doesn't count: `Exclusion` or {"reason", "from", "to"}; `to` None is open
    extensions  in the order granted: `Grant` or {"granted", "months", "days"}
    conversions, restarts   changes of procedure; events after which a criminal limit counts anew
    as_of       events after this day are left out; an open exclusion counts up to and with this day
    facts       what some kinds ask: max_sentence_years, complex, urgent, procedure, notice,
                notice_published, election_day, bill_due, applicant, notified …
    shift       move an end on a rest day; no text says so of trial limits, so a court decides (default no)

    The answer holds: kind, name, start, base_end, end, hard_end (None: none), excluded_days,
    extensions (number granted), remaining (days of the limit left, None without limit), overdue,
    open [{"reason", "since", "days", "alarm"}], apply_by, decide_by and next_approver of the next
    extension (None: no more), problems [{"code", "text"}] of the ledger, and special days of a kind
    such as notice_end. Without a limit `end` is None.

    Raises LawError: "unknown_kind", "no_law_on_date", "bad_interval", "bad_input", "time_needed".
    """
    facts = dict(facts or {})
    limit = limit_of(kind, _date(start), facts)
    if moment := in_hours(limit, start, facts):
        return _hours(limit.kind, limit.name, start, moment, as_of, limit.citation)
    events = [*(e if isinstance(e, Exclusion) else excluded.read(e) for e in exclusions),
              *(g if isinstance(g, Grant) else _grant(g) for g in extensions)]
    count = _phases(kind, _date(start), events, [*conversions, *restarts], facts, as_of, int(count_last_day))
    return _answer(count, calendar if shift else None, shift, open_alarm_days)


def _date(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _grant(row: Mapping) -> Grant:
    granted = row.get("granted")
    if granted is None:
        raise LawError("bad_input", "延长审限须写明批准日期。")
    day = date.fromisoformat(granted) if isinstance(granted, str) else granted
    return Grant(day, int(row.get("months") or 0), int(row.get("days") or 0))


def _phases(kind: str, start: date, events: list, moves: Sequence[Conversion | Restart], facts: Mapping,
            as_of: date, extra: int) -> Count:
    """The count of the phase that runs on `as_of`; each conversion or restart begins a new one."""
    kind, begun, since = kind_named(kind), start, start
    problems: list[Problem] = []
    steps: list[Step] = []
    for move in sorted(moves, key=_moved):
        day = _moved(move)
        if day > as_of:
            break
        before = run(limit_of(kind, begun, facts), begun, _from(events, since), facts, day, extra)
        if isinstance(move, Restart):
            begun = since = day
            problems, steps = [], [Step(f"{move.reason}，自{day}收到案件之日起重新计算审限", cite("CrPL", "208"))]
            continue
        try:
            change = change_of(kind, move.to)
        except LawError as refusal:
            problems.append(Problem(refusal.code, refusal.text))
            continue
        if day > before.last:
            problems.append(Problem("converted_late", f"{day}转换程序时原审限已于{before.last}届满。"))
        kind, since, begun = kind_named(move.to), day, day if change.restarts else begun
        steps.append(Step(f"{day}转换程序，{'审限重新计算' if change.restarts else '审限自立案之日起连续计算'}",
                          change.citation))
    count = run(limit_of(kind, begun, facts), begun, _from(events, since), facts, as_of, extra)
    count.problems[:0], count.steps[:0] = problems, steps
    return count


def _moved(move: Conversion | Restart) -> date:
    return move.decided if isinstance(move, Conversion) else move.received


def _from(events: list, since: date) -> list:
    """The events that touch a phase: every exclusion (the count clips it), and extensions granted within it."""
    return [event for event in events if isinstance(event, Exclusion) or event.granted >= since]


def _answer(count: Count, calendar: Calendar | None, shift: bool, alarm_after: int) -> Answer:
    limit, end, steps, provisional = count.limit, count.end, list(count.steps), False
    if shift and end is not None:
        days = calendar or shipped()
        moved = days.next_workday(end)
        provisional = not (days.is_known(end) and days.is_known(moved))
        if moved != end:
            steps.append(Step(f"{end}为休息日，按本院设置顺延至{moved}", cite("CPL", "85", mark="M")))
            end = moved
    values = {
        "kind": limit.kind, "name": limit.name, "start": count.begun, "base_end": count.base_end, "end": end,
        "hard_end": count.hard_end, "excluded_days": count.excluded_days, "extensions": count.granted,
        "remaining": count.left(), "overdue": end is not None and count.as_of > max(end, count.last),
        "open": [_open(found, count.as_of, alarm_after) for found in count.stretches if found.is_open],
        **_next(count), "problems": [asdict(problem) for problem in count.problems], **count.setting.values}
    return Answer(values, steps, provisional=provisional)


def _open(found: Stretch, as_of: date, alarm_after: int) -> dict:
    days = (as_of + DAY - found.begin).days
    return {"reason": found.reason.name, "since": found.begin, "days": days, "alarm": found.cut or days > alarm_after}


def _next(count: Count) -> dict:
    """By when and of whom the next extension must be asked; nothing of it where there is none."""
    nothing = {"apply_by": None, "decide_by": None, "next_approver": None}
    if count.end is None:
        return nothing
    try:
        step = step_of(count.limit, count.granted + 1)
    except LawError:
        return nothing
    found = asking(count.limit, count.last)
    if found is None:
        return nothing
    return {"apply_by": found[0], "decide_by": found[1], "next_approver": approver_name(step.approver)}


def _hours(kind: str, name: str, start, moment: datetime, as_of: date, citation) -> Answer:
    step = Step(f"{name}的期限自{start:%Y-%m-%d %H时}的次时起算，至{moment:%Y-%m-%d %H时}", citation)
    return Answer({"kind": kind, "name": name, "start": start, "base_end": moment, "end": moment, "hard_end": None,
                   "excluded_days": 0, "extensions": 0, "remaining": (moment.date() - as_of).days,
                   "overdue": as_of > moment.date(), "open": [], "apply_by": None, "decide_by": None,
                   "next_approver": None, "problems": []}, [step])
