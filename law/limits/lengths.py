"""Lengths of trial limits: months and days, or hours, and the day on which they run out."""
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from law.periods import add_months, end_of_hours


@dataclass(frozen=True)
class Length:
    """Months and then days; or hours alone. `criminal` counts months as 刑诉法解释第二百零二条 does."""

    months: int = 0
    days: int = 0
    hours: int = 0

    def __bool__(self) -> bool:
        return bool(self.months or self.days or self.hours)

    def __add__(self, other: "Length") -> "Length":
        return Length(self.months + other.months, self.days + other.days, self.hours + other.hours)

    def __str__(self) -> str:
        parts = [(self.months, "个月"), (self.days, "日"), (self.hours, "小时")]
        return "".join(f"{count}{unit}" for count, unit in parts if count) or "无期限"

    def after(self, start: date, criminal: bool = False) -> date:
        """The last day, `start` not counted; no shift at a rest day."""
        months = add_criminal_months if criminal else add_months
        return months(start, self.months) + timedelta(days=self.days)

    def hours_after(self, moment: datetime) -> datetime:
        """The last moment of a length in hours; the hour of `moment` isn't counted."""
        return end_of_hours(moment, self.hours)


def add_criminal_months(start: date, months: int) -> date:
    """As `add_months`, but from a month's last day to a month's last day. Source: 刑诉法解释第二百零二条."""
    end = add_months(start, months)
    is_last = start.day == monthrange(start.year, start.month)[1]
    return end.replace(day=monthrange(end.year, end.month)[1]) if is_last and months else end
