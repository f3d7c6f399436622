"""The staff's door: two factors, locks, sprays, and nothing that tells who exists (S1, S2, S3)."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.urls import reverse

from court.base.people.models import Account, SignInAttempt
from court.base.people.tests.cast import PASSWORD, enter, factor_of

pytestmark = pytest.mark.django_db
WRONG = "Wrong-7402-password"


def knock(client, username, password=WRONG, address="10.1.1.1"):
    return client.post(reverse("sign_in"), {"username": username, "password": password}, REMOTE_ADDR=address)


def home(client):
    return client.get(reverse("my_account"))


def test_password_and_authenticator_together_open_the_door(client, cast, told):
    assert knock(client, "judge", PASSWORD).url.startswith(reverse("sign_in_factor"))
    answer = client.post(reverse("sign_in_factor"), {"code": factor_of(cast.judge)})
    assert answer.status_code == 302
    assert home(client).status_code == 200
    assert told.kinds() == ["account.signed_in"]


def test_no_staff_page_opens_with_the_password_alone(client, cast):
    knock(client, "judge", PASSWORD)
    assert home(client).status_code == 302
    assert home(client).url.startswith(reverse("sign_in"))


def test_the_code_alone_opens_nothing(client, cast):
    answer = client.post(reverse("sign_in_factor"), {"code": factor_of(cast.judge)})
    assert answer.url == reverse("sign_in")
    assert home(client).status_code == 302


def test_the_first_factor_is_forgotten_after_five_minutes(client, cast, wall):
    knock(client, "judge", PASSWORD)
    wall.on(minutes=6)
    assert client.post(reverse("sign_in_factor"), {"code": factor_of(cast.judge)}).url == reverse("sign_in")


def test_a_code_is_good_once_even_for_its_owner(client, cast):
    code = factor_of(cast.judge)
    knock(client, "judge", PASSWORD)
    client.post(reverse("sign_in_factor"), {"code": code})
    client.post(reverse("sign_out"))
    knock(client, "judge", PASSWORD)
    assert client.post(reverse("sign_in_factor"), {"code": code}).status_code == 422


def test_five_wrong_codes_lock_the_second_factor(client, cast, wall):
    knock(client, "judge", PASSWORD)
    for _ in range(5):
        assert client.post(reverse("sign_in_factor"), {"code": "000000"}).status_code == 422
    assert client.post(reverse("sign_in_factor"), {"code": factor_of(cast.judge)}).status_code == 429


def test_a_litigant_does_not_come_in_by_the_staffs_door(client, cast):
    assert knock(client, "plaintiff", PASSWORD).status_code == 422


def test_five_wrong_passwords_lock_for_fifteen_minutes_and_then_unlock_by_themselves(client, cast, wall):
    for nth in range(5):
        assert knock(client, "judge", address=f"10.1.1.{nth}").status_code == 422
    assert knock(client, "judge", PASSWORD).status_code == 429
    wall.on(minutes=14)
    assert knock(client, "judge", PASSWORD).status_code == 429
    wall.on(minutes=2)
    assert knock(client, "judge", PASSWORD).status_code == 302


def test_after_a_lock_has_run_out_one_more_mistake_does_not_lock_again(client, cast, wall):
    for nth in range(5):
        knock(client, "judge", address=f"10.1.1.{nth}")
    wall.on(minutes=16)
    knock(client, "judge")
    assert knock(client, "judge", PASSWORD).status_code == 302


def test_the_right_password_forgives_the_mistakes_before_it(client, cast):
    for _ in range(4):
        knock(client, "judge")
    assert knock(client, "judge", PASSWORD).status_code == 302
    for _ in range(4):
        assert knock(client, "judge", address="10.9.9.9").status_code == 422
    assert knock(client, "judge", PASSWORD, address="10.9.9.9").status_code == 302


def test_the_lock_minutes_are_a_setting(client, cast, wall):
    from court.base.courts.models import Setting

    Setting.objects.create(key="sign_in.lock_minutes", value=60, since="2020-01-01")
    for nth in range(5):
        knock(client, "judge", address=f"10.1.1.{nth}")
    wall.on(minutes=30)
    assert knock(client, "judge", PASSWORD).status_code == 429


def words_of(answer, name):
    return answer.content.decode().replace(name, "")


def strip_tokens(text):
    import re

    return re.sub(r'(value="[A-Za-z0-9]{64}"|X-CSRFToken": "[^"]+")', "", text)


def test_a_name_that_nobody_has_is_answered_in_the_same_words_and_locked_the_same(client, cast):
    for nth in range(7):
        known = knock(client, "judge", address=f"10.1.2.{nth}")
        unknown = knock(client, "jXdge", address=f"10.1.3.{nth}")
        assert known.status_code == unknown.status_code
        assert strip_tokens(words_of(known, "judge")) == strip_tokens(words_of(unknown, "jXdge"))


class CountingHasher(MD5PasswordHasher):
    algorithm = "counting"
    encoded = 0

    def encode(self, password, salt):
        CountingHasher.encoded += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("name", ["nobody-at-all", "disabled", "not-yet-activated", "judge"])
def test_every_name_costs_the_same_work_of_the_hasher(client, cast, settings, name):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    Account.objects.filter(username="clerk").update(username="disabled", disabled_at="2026-01-01T00:00:00Z")
    Account.objects.filter(username="assistant").update(username="not-yet-activated", password="!none")
    for account in Account.objects.filter(username__in=["disabled", "judge"]):
        account.set_password(PASSWORD)
        account.save()
    CountingHasher.encoded = 0
    knock(client, name)
    assert CountingHasher.encoded == 1


def test_a_spray_over_many_names_from_one_address_stops_after_twenty_failures(client, cast, wall):
    answers = []
    for nth in range(25):
        answers.append(knock(client, f"name-{nth}").status_code)
        wall.on(seconds=7)
    assert answers[:20] == [422] * 20
    assert answers[20:] == [429] * 5
    assert knock(client, "judge", PASSWORD).status_code == 429
    assert knock(client, "judge", PASSWORD, address="10.2.2.2").status_code == 302


def test_ten_tries_a_minute_from_one_address_are_enough(client, cast):
    answers = [knock(client, f"name-{nth}") for nth in range(11)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) in range(1, 61)


def test_a_forwarded_address_is_believed_from_our_proxy_only(client, cast, settings):
    for _ in range(5):
        client.post(reverse("sign_in"), {"username": "x", "password": "y"}, REMOTE_ADDR="10.1.1.1",
                    headers={"X-Forwarded-For": "9.9.9.9"})
    assert set(SignInAttempt.objects.values_list("address", flat=True)) == {"10.1.1.1"}
    settings.COURT_PROXIES = ["10.1.1.1"]
    client.post(reverse("sign_in"), {"username": "z", "password": "y"}, REMOTE_ADDR="10.1.1.1",
                headers={"X-Forwarded-For": "9.9.9.9"})
    assert SignInAttempt.objects.latest("id").address == "9.9.9.9"


def test_every_try_is_written_down_without_what_was_typed(client, cast):
    knock(client, "judge")
    knock(client, "MyPasswordInTheWrongBox")
    first, second = SignInAttempt.objects.order_by("id")
    assert (first.account, first.succeeded, first.address) == (cast.judge, False, "10.1.1.1")
    assert second.account is None
    assert "MyPassword" not in str(second.__dict__)


def test_a_disabled_account_does_not_come_in(client, cast):
    Account.objects.filter(username="judge").update(disabled_at="2026-01-01T00:00:00Z")
    assert knock(client, "judge", PASSWORD).status_code == 422


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site_after_signing_in(client, cast, wanted):
    client.post(f"{reverse('sign_in')}?next={wanted}", {"username": "judge", "password": PASSWORD})
    answer = client.post(f"{reverse('sign_in_factor')}?next={wanted}", {"code": factor_of(cast.judge)})
    assert answer.url == "/staff/"


def test_a_page_asked_for_before_signing_in_is_where_one_lands(client, cast):
    there = client.get(reverse("accounts")).url
    answer = client.post(there, {"username": "system_admin", "password": PASSWORD})
    answer = client.post(answer.url, {"code": factor_of(cast.system_admin)})
    assert answer.url == reverse("accounts")


def test_a_get_signs_nobody_out(client, cast):
    enter(client, cast.judge)
    assert client.get(reverse("sign_out")).status_code == 405
    assert home(client).status_code == 200
