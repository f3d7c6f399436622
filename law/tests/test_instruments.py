"""The register of instruments and what the data cites."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from law import calendar, instruments, registry
from law.limits import kinds, limit_of

DATA = Path(instruments.FILE).parent
CITING = sorted(
    path for path in DATA.glob("*.csv") if "instrument" in path.read_text("utf-8").split("\n")[0].split(",")
)


def test_names_are_printed_in_chinese_and_belong_to_one_instrument_each():
    names = [instrument.name for instrument in instruments.register().values()]
    assert not [name for name in names if re.search("[A-Za-z]", name)]
    assert len(names) == len(set(names))
    assert {instrument.mark for instrument in instruments.register().values()} <= set("RWGM")


@pytest.mark.parametrize("path", CITING, ids=lambda path: path.stem)
def test_every_row_of_data_cites_an_instrument_of_the_register(path):
    with path.open(encoding="utf-8", newline="") as lines:
        cited = {row["instrument"] for row in csv.DictReader(lines)} - {""}
    assert cited
    assert cited <= instruments.register().keys()


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_of_limit_has_its_article_and_law_today(kind):
    limit = limit_of(kind, date(2026, 11, 23))
    assert str(limit.citation)
    assert all(str(step.citation) for step in limit.steps)


def test_a_citation_from_memory_makes_an_answer_unverified():
    assert instruments.cite("CPL", "152", mark="M").unverified
    assert not instruments.cite("CPL", "152").unverified


def test_make_up_workdays_and_holidays_are_known_and_later_years_are_provisional():
    assert registry.call("calendar.is_workday", date=date(2026, 2, 14))["workday"]
    assert not registry.call("calendar.is_workday", date=date(2025, 10, 8))["workday"]
    far = date(max(calendar.shipped().years) + 1, 5, 4)
    assert registry.call("calendar.is_workday", date=far).provisional


def test_a_court_lays_its_own_days_over_the_calendar():
    day = date(2026, 11, 24)
    own = calendar.shipped().with_rows({day: False}, set())
    assert not registry.call("calendar.is_workday", date=day, calendar=own)["workday"]
    assert registry.call("period.end_days", start=date(2026, 11, 23), days=1, calendar=own)["end"] == date(2026, 11, 25)
