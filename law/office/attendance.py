"""Attendance: what a day was for a person, from calendar, shift, punches, and leave or duty outside."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from law.answer import Answer, LawError, Step
from law.calendar import Calendar, shipped
from law.instruments import cite
from law.registry import rule
from law.rows import row


@dataclass(frozen=True)
class Shift:
    """Working hours of a day, as a court sets them; `grace` is how late counts as on time."""

    starts: time = time(8, 30)
    ends: time = time(17, 30)
    grace: timedelta = timedelta(0)


@dataclass(frozen=True)
class Presence:
    """What is known of a person's day: punches, hours outside that count (hearings, duty trips), leave."""

    punches: list[datetime] = field(default_factory=list)
    outside: list[tuple[datetime, datetime]] = field(default_factory=list)
    leave: str | None = None


LABELS = {
    "rest": "休息",
    "leave": "请假",
    "present": "出勤",
    "late": "迟到",
    "early": "早退",
    "late_early": "迟到、早退",
    "missing": "缺卡",
    "absent": "缺勤",
    "overtime": "休息日加班",
}


def day_status(day: date, shift: Shift, presence: Presence, calendar: Calendar | None = None) -> str:
    """A key of LABELS. Hearings and duty trips count as presence from their start to their end."""
    moments = sorted([*presence.punches, *(moment for span in presence.outside for moment in span)])
    moments = [moment for moment in moments if moment.date() == day]
    if not (calendar or shipped()).is_workday(day):
        return "overtime" if moments else "rest"
    if presence.leave:
        return "leave"
    if not moments:
        return "absent"
    if len(moments) == 1:
        return "missing"
    late = moments[0] > datetime.combine(day, shift.starts, moments[0].tzinfo) + shift.grace
    early = moments[-1] < datetime.combine(day, shift.ends, moments[-1].tzinfo)
    return "late_early" if late and early else "late" if late else "early" if early else "present"


@rule("hr.overtime_rest_hours")
def overtime_rest_hours(*, hours: int) -> Answer:
    """Hours of compensatory rest for overtime. {"hours": the same}. Source: 人薪发〔1995〕32号第7条."""
    if hours < 0:
        raise LawError("bad_input", "加班时数不得为负数。")
    return Answer({"hours": hours}, [Step("加班应当安排同等时间的补休", cite("WORKTIME", "7"))])


@rule("hr.work_hours")
def work_hours(*, start: date, end: date, calendar: Calendar | None = None) -> Answer:
    """Workdays and regular hours from `start` to `end`, both counted. {"days": n, "hours": n}."""
    calendar = calendar or shipped()
    if end < start:
        raise LawError("bad_input", "截止日期不得早于起始日期。")
    span = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    days = sum(calendar.is_workday(day) for day in span)
    hours = row("office", "work.hours")
    return Answer(
        {"days": days, "hours": days * hours.whole},
        [Step(f"每日工作{hours.value}小时", hours.cite())],
        provisional=not all(calendar.is_known(day) for day in (start, end)),
    )
