from datetime import UTC, date, datetime

import pytest

from court.kit import days


def test_a_day_begins_at_midnight_in_shanghai_not_in_utc():
    assert days.date_of(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == date(2027, 1, 1)
    assert days.date_of(datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)) == date(2026, 12, 31)


def test_a_moment_without_a_time_zone_has_no_day():
    with pytest.raises(ValueError, match="time zone"):
        days.date_of(datetime.fromisoformat("2026-01-01"))
    assert days.moment_at(date(2026, 3, 1), 14, 30).astimezone(UTC) == datetime(2026, 3, 1, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "formal"),
    [
        (date(2026, 3, 1), "二〇二六年三月一日"),
        (date(2026, 10, 10), "二〇二六年十月十日"),
        (date(2026, 11, 20), "二〇二六年十一月二十日"),
        (date(2024, 2, 29), "二〇二四年二月二十九日"),
        (date(2030, 12, 31), "二〇三〇年十二月三十一日"),
    ],
)
def test_a_judgment_is_dated_in_characters(day, formal):
    assert days.formal(day) == formal


def test_sentences_and_tables_have_their_own_forms():
    moment = datetime(2026, 3, 1, 1, 5, tzinfo=UTC)
    assert days.plain(date(2026, 3, 1)) == "2026年3月1日"
    assert days.with_weekday(date(2026, 3, 1)) == "2026年3月1日（星期日）"
    assert days.iso(date(2026, 3, 1)) == "2026-03-01"
    assert days.sentence(moment) == "2026年3月1日9时05分"
    assert days.stamp(moment) == "2026-03-01 09:05"
    assert days.clock_time(moment) == "09:05"
