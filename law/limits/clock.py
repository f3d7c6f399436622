"""The clock of a trial limit: what a case's ledger of events makes of its last day, as of any day."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from law.answer import LawError, Step
from law.instruments import cite
from law.limits import exclusions as excluded
from law.limits.approvers import approver_name, step_of
from law.limits.exclusions import DAY, Exclusion, Stretch
from law.limits.kinds import Limit
from law.limits.lengths import Length
from law.limits.special import Setting, setting


@dataclass(frozen=True)
class Grant:
    """An extension as it was granted; without a length the one that the law gives for the step."""

    granted: date
    months: int = 0
    days: int = 0

    @property
    def length(self) -> Length:
        return Length(self.months, self.days)


@dataclass(frozen=True)
class Conversion:
    """A change of procedure: the kind of limit from the day of the decision."""

    decided: date
    to: str


@dataclass(frozen=True)
class Restart:
    """A new count from the day the court got the case (back): 补充侦查, 改变管辖, 发回重审."""

    received: date
    reason: str


@dataclass(frozen=True)
class Problem:
    """Something in the ledger that the law doesn't bear; the clock says so and counts on without it."""

    code: str
    text: str


class Count:
    """The running count of one limit from one beginning; events come in the order of their days."""

    def __init__(self, limit: Limit, begun: date, facts: Mapping, as_of: date, extra: int = 0):
        self.limit, self.as_of, self.extra = limit, as_of, extra
        self.length, self.citation = limit.base(facts)
        self.setting: Setting = setting(limit, begun, facts)
        self.begun, self.procedure = self.setting.start, facts.get("procedure", _procedure(limit))
        self.base, self.hard, self.granted = self.length, limit.hard, 0
        self.stretches: list[Stretch] = []
        self.problems: list[Problem] = []
        self.steps: list[Step] = [*self.setting.steps, *self._opening()]

    def _opening(self) -> list[Step]:
        if self.setting.ends_itself:
            return []
        if not self.length:
            return [Step(f"{self.limit.name}没有审理期限的限制", self.citation)]
        end = self.length.after(self.begun, self.limit.criminal)
        found = [Step(f"{self.limit.name}审限{self.length}，自{self.begun}{self.limit.starts}次日起算，至{end}",
                      self.citation)]
        if self.hard:
            latest = self.hard.after(self.begun, self.limit.criminal)
            found.append(Step(f"至迟不得超过{self.hard}，即{latest}", self.citation))
        return found

    @property
    def excluded_days(self) -> int:
        return excluded.union_days(self.stretches) + self.setting.excluded

    @property
    def base_end(self) -> date | None:
        """The last day by the base length alone, nothing excluded or extended."""
        if self.setting.ends_itself:
            return self.setting.end
        return self.base.after(self.begun, self.limit.criminal) if self.base else None

    def _after(self, length: Length) -> date | None:
        if self.setting.ends_itself:
            return self.setting.end
        if not length:
            return None
        return length.after(self.begun, self.limit.criminal) + self.excluded_days * DAY

    @property
    def end(self) -> date | None:
        return self._after(self.length)

    @property
    def hard_end(self) -> date | None:
        return self._after(self.hard) if self.hard else None

    @property
    def last(self) -> date:
        """The day after which the limit is broken, whatever is granted."""
        return self.hard_end or self.end or date.max

    def exclude(self, exclusion: Exclusion) -> None:
        """Take an interval out of the count, unless the limit had run out or the list doesn't know the reason."""
        if exclusion.begin > self.last:
            self._problem("excluded_late",
                          f"{exclusion.begin}开始扣除（{exclusion.reason}）时审限已于{self.last}届满，不再扣除。")
            return
        try:
            reason = excluded.reason_for(exclusion.reason, self.limit.domain, self.limit.kind)
            found = excluded.stretch(exclusion, reason, self.as_of, self.procedure, self.extra)
        except LawError as refusal:
            self._problem(refusal.code, refusal.text)
            return
        first = self.begun + DAY
        found = Stretch(found.reason, max(found.begin, first), max(found.end, first), found.is_open, found.cut)
        if found.end > found.begin:
            self.stretches.append(found)
            self.steps.append(found.step())

    def extend(self, grant: Grant) -> None:
        """Lengthen the limit by the next step, unless it had run out or the law has no such step."""
        if grant.granted > self.last:
            self._problem("extended_late",
                          f"{grant.granted}批准延长时审限已于{self.last}届满，延长无效，应作超审限处理。")
            return
        try:
            step = step_of(self.limit, self.granted + 1)
        except LawError as refusal:
            self._problem(refusal.code, refusal.text)
            return
        length = grant.length or step.length
        if exceeds(length, step.length):
            self._problem("too_long", f"批准延长{length}超过法定的{step.length}，按{step.length}计算。")
            length = step.length
        self.length, self.hard = (self.hard or self.length) + length, Length()
        self.granted += 1
        self.steps.append(Step(f"{grant.granted}经{approver_name(step.approver)}批准延长{length}，至{self.end}",
                               step.citation))

    def _problem(self, code: str, text: str) -> None:
        self.problems.append(Problem(code, text))
        self.steps.append(Step(text))

    def left(self) -> int | None:
        """Days of the limit still to run after `as_of`; negative when it is over; None without a limit."""
        if self.end is None:
            return None
        if self.end <= self.as_of:
            return (self.end - self.as_of).days
        ahead = [(max(s.begin, self.as_of + DAY), min(s.end, self.end + DAY)) for s in self.stretches]
        return (self.end - self.as_of).days - excluded.union_days(pair for pair in ahead if pair[0] < pair[1])


def exceeds(length: Length, most: Length) -> bool:
    """Whether a length is more than the most there is; a most of nothing has no cap."""
    return bool(most) and length.months * 30 + length.days > most.months * 30 + most.days


def _procedure(limit: Limit) -> str:
    """Which mediation days count: 15 in the ordinary procedure, 7 in the simplified and in small claims."""
    return "simplified" if limit.kind in ("civil_first_simplified", "civil_first_small_claims") else "ordinary"


def run(limit: Limit, begun: date, events: Iterable[Exclusion | Grant], facts: Mapping, as_of: date,
        extra: int = 0) -> Count:
    """Count one limit over its events, those after `as_of` left out."""
    count = Count(limit, begun, facts, as_of, extra)
    for event in sorted(events, key=_order):
        if _day(event) > as_of:
            continue
        if isinstance(event, Exclusion):
            count.exclude(event)
        else:
            count.extend(event)
    if count.stretches:
        count.steps.append(Step(f"不计入审限共{count.excluded_days}日（重叠期间只计一次），届满日为{count.end}",
                                excluded.CONVENTION_NOTE))
    return count


def _day(event: Exclusion | Grant) -> date:
    return event.begin if isinstance(event, Exclusion) else event.granted


def _order(event: Exclusion | Grant) -> tuple[date, int]:
    return _day(event), isinstance(event, Grant)


def in_hours(limit: Limit, start: datetime | date, facts: Mapping) -> datetime | None:
    """The last moment of a limit in hours, None for others. Raises LawError("time_needed") for a bare day."""
    length, _ = limit.base(facts)
    if not length.hours:
        return None
    if not isinstance(start, datetime):
        raise LawError("time_needed", f"{limit.name}的期限以小时计算，请填写到时分。", cite("CPL", "85"))
    return length.hours_after(start)
