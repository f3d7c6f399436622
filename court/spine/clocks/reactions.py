"""A changed day of the calendar and the clocks that run: shown before, and afterwards a task for each judge; no clock moves alone."""
from collections.abc import Iterable
from datetime import date, timedelta

from court.base.courts import clock, impacts
from court.spine.clocks import kinds, ledger
from court.spine.clocks.models import Clock
from court.spine.tasks.actions import open_task
from law.answer import LawError
from law.calendar import Calendar

REACH = timedelta(days=15)
MOST, SHOWN = 2000, 30


@impacts.preview("calendar")
def touched(*, day: date, works: bool) -> impacts.Impact:
    """The running clocks whose last day would be another one."""
    held = clock.calendar_for()
    found = list(_moved(day, held.with_rows({day: works}, set(held.years))))
    rows = [f"{one.case.court.short_name} {one.label}：{one.due_on} → {due}" for one, due in found[:SHOWN]]
    words = ("登记后，系统不会自行改动这些期限；每件案件的承办法官将收到“核对期限”的待办。"
             if found else "没有正在计算的期限受影响。")
    return impacts.Impact(words, len(found), rows)


@impacts.follower("calendar")
def ask_judges(*, day: date) -> None:
    """One task a clock for the judge: look at the day again. The recorded day stands until an act changes it."""
    now = clock.now()
    for one, due in _moved(day, clock.calendar_for()):
        label = f"放假安排变更，核对{one.label}：原{one.due_on}，按新安排为{due}"
        open_task(court=one.case.court_id, case=one.case, subject=f"calendar:{one.pk}:{due}", kind="calendar_changed",
                  label=label[:120], at=now, assignee=one.case.judge, office="" if one.case.judge_id else "filing_clerk")


def _moved(day: date, calendar: Calendar) -> Iterable[tuple[Clock, date]]:
    near = Clock.objects.filter(ended_on=None, due_on__gte=day - REACH, due_on__lte=day + REACH, case__is_state_secret=False)
    near = near.select_related("case__court", "case__judge").prefetch_related("intervals").order_by("due_on", "id")
    for one in near[:MOST]:
        try:
            found = kinds.answer(one.kind, one.started_on, one.facts, ledger.rows_of(one), clock.today(), calendar)
        except LawError:
            continue
        due = kinds.due_day(one.kind, found)
        if due is not None and due != one.due_on:
            yield one, due
