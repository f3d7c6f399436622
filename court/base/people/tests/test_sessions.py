"""Sessions end on the server, by kind of account; what was typed survives (S4); factors go stale (S7)."""

import pytest
from django.urls import reverse

from court.base.access.models import SessionRow
from court.base.people import actions
from court.base.people.models import Account, Appointment, HeldForm
from court.base.people.tests.cast import PASSWORD, enter, factor_of

pytestmark = pytest.mark.django_db
NEW = "Huanghe-8135-ruhai!"


def is_in(client, account):
    page = "my_account" if account.is_staff_member else "litigant_account"
    return client.get(reverse(page)).status_code == 200


@pytest.mark.parametrize(("who", "minutes"), [
    ("system_admin", 10), ("security_admin", 10), ("audit_admin", 10), ("judge", 15), ("clerk", 15),
    ("plaintiff", 30), ("lawyer", 30),
])
def test_doing_nothing_ends_a_session_after_the_minutes_of_its_kind(client, cast, wall, who, minutes):
    account = cast.people[who]
    enter(client, account)
    wall.on(minutes=minutes, seconds=-5)
    assert is_in(client, account)
    wall.on(minutes=minutes, seconds=35)
    assert not is_in(client, account)


def test_every_session_ends_after_ten_hours_however_busy(client, cast, wall):
    enter(client, cast.judge)
    for _ in range(59):
        wall.on(minutes=10)
        assert is_in(client, cast.judge)
    wall.on(minutes=11)
    assert not is_in(client, cast.judge)


def test_a_page_that_refreshes_itself_is_no_sign_of_life(client, cast, wall):
    enter(client, cast.judge)
    for _ in range(4):
        wall.on(minutes=4)
        client.get(reverse("my_account"), headers={"X-Background": "1"})
    assert not is_in(client, cast.judge)


def test_moving_the_courts_clock_ends_no_session(client, cast):
    from datetime import timedelta

    from court.base.courts import clock

    enter(client, cast.judge)
    clock.set_court_time(clock.now() + timedelta(days=90))
    assert is_in(client, cast.judge)


def test_signing_in_gives_a_new_token(client, cast):
    client.post(reverse("sign_in"), {"username": "judge", "password": PASSWORD})
    between = client.session.session_key
    client.post(reverse("sign_in_factor"), {"code": factor_of(cast.judge)})
    assert client.session.session_key != between
    assert not SessionRow.objects.filter(session_key=between).exists()


def test_a_change_of_offices_gives_a_new_token_and_takes_effect_at_once(client, cast):
    enter(client, cast.judge)
    before = client.session.session_key
    Appointment.objects.create(account=cast.judge, court_id="晋08", office="division_head", since="2020-01-01")
    is_in(client, cast.judge)
    assert client.session.session_key != before
    assert not SessionRow.objects.filter(session_key=before).exists()


def test_signing_out_ends_the_session_on_the_server(client, cast):
    enter(client, cast.judge)
    stolen = client.session.session_key
    client.post(reverse("sign_out"))
    client.cookies["session"] = stolen
    assert not SessionRow.objects.filter(session_key=stolen).exists()
    assert not is_in(client, cast.judge)


def test_disabling_an_account_ends_its_sessions_at_the_next_request(client, cast):
    enter(client, cast.judge)
    actions.disable_account(cast.judge, by=cast.actor("system_admin"), reason="risk")
    assert not is_in(client, cast.judge)


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(client, cast):
    from django.test import Client

    other = enter(Client(), cast.judge)
    enter(client, cast.judge)
    answer = client.post(reverse("change_password"),
                         {"password": PASSWORD, "new_password": NEW, "new_password_again": NEW})
    assert answer.status_code == 302
    assert is_in(client, cast.judge)
    assert not is_in(other, cast.judge)
    assert Account.objects.get(pk=cast.judge.pk).check_password(NEW)


def test_guessing_the_old_password_in_a_session_is_locked_too(client, cast):
    enter(client, cast.judge)
    for _ in range(5):
        client.post(reverse("change_password"), {"password": "x", "new_password": NEW, "new_password_again": NEW})
    answer = client.post(reverse("change_password"),
                         {"password": PASSWORD, "new_password": NEW, "new_password_again": NEW})
    assert answer.status_code == 429


def test_another_device_can_be_signed_out_by_its_mark_but_nobody_elses(client, cast):
    import re

    from django.test import Client

    other, stranger = enter(Client(), cast.judge), enter(Client(), cast.clerk)
    enter(client, cast.judge)
    page = client.get(reverse("my_account")).content.decode()
    marks = re.findall(r'name="mark" value="([0-9a-f]+)"', page)
    assert len(marks) == 1
    stranger.post(reverse("end_session"), {"mark": marks[0]})
    assert is_in(other, cast.judge)
    client.post(reverse("end_session"), {"mark": marks[0]})
    assert not is_in(other, cast.judge)


def test_what_was_typed_when_the_session_ran_out_is_kept_and_can_be_sent_again(client, cast, wall):
    enter(client, cast.case_manager)
    wall.on(minutes=20)
    typed = {"day": "2027-01-04", "works": "0", "source": "国务院办公厅通知", "password": "secret"}
    assert client.post(reverse("holiday_set"), typed).status_code == 302
    enter(client, cast.case_manager)
    kept = HeldForm.objects.get()
    page = client.get(reverse("held_form", args=[kept.pk])).content.decode()
    assert "国务院办公厅通知" in page
    assert "secret" not in page
    assert f'action="{reverse("holiday_set")}"' in page


def test_what_was_typed_is_shown_to_nobody_else_and_for_a_day_only(client, cast, wall):
    enter(client, cast.case_manager)
    wall.on(minutes=20)
    client.post(reverse("holiday_set"), {"source": "某通知"})
    kept = HeldForm.objects.get()
    enter(client, cast.judge)
    assert client.get(reverse("held_form", args=[kept.pk])).status_code == 404
    wall.on(hours=25)
    enter(client, cast.case_manager)
    client.get(reverse("my_account"))
    assert not HeldForm.objects.exists()


def test_an_old_password_opens_only_the_page_to_change_it(client, cast, wall, monkeypatch):
    from court.base.courts import clock
    from court.base.people import passwords

    wall.on(days=91)
    monkeypatch.setattr(clock, "is_demo", lambda: False)
    assert passwords.must_change(cast.judge)
    enter(client, cast.judge)
    session = client.session
    session["must_change"] = True
    session.save()
    assert client.get(reverse("my_account")).url == reverse("change_password")
    assert client.get(reverse("change_password")).status_code == 200


def test_a_factor_given_again_is_fresh_for_five_minutes(client, cast, wall):
    enter(client, cast.judge)
    assert client.get(reverse("change_factor")).url.startswith(reverse("confirm_factor"))
    client.post(reverse("confirm_factor"), {"code": factor_of(cast.judge)})
    assert client.get(reverse("change_factor")).status_code == 200
    wall.on(minutes=5, seconds=1)
    assert client.get(reverse("change_factor")).status_code == 302


def test_confirming_leads_back_to_where_one_was(client, cast):
    enter(client, cast.judge)
    there = client.get(reverse("change_factor")).url
    assert client.post(there, {"code": factor_of(cast.judge)}).url == reverse("change_factor")


def test_a_part_of_a_page_asks_the_browser_to_go_to_the_factor_page(client, cast):
    enter(client, cast.judge)
    answer = client.get(reverse("change_factor"), headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith(reverse("confirm_factor"))


def test_a_litigant_confirms_by_a_code_to_the_accounts_own_phone(client, cast, carrier):
    enter(client, cast.plaintiff)
    there = client.get(reverse("change_phone")).url
    client.post(there)
    assert carrier.sent[-1][0] == cast.plaintiff.phone
    assert client.post(there, {"code": carrier.last_code()}).url == reverse("change_phone")
    assert client.get(reverse("change_phone")).status_code == 200
