"""python -m bench viewer measures a dossier in a browser: shown on a small one, whose figures mean nothing."""

import pytest

from bench import viewer
from court.spine.journal.tests.own_court import whole


@pytest.mark.browser
def test_the_bench_of_the_viewer_opens_turns_jumps_and_searches(browser):
    found = viewer.measure(40, 4, browser, whole().home)
    assert (found["pages"], found["turns"]) == (40, 4)
    assert 0 < found["turn_ahead_ms"] < 15_000
    assert 0 < found["search_ms"] < 15_000
    assert 0 < found["outline_kb"] < 150
    assert all(0 < taken < 30_000 for taken in found["first_page_cold_ms"])


def test_what_is_told_names_the_limits_and_whether_they_are_kept():
    found = {"machine": "m", "pages": 1, "papers": 1, "kept": False, "turns": 1, "jumps": 1, "outline_kb": 1, "outline_ms": 1,
             "first_page_cold_ms": [1], "first_page_warm_ms": [1]}  # fmt: skip
    found |= dict.fromkeys(("turn_ahead_median_ms", "turn_ahead_ms", "jump_cold_median_ms", "jump_cold_ms", "search_ms", "search_median_ms"), 1)
    told = viewer.as_text(found)
    assert "≤ 1,500 ms" in told
    assert "kept: NO" in told


def test_a_page_that_never_came_keeps_no_limit():
    assert viewer._percentile([3.0, -1.0], 95) > viewer.LIMITS["turn_ahead_ms"]
