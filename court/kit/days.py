"""Days of the law: a date in Asia/Shanghai. A moment is an aware datetime, stored in UTC."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKDAYS = "一二三四五六日"
_DIGITS = "〇一二三四五六七八九"


def date_of(moment: datetime) -> date:
    """The day in the court on which a moment falls. ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no day")
    return moment.astimezone(SHANGHAI).date()


def moment_at(day: date, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """The aware moment at which the clock of the court shows this time of this day."""
    return datetime.combine(day, time(hour, minute, second), tzinfo=SHANGHAI)


def iso(day: date) -> str:
    """2026-03-01, the form for tables."""
    return day.isoformat()


def plain(day: date) -> str:
    """2026年3月1日, the form for sentences."""
    return f"{day.year}年{day.month}月{day.day}日"


def formal(day: date) -> str:
    """二〇二六年三月一日, the form under a judgment."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_small(day.month)}月{_small(day.day)}日"


def with_weekday(day: date) -> str:
    """2026年3月1日（星期日）, the form for a summons."""
    return f"{plain(day)}（星期{WEEKDAYS[day.weekday()]}）"


def clock_time(moment: datetime) -> str:
    """14:30 as the clock of the court shows it."""
    return moment.astimezone(SHANGHAI).strftime("%H:%M")


def stamp(moment: datetime) -> str:
    """2026-03-01 14:30 as the clock of the court shows it, the form for logs people read."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def sentence(moment: datetime) -> str:
    """2026年3月1日14时30分, the form for a record."""
    local = moment.astimezone(SHANGHAI)
    return f"{plain(local.date())}{local.hour}时{local.minute:02d}分"


def _small(number: int) -> str:
    """A number from 1 to 31 in words: 十, 十一, 二十, 三十一."""
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")
