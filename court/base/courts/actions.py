"""Reference data, holidays and settings: the few things that change in this room."""

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.audit import record
from court.base.courts import calendars, clock, impacts
from court.base.courts.models import Court, Division, HolidayRow, HolidayYear, Tribunal
from court.kit.refusal import Refused

DATA = Path(__file__).parent / "data"
NOTICE = "全国年节及纪念日放假办法"


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Write the courts, tribunals and divisions that ship. Repeatable: known rows stay with their ids.

    Gives the number of each, e.g. {"courts": 15, "tribunals": 37, "divisions": 135}. The tribunals' names
    are invented and marked 示意: the towns are real, but no source says which of them have one.
    """
    courts = _rows("courts.csv")
    for row in courts:
        code = row.pop("code")
        superior = row.pop("superior") or None
        Court.objects.update_or_create(code=code, defaults={**row, "superior_id": superior})
        row["code"] = code
    for row in _rows("tribunals.csv"):
        Tribunal.objects.get_or_create(court_id=row["court"], name=row["name"],
                                       defaults={"seat": row["seat"], "is_illustrative": True})
    divisions = _rows("divisions.csv")
    for court in courts:
        for row in divisions:
            Division.objects.get_or_create(court_id=court["code"], name=row["name"], defaults={"kind": row["kind"]})
    return {"courts": Court.objects.count(), "tribunals": Tribunal.objects.count(),
            "divisions": Division.objects.count()}


@transaction.atomic
def set_holiday(day: date, *, works: bool, source: str, by: Actor) -> HolidayRow:
    """Enter a day that differs from the plain week: a holiday, or a weekend on which people work."""
    _calendar_is_theirs(by)
    if not 2000 <= day.year < 2200:
        raise Refused(f"{day}超出日历范围。", do="请核对年份。", code="out_of_calendar")
    if works == (day.weekday() < 5) == clock.calendar_for().is_workday(day):
        raise Refused(f"{day}本来就是{'工作日' if works else '休息日'}，无须登记。", do="只登记与平常周历不同的日期。",
                      law=NOTICE, code="same_day")
    row, _ = HolidayRow.objects.update_or_create(
        day=day, defaults={"works": works, "source": _source(source), "changed_at": clock.real_now()})
    _calendar_changed({"day": day.isoformat(), "works": works}, by)
    impacts.follow("calendar", day=day)
    return row


@transaction.atomic
def remove_holiday(day: date, *, by: Actor) -> None:
    """Take back a day the courts entered; what ships for that day holds again."""
    _calendar_is_theirs(by)
    if not HolidayRow.objects.filter(day=day).delete()[0]:
        raise Refused(f"{day}没有登记过。", do="请刷新页面后再试。", code="missing")
    _calendar_changed({"day": day.isoformat(), "works": None}, by)
    impacts.follow("calendar", day=day)


@transaction.atomic
def confirm_year(year: int, *, source: str, by: Actor) -> HolidayYear:
    """Say that a year's notice was entered to the end: answers in that year are no longer provisional."""
    _calendar_is_theirs(by)
    if not HolidayRow.objects.filter(day__year=year).exists():
        raise Refused(f"{year}年还没有登记任何放假或者调休日期。", do="请先按国务院办公厅通知逐日登记。", law=NOTICE,
                      code="empty_year")
    row, _ = HolidayYear.objects.update_or_create(
        year=year, defaults={"source": _source(source), "changed_at": clock.real_now()})
    _calendar_changed({"year": year, "confirmed": True}, by)
    return row


def may_keep_calendar(actor: Actor) -> bool:
    """The intermediate court keeps one calendar for all: its case managers and its general office."""
    posts = [a for a in actor.appointments if a.court.level == Court.Level.INTERMEDIATE]
    return any(a.office == "case_manager" or (a.division and a.division.kind == Division.Kind.OFFICE) for a in posts)


def _calendar_is_theirs(by: Actor) -> None:
    if not may_keep_calendar(by):
        raise Refused("节假日安排由中级人民法院审判管理员或者综合办公室维护。",
                      do="请转交有权限的人员办理。", status=403, code="forbidden")


def _calendar_changed(facts: dict, by: Actor) -> None:
    record(f"court:{_top()}", "calendar.changed", by=by, court=_top(), facts=facts, basis=NOTICE)
    calendars.forget()
    transaction.on_commit(calendars.forget)


def _top() -> str:
    """The code of the court that keeps what is common to all."""
    return Court.objects.values_list("code", flat=True).get(level=Court.Level.INTERMEDIATE)


def _source(text: str) -> str:
    if not (text := text.strip()):
        raise Refused("请写明放假通知的文号或者名称。", law=NOTICE, code="no_source")
    if len(text) > 100:
        raise Refused("依据不超过100字。", code="too_long")
    return text


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
