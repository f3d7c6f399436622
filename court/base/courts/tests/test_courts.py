"""The courts as they ship, their settings, and the calendar the intermediate court keeps."""

from datetime import date

import pytest
from django.urls import reverse

from court.base.courts import actions, calendars, clock
from court.base.courts.actions import load_reference
from court.base.courts.models import Court, Division, HolidayRow, Setting, Tribunal
from court.base.courts.queries import answers_for, setting, trial_courts
from court.base.people.tests.cast import enter
from court.kit.refusal import Refused

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2027, 1, 1)
NOTICE = "国务院办公厅关于2027年部分节假日安排的通知"


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value


def test_fourteen_courts_their_superior_and_thirty_seven_tribunals_ship():
    assert load_reference() == {"courts": 15, "tribunals": 37, "divisions": 135}
    assert trial_courts().count() == 14
    assert Court.objects.get(pk="晋0802").superior_id == "晋08"
    assert Court.objects.get(pk="晋08").superior.name == "山西省高级人民法院"


def test_invented_tribunals_are_marked_and_stand_in_the_basic_courts():
    load_reference()
    assert not Tribunal.objects.filter(is_illustrative=False).exists()
    assert not Tribunal.objects.exclude(court__level=Court.Level.BASIC).exists()


def test_loading_again_changes_no_id():
    load_reference()
    before = set(Division.objects.values_list("id", flat=True))
    load_reference()
    assert set(Division.objects.values_list("id", flat=True)) == before


def test_every_court_has_its_divisions():
    load_reference()
    assert {court.divisions.count() for court in Court.objects.all()} == {9}
    assert Division.objects.filter(court="晋08", kind="civil").count() == 2


def test_a_court_answers_for_itself_and_those_under_it():
    load_reference()
    assert answers_for("晋0802") == {"晋0802"}
    assert len(answers_for("晋08")) == 14


def test_a_setting_holds_from_its_day_and_a_courts_own_wins():
    load_reference()
    for value, court, since in [(1, None, date(2026, 1, 1)), (2, "晋08", date(2026, 2, 1)), (3, None, date(2026, 3, 1))]:
        Setting.objects.create(key="x", court_id=court, value=value, since=since)
    on = date(2026, 3, 5)
    assert setting("x", 0, on=date(2025, 12, 31)) == 0
    assert setting("x", 0, on=on) == 3
    assert setting("x", 0, on=on, court="晋08") == 2
    assert setting("x", 0, on=on, court="晋0802") == 3
    assert setting("x", 0, on=date(2026, 1, 15), court="晋08") == 1


def test_a_holiday_moves_the_calendar_at_once_and_is_recorded(cast, told):
    by = cast.actor("case_manager")
    assert clock.calendar_for().is_workday(NEW_YEAR)
    actions.set_holiday(NEW_YEAR, works=False, source=NOTICE, by=by)
    assert not clock.calendar_for().is_workday(NEW_YEAR)
    assert told.entries[-1]["stream"] == "court:晋08"
    actions.remove_holiday(NEW_YEAR, by=by)
    assert clock.calendar_for().is_workday(NEW_YEAR)


def test_a_year_is_provisional_until_its_notice_was_entered_to_the_end(cast):
    by = cast.actor("case_manager")
    assert refusal(actions.confirm_year, 2027, source=NOTICE, by=by).code == "empty_year"
    actions.set_holiday(NEW_YEAR, works=False, source=NOTICE, by=by)
    assert not clock.calendar_for().is_known(NEW_YEAR)
    actions.confirm_year(2027, source=NOTICE, by=by)
    assert clock.calendar_for().is_known(NEW_YEAR)


def test_another_process_learns_of_a_change_within_a_second(cast, monkeypatch):
    clock.calendar_for()
    HolidayRow.objects.create(day=NEW_YEAR, works=False, source=NOTICE, changed_at=clock.real_now())
    later = calendars.time.monotonic() + 1.1
    monkeypatch.setattr(calendars.time, "monotonic", lambda: later)
    assert not clock.calendar_for().is_workday(NEW_YEAR)


def test_the_calendar_is_not_built_for_every_question(cast, django_assert_num_queries):
    clock.calendar_for()
    with django_assert_num_queries(0):
        for _ in range(50):
            clock.calendar_for()


def test_a_shipped_holiday_can_be_turned_into_a_workday(cast):
    spring = date(2026, 2, 18)
    assert not clock.calendar_for().is_workday(spring)
    actions.set_holiday(spring, works=True, source="补班通知", by=cast.actor("case_manager"))
    assert clock.calendar_for().is_workday(spring)


@pytest.mark.parametrize(("day", "works", "code"), [
    (date(2027, 1, 4), True, "same_day"), (date(2027, 1, 3), False, "same_day"), (date(1926, 1, 1), False,
                                                                                 "out_of_calendar"),
])
def test_a_day_like_any_other_or_outside_the_calendar_is_refused(cast, day, works, code):
    by = cast.actor("case_manager")
    assert refusal(actions.set_holiday, day, works=works, source=NOTICE, by=by).code == code


@pytest.mark.parametrize("who", ["judge", "president", "filing_clerk_elsewhere", "plaintiff"])
def test_only_the_intermediate_courts_managers_and_office_keep_the_calendar(client, cast, who):
    assert refusal(actions.set_holiday, NEW_YEAR, works=False, source=NOTICE, by=cast.actor(who)).status == 403
    enter(client, cast.people[who])
    typed = {"day": "2027-01-01", "works": "0", "source": NOTICE}
    assert client.post(reverse("holiday_set"), typed).status_code == 403
    assert not HolidayRow.objects.exists()


def test_the_page_shows_the_year_and_takes_a_day(client, cast):
    enter(client, cast.case_manager)
    assert "暂定" in client.get(reverse("holidays"), {"year": "2027"}).content.decode()
    assert client.post(reverse("holiday_set"), {"day": "2027-01-01", "works": "0", "source": NOTICE}).status_code == 302
    page = client.get(reverse("holidays"), {"year": "2027"}).content.decode()
    assert "2027-01-01" in page
    assert NOTICE in page
    assert client.post(reverse("holiday_remove", args=[NEW_YEAR])).status_code == 302
    assert not HolidayRow.objects.exists()


@pytest.mark.parametrize("query", ["?year=abc", "?year=99999", "?year=", "?year=０２０２"])
def test_a_year_that_is_none_shows_this_one(client, cast, query):
    enter(client, cast.judge)
    assert client.get(reverse("holidays") + query).status_code == 200


@pytest.mark.parametrize("day", ["2027-13-01", "2027-02-30", "x"])
def test_a_day_that_is_none_is_not_found(client, cast, day):
    enter(client, cast.case_manager)
    assert client.post(f"/staff/holidays/{day}/remove/").status_code == 404
