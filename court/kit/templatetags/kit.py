"""Small parts for templates: icons, money, days, badges. `{% load kit %}`."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from court.kit import days, money
from court.kit.ids import secret_token

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A picture of the sprite, hidden from screen readers: the word beside it speaks."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        extra,
        static("kit/icons.svg"),
        name,
    )


@register.simple_tag
def once() -> SafeString:
    """The idempotency key of a form: a form sent twice has one effect."""
    return format_html('<input type="hidden" name="once" value="{}">', secret_token())


@register.filter
def fen(value: int | None) -> str:
    """Integer fen as ¥1,150.00; nothing as a dash."""
    return "—" if value is None else money.show(value)


@register.filter
def fen_plain(value: int | None) -> str:
    """Integer fen as 1,150.00, for columns headed 元."""
    return "—" if value is None else money.plain(value)


@register.filter
def fen_words(value: int) -> str:
    """Integer fen as 大写金额."""
    return money.in_words(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """2026-03-01, of a moment the day in Shanghai; nothing as a dash."""
    return "—" if value is None else days.iso(_as_day(value))


@register.filter
def chinese_day(value: date | datetime | None) -> str:
    """2026年3月1日; nothing as a dash."""
    return "—" if value is None else days.plain(_as_day(value))


@register.filter
def moment(value: datetime | None) -> str:
    """2026-03-01 14:30 by the clock of the court; nothing as a dash."""
    return "—" if value is None else days.stamp(value)


@register.filter
def hour(value: datetime) -> str:
    """14:30 by the clock of the court."""
    return days.clock_time(value)


@register.filter
def described_by(field: BoundField) -> str:
    """The ids of a field's help and errors, for aria-describedby of a hand-written input."""
    parts = [f"{field.id_for_label}_helptext"] if field.help_text else []
    return " ".join([*parts, f"{field.id_for_label}_error"] if field.errors else parts)


@register.filter
def at_the_desk(path: str) -> bool:
    """Whether an address is the staff's, so that the way home leads to the desk."""
    return path.startswith("/staff/")


@register.filter
def kind_of(field: BoundField) -> str:
    """The widget's kind (checkbox, select, textarea, text …), by which kit/field.html lays it out."""
    widget: Any = field.field.widget
    return getattr(widget, "input_type", None) or type(widget).__name__.lower()


def _as_day(value: date | datetime) -> date:
    return days.date_of(value) if isinstance(value, datetime) else value
