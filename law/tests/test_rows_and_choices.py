"""The ground of dated rows, lists of choices and intervals; and that all shipped data can be trusted."""

import csv
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import rows
from law.answer import BadLaw, LawError
from law.choices import choices, file, match, pick
from law.instruments import register
from law.intervals import counted, union

DATA = Path(rows.__file__).parent / "data"
DATED = ["bench", "dossier", "enforcement", "office", "openness"]
OTHERS = [
    "watched-factors",
    "recusal-grounds",
    "enforcement-nodes",
    "dossier_catalogue",
    "dossier-order-1991",
    "dossier-aliases",
    "redact-patterns",
]
LISTS = ["bench-choices", "dossier-choices", "enforcement-choices", "office-choices", "openness-choices"]
days = st.dates(date(2020, 1, 1), date(2026, 12, 31))
intervals = st.lists(st.tuples(days, days).map(lambda pair: (min(pair), max(pair))), max_size=6)


@pytest.mark.parametrize("name", DATED)
def test_every_row_names_a_known_instrument_and_reads_as_number_length_or_word(name):
    for key, found in rows.table(name).items():
        for row in found:
            assert row.instrument in register(), key
            assert row.mark in {"R", "W", "G", "M"}, key
            assert row.value, key


@pytest.mark.parametrize("name", LISTS)
def test_every_choice_has_a_known_instrument_a_pattern_that_compiles_and_its_label_names_itself(name):
    for listed, found in file(name).items():
        for choice in found:
            re.compile(choice.pattern)
            assert choice.instrument in register()
            assert match(choice.key, found).key == choice.key, (listed, choice.key)


def test_no_file_of_data_has_a_row_with_a_missing_or_extra_column():
    for name in [*DATED, *LISTS, *OTHERS]:
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            head, *body = csv.reader(lines)
        assert {len(row) for row in body} == {len(head)}, name


def test_a_day_before_the_first_row_has_no_law_instead_of_a_default():
    with pytest.raises(LawError) as refusal:
        rows.row("enforcement", "auction.reserve", date(2016, 12, 31))
    assert refusal.value.code == "no_law_on_date"
    assert rows.row("enforcement", "auction.reserve", date(2017, 1, 1)).value == "0.7"


def test_two_rows_in_force_on_one_day_stop_the_program(tmp_path, monkeypatch):
    head = "key,value,instrument,article,since,until,mark,note\n"
    (tmp_path / "clash.csv").write_text(head + "a,1日,CPL,1,2020-01-01,,R,\na,2日,CPL,1,2021-01-01,,R,\n", "utf-8")
    monkeypatch.setattr(rows, "FOLDER", tmp_path)
    with pytest.raises(BadLaw):
        rows.table("clash")


def test_a_court_may_shorten_what_the_law_fixes_but_not_lengthen_it():
    row = rows.row("enforcement", "clue_check")
    assert rows.own_length(row, 5) == "5日"
    with pytest.raises(LawError) as refusal:
        rows.own_length(row, 8)
    assert refusal.value.code == "above_legal_limit"


def test_a_court_may_set_any_number_where_the_row_is_configuration():
    assert rows.own_length(rows.row("enforcement", "money_out"), 45) == "45日"
    with pytest.raises(LawError):
        rows.own_length(rows.row("enforcement", "money_out"), 0)


def test_words_that_name_no_choice_are_refused_with_the_choices_that_exist():
    with pytest.raises(LawError) as refusal:
        pick("不存在的", choices("bench-choices", "reassign"), "unknown", "事由")
    assert refusal.value.code == "unknown"
    assert "回避" in refusal.value.text


@given(intervals)
def test_a_union_has_the_same_days_and_no_two_parts_that_touch(found):
    merged = union(found)
    assert {start + timedelta(n) for start, end in merged for n in range((end - start).days)} == {
        start + timedelta(n) for start, end in found for n in range((end - start).days)
    }
    assert all(left[1] < right[0] for left, right in pairwise(merged))


@given(days, days, intervals)
def test_counted_days_are_those_after_the_start_up_to_the_end_outside_every_interval(start, end, excluded):
    by_hand = sum(
        not any(begin <= start + timedelta(n) < until for begin, until in excluded)
        for n in range(1, max((end - start).days, 0) + 1)
    )
    assert counted(start, end, excluded) == by_hand


def test_an_interval_that_ends_before_it_starts_is_refused():
    with pytest.raises(LawError) as refusal:
        union([(date(2025, 3, 2), date(2025, 3, 1))])
    assert refusal.value.code == "bad_interval"
