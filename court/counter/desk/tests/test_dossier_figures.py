"""电子卷宗统计: what is counted, for whom, and what leaves the court."""

from datetime import timedelta

import pytest
from django.urls import reverse

from court.counter.desk import dossier_figures as counted
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY, moment
from court.spine.dossier.models import Document
from court.spine.dossier.queries import completeness
from court.work.scanning.models import Way

SPELL = (DAY - timedelta(days=30), DAY + timedelta(days=30))


def paper(case: Case, *, minutes: int, by_hand: bool = False) -> Way:
    document = Document.objects.create(court=case.court, case=case, kind="paper", title="借条", state="available", created_at=moment())
    return Way.objects.create(document=document, court=case.court, state="done", arrived_at=moment(), entered_at=moment() + timedelta(seconds=9),
                              read_at=moment() + timedelta(minutes=minutes), settled_at=moment() + timedelta(minutes=minutes), by_hand=by_hand)  # fmt: skip


def test_a_paper_counts_by_how_long_it_took_and_whether_a_hand_was_needed(stage, assigned):
    for minutes, by_hand in ((10, False), (20, False), (30, True)):
        paper(assigned, minutes=minutes, by_hand=by_hand)
    _, whole = counted.lines(stage.actor("case_manager"), "node", *SPELL)
    assert (whole.open_after, whole.read_after, whole.settled, whole.alone) == ("9 秒", "20 分钟", 3, 2)


@pytest.mark.parametrize("by", counted.GROUPS)
def test_the_groups_add_up_to_the_whole(stage, assigned, by):
    found, whole = counted.lines(stage.actor("case_manager"), by, *SPELL)
    assert sum(line.cases for line in found) == whole.cases == Case.objects.count() > 0


def test_complete_is_what_the_archives_check_calls_complete(stage, assigned):
    lacks = counted.incomplete_of([assigned]).get(assigned.pk, [])
    assert len(lacks) == len(completeness(assigned))


def test_the_cases_behind_a_number_are_listed_with_what_they_lack(stage, assigned, web):
    page = web("case_manager").get(reverse("dossier_figures"), {"by": "node", "group": assigned.stage, "since": SPELL[0], "until": SPELL[1]})
    text = page.content.decode()
    assert page.status_code == 200 and assigned.number in text and "指标口径" in text and "统计时间" in text


def test_few_are_not_counted_out_in_what_leaves_the_court(stage, assigned, web):
    paper(assigned, minutes=3)
    text = web("case_manager").get(reverse("dossier_figures_export"), {"since": SPELL[0], "until": SPELL[1]}).content.decode()
    assert "少于5" in text and "不显示" in text and assigned.number not in text


@pytest.mark.parametrize("who", ["judge", "clerk", "plaintiff"])
def test_it_is_for_leaders_and_case_managers_only(stage, assigned, web, who):
    assert web(who).get(reverse("dossier_figures")).status_code in (302, 403, 404)
    assert web(who).get(reverse("dossier_figures_export")).status_code in (302, 403, 404)


def test_another_courts_and_secret_cases_are_not_counted(stage, assigned):
    Case.objects.filter(pk=assigned.pk).update(is_state_secret=True)
    assert counted.lines(stage.actor("case_manager"), "node", *SPELL)[1].cases == 0


@pytest.mark.parametrize("query", [{"since": "x"}, {"by": "nothing"}, {"since": "2026-12-31", "until": "2026-01-01"}, {"group": "'"}])
def test_odd_questions_are_answered(stage, assigned, web, query):
    assert web("case_manager").get(reverse("dossier_figures"), query).status_code == 200
