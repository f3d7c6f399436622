from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import Context, Template

from court.kit.badges import Badge, clock_badge
from court.kit.tests.gallery import ExtendForm

KIT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 23)


def shown(text: str, **context) -> str:
    return Template("{% load kit %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("due_on", "badge"),
    [
        (date(2026, 11, 20), Badge("超 3 日", "alarm")),
        (date(2026, 11, 23), Badge("剩 0 日", "alarm")),
        (date(2026, 11, 28), Badge("剩 5 日", "alarm")),
        (date(2026, 12, 8), Badge("剩 15 日", "warn")),
        (date(2026, 12, 9), Badge("剩 16 日", "calm")),
        (None, Badge("—", "calm")),
    ],
)
def test_a_clock_looks_as_urgent_as_it_is(due_on, badge):
    assert clock_badge(due_on, TODAY) == badge


def test_money_and_days_are_shown_as_people_write_them():
    moment = datetime(2026, 12, 31, 16, 5, tzinfo=UTC)
    assert (
        shown("{{ v|fen }}|{{ v|fen_plain }}|{{ v|fen_words }}", v=115000)
        == "¥1,150.00|1,150.00|人民币壹仟壹佰伍拾元整"
    )
    assert shown("{{ v|day }}|{{ v|chinese_day }}|{{ v|moment }}|{{ v|hour }}", v=moment) == (
        "2027-01-01|2027年1月1日|2027-01-01 00:05|00:05"
    )
    assert shown("{{ v|day }}{{ v|fen }}{{ v|moment }}", v=None) == "———"


def test_text_of_people_is_always_escaped():
    evil = '"><script>alert(1)</script>'
    page = shown('{% icon v %}{% include "kit/badge.html" with badge=b %}', v=evil, b=Badge(evil, "info"))
    assert "<script>" not in page


def test_every_icon_asked_for_is_in_the_sprite():
    sprite = (KIT / "static" / "kit" / "icons.svg").read_text("utf-8")
    names = (KIT / "icons.txt").read_text("utf-8").split()
    assert names == sorted(set(names))
    assert [name for name in names if f'id="{name}"' not in sprite] == []


def test_a_wrong_field_is_tied_to_its_words_for_screen_readers():
    page = str(ExtendForm({"reason": "", "days": "500", "kind": "a", "way": "a"}))
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in page
    assert 'id="id_reason_error"' in page
    assert "style=" not in page


def test_each_form_has_an_idempotency_key_of_its_own():
    assert shown("{% once %}") != shown("{% once %}")
