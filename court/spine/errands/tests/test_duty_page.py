"""The duty page: what is stuck is seen by the right person, and mended by a button that is written down."""

from datetime import timedelta

import pytest
from django.urls import reverse

from court.base.courts import clock
from court.base.people.tests.cast import BASE, TOP, enter, member
from court.spine.errands import duty, queries
from court.spine.errands.actions import retry
from court.spine.errands.models import Errand, Schedule
from court.spine.errands.queries import BACKUPS
from court.spine.journal.actions import append
from court.spine.journal.models import Entry

pytestmark = pytest.mark.django_db


def parked(key: str, court: str = TOP, **special) -> Errand:
    plain = {"kind": "test.note", "state": Errand.State.PARKED, "attempts": 8, "last_error": "运营商繁忙"}
    now = clock.now()
    return Errand.objects.create(key=key, court=court, created_at=now, **{"due_at": now, **plain, **special})


@pytest.fixture
def on_duty(client, cast):
    return enter(client, cast.duty_officer)


@pytest.mark.parametrize("who", ["duty_officer", "system_admin"])
def test_it_is_open_to_the_officer_on_duty_and_the_system_administrator(client, cast, who):
    parked("a")
    answer = enter(client, getattr(cast, who)).get(reverse("duty"))
    assert answer.status_code == 200
    assert "运营商繁忙" in answer.content.decode()


@pytest.mark.parametrize("who", ["judge", "president", "audit_admin", "plaintiff"])
def test_it_is_closed_to_everybody_else(client, cast, who):
    assert enter(client, getattr(cast, who)).get(reverse("duty")).status_code == 403


def test_a_parked_errand_can_be_tried_again_and_the_journal_says_by_whom(on_duty, cast):
    errand = parked("a")
    on_duty.post(reverse("duty_retry", args=[errand.pk]))
    errand.refresh_from_db()
    assert (errand.state, errand.attempts) == (Errand.State.READY, 0)
    entry = Entry.objects.get(stream="errands")
    assert (entry.kind, entry.actor) == ("errand.retried", f"account:{cast.duty_officer.pk}")
    assert entry.read_facts() == {"errand": str(errand.pk), "kind": "test.note"}


def test_a_parked_errand_can_be_given_up_for_a_reason(on_duty):
    errand = parked("a")
    assert on_duty.post(reverse("duty_abandon", args=[errand.pk]), {"reason": "because"}).status_code == 422
    on_duty.post(reverse("duty_abandon", args=[errand.pk]), {"reason": "done_by_hand"})
    errand.refresh_from_db()
    assert errand.state == Errand.State.DONE
    assert errand.last_error == "不再办理：已由人工办理"


def test_two_people_at_one_button_are_one_decision(on_duty, cast):
    errand = parked("a")
    retry(errand, by=cast.duty_officer, at=clock.now())
    assert on_duty.post(reverse("duty_retry", args=[errand.pk])).status_code == 409
    assert Entry.objects.filter(stream="errands").count() == 1


def test_all_of_a_kind_are_tried_again_at_once(on_duty):
    for number in range(3):
        parked(str(number))
    parked("other", kind="test.other")
    assert "重新办理全部“test.note”（3）" in on_duty.get(reverse("duty")).content.decode()
    on_duty.post(reverse("duty_retry_all"), {"kind": "test.note"})
    assert sorted(Errand.objects.filter(state=Errand.State.READY).values_list("key", flat=True)) == ["0", "1", "2"]


def test_the_officer_of_a_basic_court_sees_and_mends_only_its_own(client, cast):
    officer = member("duty_elsewhere", "值班别院", "duty_officer", BASE, None, nth=90, at=clock.now())
    own, other = parked("own", BASE), parked("other", TOP, last_error="他院事项")
    page = enter(client, officer).get(reverse("duty")).content.decode()
    assert "运营商繁忙" in page
    assert "他院事项" not in page
    assert client.post(reverse("duty_retry", args=[other.pk])).status_code == 404
    assert client.post(reverse("duty_retry", args=[own.pk])).status_code == 302


def figures(client) -> dict[str, dict]:
    return {figure["name"]: figure for figure in client.get(reverse("duty")).context["figures"]}


def test_a_queue_older_than_two_minutes_is_an_alarm(on_duty):
    parked("a", state=Errand.State.READY, due_at=clock.now() - timedelta(seconds=100))
    assert figures(on_duty)["待办积压"]["tone"] == "good"
    parked("b", state=Errand.State.READY, due_at=clock.now() - timedelta(seconds=130))
    assert figures(on_duty)["待办积压"]["tone"] == "alarm"


def test_no_backup_is_an_alarm_and_a_fresh_one_is_not(on_duty):
    assert figures(on_duty)["最近备份"]["tone"] == "alarm"
    append(BACKUPS, "backup.made", by=None, at=clock.now(), facts={})
    assert figures(on_duty)["最近备份"]["tone"] == "good"
    assert queries.last_backup() is not None


@pytest.mark.parametrize(("seconds", "said"), [(5, "每5秒"), (60, "每分钟"), (5400, "每90分钟"), (3600, "每小时"), (86_400, "每日")])
def test_a_pace_is_said_as_people_say_it(seconds, said):
    assert queries.Turn("a", "a", timedelta(seconds=seconds), None, False, "").pace == said


def test_a_schedule_that_missed_three_turns_is_shown_as_late(on_duty):
    real = clock.real_now()
    Schedule.objects.create(name="a", every_seconds=60, next_at=real, last_done_at=real - timedelta(seconds=170))
    Schedule.objects.create(name="b", every_seconds=60, next_at=real, last_done_at=real - timedelta(seconds=190))
    assert [(turn.name, turn.late) for turn in queries.turns()] == [("b", True), ("a", False)]
    assert "逾时未办" in on_duty.get(reverse("duty")).content.decode()


def test_other_rooms_bring_their_own_cards(on_duty, monkeypatch):
    monkeypatch.setattr(duty, "PARTS", [])
    duty.duty_part(lambda actor: duty.Part("应办未办", "kit/empty.html", {}))
    duty.duty_part(lambda actor: None)
    assert "应办未办" in on_duty.get(reverse("duty")).content.decode()


def test_the_page_takes_few_questions_however_much_is_stuck(on_duty, django_assert_max_num_queries):
    for number in range(60):
        parked(str(number))
    with django_assert_max_num_queries(30):
        answer = on_duty.get(reverse("duty"))
    assert len(answer.content) < 150_000
