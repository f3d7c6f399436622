"""Accounts and offices, given by the administrator whose work it is; the three are three people (S8)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from court.base.access.actor import ADMINISTRATORS
from court.base.courts import clock
from court.base.people import actions, codes, totp
from court.base.people.actions import NewAccount
from court.base.people.models import Account, AccountLink, Appointment
from court.base.people.tests.cast import PASSWORD, enter
from court.kit.refusal import Refused

pytestmark = pytest.mark.django_db
GOOD = "Huanghe-8135-ruhai!"
TODAY = date(2026, 3, 2)


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value


def a_new(cast, username="xinren", court="晋08", **more):
    return actions.create_account(NewAccount(username, "新任", court, **more), by=cast.actor("system_admin"))


def appoint(cast, account, office, by="security_admin", fresh=True, court="晋08", **more):
    return actions.grant_office(account, office, court=court, since=more.pop("since", clock.today()),
                                by=cast.actor(by, fresh=fresh), **more)


def test_the_system_administrator_makes_an_account_without_password_or_office(cast, told):
    account, token = a_new(cast)
    assert not account.has_usable_password()
    assert not account.appointments.exists()
    assert len(token) == 27
    assert told.kinds() == ["account.created"]


def test_the_link_sets_password_and_authenticator_once(client, cast):
    account, token = a_new(cast)
    there = reverse("activate", args=[token])
    assert client.get(there).status_code == client.get(there).status_code == 200
    secret = AccountLink.objects.get(account=account).totp_secret
    typed = {"password": GOOD, "password_again": GOOD, "code": totp.code_at(secret, totp.step_of(clock.real_now()))}
    assert client.post(there, typed).url == reverse("sign_in")
    account.refresh_from_db()
    assert account.check_password(GOOD)
    assert client.get(there).status_code == 404


@pytest.mark.parametrize("wrong", [{"code": "000000"}, {"password": "short", "password_again": "short"},
                                   {"password_again": "Another-8135-word!"}])
def test_a_mistake_while_activating_leaves_the_link_good(client, cast, wrong):
    account, token = a_new(cast)
    secret = AccountLink.objects.get(account=account).totp_secret
    typed = {"password": GOOD, "password_again": GOOD, "code": totp.code_at(secret, totp.step_of(clock.real_now()))}
    assert client.post(reverse("activate", args=[token]), {**typed, **wrong}).status_code == 422
    assert codes.open_link(token).account == account
    account.refresh_from_db()
    assert not account.has_usable_password()


def test_an_activation_link_lives_a_day_and_a_reset_link_a_quarter_of_an_hour(cast, wall):
    _, token = a_new(cast)
    wall.on(hours=23)
    assert codes.open_link(token)
    wall.on(hours=2)
    assert refusal(codes.open_link, token).code == "bad_link"
    token = actions.reset_account(cast.clerk, by=cast.actor("system_admin"))
    wall.on(minutes=16)
    assert refusal(codes.open_link, token).code == "bad_link"


def test_a_new_link_ends_the_one_before(cast):
    first = actions.reset_account(cast.clerk, by=cast.actor("system_admin"))
    actions.reset_account(cast.clerk, by=cast.actor("system_admin"))
    assert refusal(codes.open_link, first).code == "bad_link"


def test_a_reset_voids_password_and_authenticator_at_once(client, cast):
    enter(client, cast.clerk)
    actions.reset_account(cast.clerk, by=cast.actor("system_admin"))
    clerk = Account.objects.get(pk=cast.clerk.pk)
    assert not clerk.check_password(PASSWORD)
    assert clerk.totp_secret == ""
    assert client.get(reverse("my_account")).status_code == 302


def test_an_administrators_reset_code_goes_to_the_phone_and_is_shown_to_nobody(cast, carrier):
    assert refusal(actions.reset_account, cast.security_admin, by=cast.actor("system_admin")).code == "no_phone"
    Account.objects.filter(pk=cast.security_admin.pk).update(phone="")
    account = cast.security_admin
    account.phone = "12000008888"
    account.save()
    assert actions.reset_account(account, by=cast.actor("system_admin")) == ""
    phone, template, values = carrier.sent[-1]
    assert (phone, template) == ("12000008888", "account_link")
    assert codes.open_link(values["code"]).account == account


@pytest.mark.parametrize("who", ["judge", "security_admin", "audit_admin", "president", "plaintiff"])
def test_nobody_else_makes_resets_or_opens_accounts(cast, who):
    by = cast.actor(who)
    assert refusal(actions.create_account, NewAccount("x1", "某", "晋08"), by=by).status == 403
    assert refusal(actions.reset_account, cast.clerk, by=by).status == 403


@pytest.mark.parametrize("who", ["judge", "system_admin", "audit_admin", "president", "plaintiff"])
def test_nobody_else_grants_or_ends_offices(cast, who):
    account, _ = a_new(cast)
    assert refusal(appoint, cast, account, "judge", by=who).status == 403
    post = cast.clerk.appointments.get()
    assert refusal(actions.end_office, post, last_day=TODAY, by=cast.actor(who, fresh=True)).status == 403


def test_a_grant_asks_for_the_second_factor_again(cast):
    account, _ = a_new(cast)
    assert refusal(appoint, cast, account, "judge", fresh=False).code == "factor_needed"
    appoint(cast, account, "judge")
    assert Account.objects.get(pk=account.pk).holds("judge", clock.today())


def test_nobody_does_it_to_their_own_account(cast):
    assert refusal(appoint, cast, cast.security_admin, "judge").code == "oneself"
    assert refusal(actions.disable_account, cast.system_admin, by=cast.actor("system_admin"), reason="left").code == \
        "oneself"


@pytest.mark.parametrize("one", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("other", [*sorted(ADMINISTRATORS), "judge", "duty_officer"])
def test_an_administrators_office_goes_with_no_other(cast, one, other):
    if one == other:
        return
    account, _ = a_new(cast)
    appoint(cast, account, one)
    assert refusal(appoint, cast, account, other).code == "mixed_offices"
    second, _ = a_new(cast, "second")
    appoint(cast, second, other)
    assert refusal(appoint, cast, second, one).code == "mixed_offices"


def test_not_even_the_model_lets_a_judge_become_an_administrator(cast):
    row = Appointment(account=cast.judge, court_id="晋08", office="audit_admin", since=TODAY)
    assert refusal(row.save).code == "mixed_offices"


def test_a_second_account_does_not_make_a_second_person(cast):
    double = Account.objects.create(username="qian2", kind="staff", person=cast.judge.person, court_id="晋08",
                                    created_at=clock.now())
    assert refusal(appoint, cast, double, "system_admin").code == "mixed_offices"


def test_one_office_may_follow_the_other_without_a_day_in_common(cast):
    account, _ = a_new(cast)
    appoint(cast, account, "clerk", until=clock.today() + timedelta(days=30))
    assert refusal(appoint, cast, account, "audit_admin", since=clock.today() + timedelta(days=30)).code == \
        "mixed_offices"
    assert appoint(cast, account, "audit_admin", since=clock.today() + timedelta(days=31))


def test_an_office_counts_from_its_first_to_its_last_day(cast):
    account, _ = a_new(cast)
    appoint(cast, account, "judge", since=date(2026, 3, 2), until=date(2026, 3, 31))
    held = {day: bool(Account.objects.get(pk=account.pk).holds("judge", day))
            for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 1))}
    assert list(held.values()) == [False, True, True, False]


def test_an_ended_office_is_gone_the_day_after(cast):
    post = cast.clerk.appointments.get()
    yesterday = clock.today() - timedelta(days=1)
    actions.end_office(post, last_day=yesterday, by=cast.actor("security_admin", fresh=True))
    assert not cast.actor("clerk").holds("clerk")


def test_an_administrator_of_a_basic_court_does_not_reach_into_another(cast):
    local, _ = a_new(cast, "local", court="晋0802")
    appoint(cast, local, "system_admin", court="晋0802")
    cast.people["local"] = local
    by = cast.actor("local")
    assert actions.create_account(NewAccount("ok", "某", "晋0802"), by=by)
    assert refusal(actions.create_account, NewAccount("no", "某", "晋0821"), by=by).status == 403
    assert refusal(actions.create_account, NewAccount("up", "某", "晋08"), by=by).status == 403


def test_a_taken_login_name_is_said_and_the_rest_is_kept(cast):
    before = Account.objects.count()
    assert refusal(a_new, cast, "judge").code == "username_taken"
    assert Account.objects.count() == before


def test_a_change_that_cannot_be_recorded_does_not_happen(cast, told):
    told.broken = True
    with pytest.raises(OSError, match="no journal"):
        a_new(cast)
    told.broken = False
    assert not Account.objects.filter(username="xinren").exists()


def test_without_a_journal_changes_are_refused(cast):
    from court.base.access import audit

    audit.provide_recorder(None)
    assert refusal(a_new, cast).code == "no_journal"


def test_the_first_three_administrators_are_three_people_and_are_installed_once(db):
    from court.base.courts.actions import load_reference

    load_reference()
    three = {office: NewAccount(office, name, "晋08", phone="") for office, name in
             zip(sorted(ADMINISTRATORS), ["甲", "乙", "丙"], strict=True)}
    assert refusal(actions.install_administrators, {"audit_admin": three["audit_admin"]}, since=TODAY).code == \
        "three_needed"
    assert set(actions.install_administrators(three, since=TODAY)) == ADMINISTRATORS
    assert refusal(actions.install_administrators, three, since=TODAY).code == "already"


# the pages

def test_each_page_of_the_administrators_opens_for_its_administrator_only(client, cast):
    pages = {
        reverse("accounts"): ADMINISTRATORS,
        reverse("account_new"): {"system_admin"},
        reverse("account_page", args=[cast.clerk.pk]): ADMINISTRATORS,
        reverse("audit_log"): {"audit_admin"},
    }
    for who in [*sorted(ADMINISTRATORS), "judge", "president", "plaintiff"]:
        enter(client, cast.people[who])
        for page, allowed in pages.items():
            assert client.get(page).status_code == (200 if who in allowed else 403), (who, page)


def test_an_account_is_made_reset_and_disabled_by_hand(client, cast):
    enter(client, cast.system_admin)
    slip = client.post(reverse("account_new"), {"name": "新任", "username": "xinren", "court": "晋08"})
    assert "办理码" in slip.content.decode()
    account = Account.objects.get(username="xinren")
    assert client.post(reverse("account_reset", args=[account.pk])).status_code == 200
    client.post(reverse("account_disable", args=[account.pk]), {"reason": "left"})
    account.refresh_from_db()
    assert account.disabled_at
    assert client.post(reverse("account_enable", args=[account.pk])).status_code == 200
    assert "新任" in client.get(reverse("accounts"), {"q": "新"}).content.decode()


def test_granting_by_hand_goes_through_the_second_factor(client, cast):
    account, _ = a_new(cast)
    typed = {"court": "晋08", "office": "judge", "since": "2026-01-01"}
    enter(client, cast.security_admin)
    there = reverse("office_grant", args=[account.pk])
    assert client.post(there, typed).url.startswith(reverse("confirm_factor"))
    enter(client, cast.security_admin, fresh=True)
    assert client.post(there, typed).status_code == 302
    post = account.appointments.get()
    assert client.post(reverse("office_end", args=[post.pk]), {"last_day": "2026-02-01"}).status_code == 302
    post.refresh_from_db()
    assert post.until == date(2026, 2, 1)


def test_unknown_keys_and_foreign_ids_change_nothing(client, cast):
    enter(client, cast.system_admin)
    client.post(reverse("account_new"), {"name": "新任", "username": "xinren", "court": "晋08", "kind": "system",
                                         "office": "judge", "totp_secret": "A" * 32})
    account = Account.objects.get(username="xinren")
    assert (account.kind, account.totp_secret, account.appointments.count()) == ("staff", "", 0)
    assert client.post(reverse("account_reset", args=[cast.plaintiff.pk])).status_code == 404


def test_on_the_server_an_administrator_can_be_reset_and_it_is_on_record(cast, told):
    token = actions.reset_on_the_server("security_admin")
    assert codes.open_link(token).account == cast.security_admin
    assert (told.entries[-1]["kind"], told.entries[-1]["actor"]) == ("account.reset", "system")
    assert refusal(actions.reset_on_the_server, "plaintiff").code == "missing"
