"""Counting the law's periods (期间): days, months, years, and the shift at a rest day."""
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from law.answer import Answer, Step
from law.calendar import Calendar, shipped
from law.instruments import cite
from law.registry import rule


@dataclass(frozen=True)
class End:
    """The last day of a period.

    day          the last day on which the act is still in time
    nominal      the last day by plain counting, before any shift
    provisional  the shift needed a year whose holidays aren't known
    """

    day: date
    nominal: date
    provisional: bool

    def steps(self, start: date, length: str) -> list[Step]:
        """The count in words: from `start` (not counted) over `length` such as "15日" or "6个月"."""
        found = [Step(f"自{start}次日起算{length}，至{self.nominal}", cite("CPL", "85"))]
        if self.day != self.nominal:
            found.append(Step(f"{self.nominal}为休息日，顺延至其后第一个工作日{self.day}", cite("CPL", "85")))
        return found


def add_months(start: date, months: int) -> date:
    """The same day number `months` later; where there is none, that month's last day (民法典第二百零二条)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def end_of_days(start: date, days: int, calendar: Calendar | None = None, shift: bool = True) -> End:
    """The last day of a period of `days`; `start` isn't counted, a rest day at the end is passed over."""
    return _end(start + timedelta(days=days), calendar, shift)


def end_of_months(start: date, months: int, calendar: Calendar | None = None, shift: bool = True) -> End:
    """The last day of a period of `months`, counted by day number."""
    return _end(add_months(start, months), calendar, shift)


def end_of_hours(moment: datetime, hours: int) -> datetime:
    """The last moment of a period of hours; the hour in which it begins isn't counted (民事诉讼法第八十五条)."""
    return moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours + 1)


def _end(nominal: date, calendar: Calendar | None, shift: bool) -> End:
    calendar = calendar or shipped()
    day = calendar.next_workday(nominal) if shift else nominal
    return End(day, nominal, provisional=shift and not (calendar.is_known(nominal) and calendar.is_known(day)))


@rule("period.end_days")
def period_end_days(*, start: date, days: int, calendar: Calendar | None = None) -> Answer:
    """The last day of a period of days. {"end": day}. Source: 民事诉讼法第八十五条."""
    end = end_of_days(start, days, calendar)
    return Answer({"end": end.day}, end.steps(start, f"{days}日"), provisional=end.provisional)


@rule("period.end_months")
def period_end_months(*, start: date, months: int, calendar: Calendar | None = None) -> Answer:
    """The last day of a period of months. {"end": day}. Source: 民事诉讼法第八十五条, 民法典第二百零二、二百零三条."""
    end = end_of_months(start, months, calendar)
    step = Step("到期月没有对应日的，以该月末日为期间最后一日", cite("CC", "202"))
    missing = [step] if end.nominal.day != start.day else []
    return Answer({"end": end.day}, [*end.steps(start, f"{months}个月"), *missing], provisional=end.provisional)


@rule("period.end_hours")
def period_end_hours(*, start: datetime, hours: int) -> Answer:
    """The last moment of a period of hours. {"end": moment}. Source: 民事诉讼法第八十五条."""
    end = end_of_hours(start, hours)
    step = Step(f"自{start:%Y-%m-%d %H时}的次时起算{hours}小时，至{end:%Y-%m-%d %H时}", cite("CPL", "85"))
    return Answer({"end": end}, [step])


@rule("period.start")
def period_start(*, event: date) -> Answer:
    """The first day that counts: the day after the event. {"start": day}. Source: 民事诉讼法第八十五条."""
    first = event + timedelta(days=1)
    return Answer({"start": first}, [Step(f"期间开始的{event}不计算在内，自{first}起算", cite("CPL", "85"))])
