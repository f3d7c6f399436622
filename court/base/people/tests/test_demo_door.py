"""The page to enter as anybody: in a demo one click, in a real court nothing at all (trap 10)."""

import os
import subprocess
import sys

import pytest
from django.urls import reverse

from court.base.courts import clock
from court.base.courts.models import DemoMark
from court.base.people.models import Account

pytestmark = pytest.mark.django_db


def test_the_cast_is_listed_by_court_and_office(client, cast):
    page = client.get(reverse("enter"), {"court": "晋08"}).content.decode()
    assert "演示" in page
    assert "钱承办" in page
    assert "张桂兰" in page
    assert "何别院" not in page
    assert "何别院" in client.get(reverse("enter"), {"court": "晋0802"}).content.decode()


@pytest.mark.parametrize(("who", "home"), [("judge", "/staff/"), ("plaintiff", "/")])
def test_one_click_enters_with_both_factors_given(client, cast, told, who, home):
    answer = client.post(reverse("enter_as", args=[cast.people[who].pk]))
    assert answer.url == home
    assert client.get(reverse("my_account" if who == "judge" else "litigant_account")).status_code == 200
    assert told.entries[-1]["facts"] == {"way": "demo"}
    if who == "judge":
        assert client.get(reverse("change_factor")).status_code == 200


def test_in_a_real_database_the_page_does_not_exist(client, cast):
    DemoMark.objects.all().delete()
    clock.forget()
    assert client.get(reverse("enter")).status_code == 404
    assert client.post(reverse("enter_as", args=[cast.judge.pk])).status_code == 404
    assert client.get(reverse("my_account")).status_code == 302


def test_a_get_enters_nobody(client, cast):
    assert client.get(reverse("enter_as", args=[cast.judge.pk])).status_code == 405


def test_disabled_accounts_are_not_entered(client, cast):
    Account.objects.filter(pk=cast.judge.pk).update(disabled_at="2026-01-01T00:00:00Z")
    assert client.post(reverse("enter_as", args=[cast.judge.pk])).status_code == 404


def test_the_demo_fills_in_the_code_and_a_real_court_does_not(client, cast):
    import re

    client.post(reverse("enter_as", args=[cast.judge.pk]))
    filled = re.search(r'name="code" value="(\d{6})"', client.get(reverse("confirm_factor")).content.decode())
    assert client.post(reverse("confirm_factor"), {"code": filled.group(1)}).status_code == 302
    DemoMark.objects.all().delete()
    clock.forget()
    assert 'name="code" value=' not in client.get(reverse("confirm_factor")).content.decode()


def test_without_the_setting_the_address_is_not_even_mounted():
    program = (
        "import django; django.setup()\n"
        "from court.base.access.views import addresses\n"
        "print(sum(view.__module__.endswith('views_demo') for _, view in addresses('court.site.urls_all')))\n"
    )
    for demo, mounted in (("0", "0"), ("1", "2")):
        asked = {**os.environ, "COURT_DEMO": demo, "DJANGO_SETTINGS_MODULE": "court.site.settings_test"}
        said = subprocess.run([sys.executable, "-c", program], env=asked, capture_output=True, text=True, check=True)
        assert said.stdout.strip() == mounted
