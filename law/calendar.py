"""Working days and rest days in China: weekends, statutory holidays, make-up workdays (调休).

The yearly notice of the State Council is data: `data/holidays.csv` ships what was published, and a
court adds a year by building a `Calendar` from its own rows. Beyond the last known year only
weekends are known: every answer that needed such a day says it is provisional.
"""
import csv
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from law.answer import Answer, LawError, Step
from law.instruments import cite
from law.registry import rule

FILE = Path(__file__).parent / "data" / "holidays.csv"
DAY = timedelta(days=1)
FARTHEST = 2200


@dataclass(frozen=True)
class Calendar:
    """Days that differ from the plain week, and the years for which they are known.

    days    day -> True where people work, False where they rest (only days named by the notice)
    years   years whose notice has been loaded
    """

    days: dict[date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        if not 1990 <= day.year <= FARTHEST:
            raise LawError("out_of_calendar", f"日期{day}超出日历范围，请核对年份。")
        return self.days.get(day, day.weekday() < 5)

    def is_known(self, day: date) -> bool:
        return day.year in self.years

    def next_workday(self, day: date) -> date:
        """`day` itself where people work, else the first day after it on which they do."""
        while not self.is_workday(day):
            day += DAY
        return day

    def add_workdays(self, start: date, n: int) -> date:
        """The n-th workday after `start` (n > 0) or before it (n < 0); `start` itself is not counted."""
        step, day = (DAY if n >= 0 else -DAY), start
        for _ in range(abs(n)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def with_rows(self, rows: dict[date, bool], years: set[int]) -> "Calendar":
        """This calendar with a court's own rows laid over it; the rows of `years` become known."""
        return Calendar({**self.days, **rows}, self.years | frozenset(years))


@cache
def shipped() -> Calendar:
    """The calendar of `data/holidays.csv`."""
    days, years = {}, set()
    with FILE.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            day = date.fromisoformat(row["date"])
            days[day] = row["kind"] == "makeup_workday"
            years.add(day.year)
    return Calendar(days, frozenset(years))


@rule("calendar.is_workday")
def is_workday(*, date: date, calendar: Calendar | None = None) -> Answer:
    """Whether people work on a day. {"workday": bool}. Source: 全国年节及纪念日放假办法."""
    calendar = calendar or shipped()
    works = calendar.is_workday(date)
    return Answer({"workday": works}, [Step(f"{date}为{'工作日' if works else '休息日'}", cite("HOL"))],
                  provisional=not calendar.is_known(date))


@rule("calendar.add_workdays")
def add_workdays(*, start: date, n: int, calendar: Calendar | None = None) -> Answer:
    """The n-th workday after a day. {"end": day}."""
    calendar = calendar or shipped()
    end = calendar.add_workdays(start, n)
    return Answer({"end": end}, [Step(f"自{start}次日起数{n}个工作日，为{end}", cite("HOL"))],
                  provisional=not calendar.is_known(end))
