"""Every address says to whom it is open (S9)."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from court.base.access.decide import deny
from court.base.access.views import OFFICES, open_to, unruled_urls
from court.base.people.models import Office
from court.kit.refusal import Refused

pytestmark = pytest.mark.django_db


def page(request):
    return HttpResponse("in")


class Leaky:
    """A URL configuration in which somebody forgot one rule."""

    urlpatterns = [path("open/", open_to("anyone")(page)), path("forgotten/", page)]


def knock(view, actor, address="/staff/x/", **headers):
    request = RequestFactory().get(address, headers=headers)
    request.actor = actor
    return view(request)


@pytest.mark.parametrize("urls", ["court.site.urls_all", "court.site.urls_staff", "court.site.urls_public"])
def test_no_address_of_the_house_lacks_a_rule(urls):
    assert unruled_urls(urls) == []


def test_a_forgotten_rule_is_found_and_fails_the_check():
    assert unruled_urls(Leaky) == ["forgotten/"]


def test_the_offices_known_here_are_those_of_the_court():
    assert set(Office.values) == OFFICES


@pytest.mark.parametrize(("who", "opens"), [
    ("anyone", {"judge", "plaintiff", None}), ("signed_in", {"judge", "plaintiff"}), ("staff", {"judge"}),
    ("litigant", {"plaintiff"}), ("clerk", set()), ("judge", {"judge"}),
])
def test_a_group_or_office_opens_to_its_own_and_to_nobody_else(cast, who, opens):
    view = open_to(who)(page)
    from court.base.access.actor import nobody

    for key in ("judge", "plaintiff", None):
        actor = cast.actor(key) if key else nobody(cast.actor("judge").on)
        if key in opens:
            assert knock(view, actor).content == b"in"
        elif key is None:
            assert knock(view, actor).status_code == 302
        else:
            with pytest.raises(Refused) as caught:
                knock(view, actor)
            assert caught.value.status == 403


def test_any_of_several_opens(cast):
    view = open_to("clerk", "judge")(page)
    assert knock(view, cast.actor("judge")).content == b"in"
    assert knock(view, cast.actor("clerk")).content == b"in"


def test_a_callable_may_say_why_not(cast):
    view = open_to(lambda request: deny("本页面只在工作日开放。"))(page)
    with pytest.raises(Refused) as caught:
        knock(view, cast.actor("judge"))
    assert caught.value.message == "本页面只在工作日开放。"


def test_a_stranger_is_sent_to_the_door_of_the_face_they_came_by(cast):
    from court.base.access.actor import nobody

    stranger = nobody(cast.actor("judge").on)
    view = open_to("signed_in")(page)
    assert knock(view, stranger, "/staff/x/?a=1").url == "/staff/sign-in/?next=%2Fstaff%2Fx%2F%3Fa%3D1"
    assert knock(view, stranger, "/x/").url == "/sign-in/?next=%2Fx%2F"
    assert knock(view, stranger, "/x/", **{"HX-Request": "true"}).headers["HX-Redirect"].startswith("/sign-in/")


@pytest.mark.parametrize("who", [(), ("jugde",)])
def test_a_rule_that_names_nobody_known_is_a_mistake(who):
    with pytest.raises(ImproperlyConfigured):
        open_to(*who)(page)


def test_a_disabled_account_is_nobody(cast):
    from court.base.people.models import Account

    Account.objects.filter(pk=cast.judge.pk).update(disabled_at="2026-01-01T00:00:00Z")
    assert knock(open_to("judge")(page), cast.actor("judge")).status_code == 302
