"""Settings: put forward by one, decided by another, for days to come; each in the journal."""
from datetime import date, timedelta

import pytest
from django.urls import reverse

from court.base.courts import bounds, changes, clock, known
from court.base.courts.models import Setting, SettingChange
from court.base.courts.queries import setting
from court.base.people.tests.cast import enter
from court.kit.refusal import Refused

pytestmark = pytest.mark.django_db
KEY = "small_claims_max_yuan"


def propose(cast, *, who="case_manager", key=KEY, typed="36000 144000", fresh=True, **more):
    facts = {"court": "晋08", "since": clock.today(), "reason": "按省高院通知调整", "instrument": "示例高法〔2026〕1号", **more}
    return changes.propose(key, typed, by=cast.actor(who, fresh=fresh), **facts)


def code(call, *args, **options) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **options)
    return caught.value.code


def test_a_value_holds_from_its_day_once_another_person_agreed(cast):
    change = propose(cast, since=clock.today() + timedelta(days=3), until=clock.today() + timedelta(days=30))
    assert setting(KEY, None, on=change.since, court="晋08") is None
    changes.decide(change.pk, granted=True, by=cast.actor("president", fresh=True))
    assert setting(KEY, None, on=change.since, court="晋08") == ["36000", "144000"]
    assert setting(KEY, None, on=clock.today(), court="晋08") is None
    assert setting(KEY, None, on=change.until + timedelta(days=1), court="晋08") is None


@pytest.mark.parametrize(("more", "expected"), [
    ({"since": date(2020, 1, 1)}, "bad_field"), ({"reason": "改"}, "missing_field"), ({"instrument": ""}, "missing_field"),
    ({"typed": "144000 36000"}, "bad_field"), ({"typed": "nan 1"}, "bad_field"), ({"typed": "-5 10"}, "bad_field"),
    ({"typed": "36000"}, "bad_field"), ({"who": "judge"}, "forbidden"), ({"court": "晋0802"}, "forbidden"),
    ({"fresh": False}, "factor_needed"), ({"key": "no.such"}, "missing"), ({"until": date(2020, 1, 1)}, "bad_field"),
])
def test_what_cannot_be_put_forward(cast, more, expected):
    assert code(propose, cast, **more) == expected
    assert not SettingChange.objects.exists()


def test_nobody_decides_ones_own_and_only_the_office_decides(cast):
    change = propose(cast)
    for who, expected in (("case_manager", "forbidden"), ("judge", "forbidden"), ("president_elsewhere", "forbidden")):
        assert code(changes.decide, change.pk, granted=True, by=cast.actor(who, fresh=True)) == expected
    assert code(changes.decide, change.pk, granted=True, by=cast.actor("president")) == "factor_needed"
    assert not Setting.objects.exists()


def test_a_second_decision_and_a_second_proposal_are_refused(cast):
    change = propose(cast)
    assert code(propose, cast) == "pending"
    president = cast.actor("president", fresh=True)
    assert code(changes.decide, change.pk, granted=False, by=president) == "missing_field"
    changes.decide(change.pk, granted=False, opinion="尚无正式文件", by=president)
    assert code(changes.decide, change.pk, granted=True, by=president) == "stale"
    assert setting(KEY, None, on=clock.today(), court="晋08") is None


def test_security_settings_are_proposed_by_one_administrator_and_decided_by_the_other(cast):
    assert code(propose, cast, key="sign_in.lock_minutes", typed="30") == "forbidden"
    change = propose(cast, who="system_admin", key="sign_in.lock_minutes", typed="30")
    changes.decide(change.pk, granted=True, by=cast.actor("security_admin", fresh=True))
    assert setting("sign_in.lock_minutes", 15, on=clock.today()) == 30
    assert code(propose, cast, who="system_admin", key="password.days", typed="400") == "bad_field"


def test_who_proposed_may_take_it_back(cast):
    change = propose(cast)
    assert code(changes.withdraw, change.pk, by=cast.actor("president")) == "stale"
    assert changes.withdraw(change.pk, by=cast.actor("case_manager")).state == "withdrawn"
    assert propose(cast)


def test_the_page_shows_what_holds_waits_and_was(cast, client):
    propose(cast)
    enter(client, cast.president)
    page = client.get("/staff/settings/").content.decode()
    assert "待批准的变更" in page and "36000元以下应当适用" in page and "示例高法〔2026〕1号" in page and "同意" in page
    enter(client, cast.judge)
    assert client.get("/staff/settings/").status_code == 403
    enter(client, cast.case_manager)
    assert "撤回" in client.get("/staff/settings/").content.decode()
    assert client.get("/staff/settings/password.days/").status_code == 403


def test_a_change_agreed_to_after_its_last_day_is_refused(cast, monkeypatch):
    today = clock.today()
    change = propose(cast, since=today, until=today + timedelta(days=2))
    monkeypatch.setattr(clock, "today", lambda: today + timedelta(days=5))
    assert code(changes.decide, change.pk, granted=True, by=cast.actor("president", fresh=True)) == "over"
    assert not Setting.objects.filter(key=KEY).exists()


def test_a_limit_moves_within_its_bounds_and_a_row_beyond_them_counts_as_the_bound(cast):
    assert bounds.held("upload.files") == 100
    for typed in ("101", "9", "-1", "many", "1e3"):
        assert code(propose, cast, who="system_admin", key="upload.files", typed=typed) == "bad_field"
    change = propose(cast, who="system_admin", key="upload.files", typed="20")
    assert bounds.held("upload.files") == 100
    changes.decide(change.pk, granted=True, by=cast.actor("security_admin", fresh=True))
    assert bounds.held_all("upload.files", "upload.pages") == {"upload.files": 20, "upload.pages": 3000}
    Setting.objects.filter(key="upload.files").update(value=10**6)
    assert bounds.held("upload.files") == 100


def test_every_bound_is_a_setting_and_its_default_lies_inside():
    for bound in bounds.BOUNDS.values():
        assert bound.least <= bound.default <= bound.most and known.named(bound.key).common
        assert known.named(bound.key).parse(str(bound.default)) == bound.default


def test_a_changed_rate_is_what_the_door_counts_by(cast, client):
    Setting.objects.create(court=None, key="rate.public", value=10, since=clock.today())
    answers = [client.get(reverse("hearing_notices")).status_code for _ in range(11)]
    assert answers[:10] == [200] * 10 and answers[10] == 429


def test_the_page_of_settings_asks_little_however_many_there_are(cast, client, django_assert_max_num_queries):
    enter(client, cast.system_admin)
    with django_assert_max_num_queries(30):
        page = client.get("/staff/settings/").content.decode()
    assert "卷宗目录" not in page and "材料上传" in page and "频次限制" in page and "100MB" in page and page.count("变更<span") >= len(bounds.BOUNDS)
