"""The case page: what it shows, to whom, at what cost; who read it; numbers behind a recorded look."""

import pytest

from court.base.access.models import ReadRecord
from court.base.people.models import Person
from court.counter.desk.tests.test_workbench import MOST_BYTES, MOST_QUERIES, weigh
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY, moment
from court.work.judgments import actions as papers

pytestmark = pytest.mark.django_db


def url(case, part=""):
    return f"/staff/case/{case.pk}/{part}"


@pytest.mark.parametrize("part", ["", "timeline/", "dossier/", "money/", "readers/"])
def test_each_part_of_the_case_page_keeps_its_budget(stage, assigned, web, part):
    stage.act(assigned, "send_papers", "clerk", days="15")
    answer, queries = weigh(web("judge"), url(assigned, part))
    assert answer.status_code == 200
    assert queries <= MOST_QUERIES
    assert len(answer.content) < MOST_BYTES


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("judge", 200),
        ("clerk", 200),
        ("division_head", 200),
        ("court_president", 200),
        ("case_manager", 200),
        ("judge2", 404),
        ("foreign_judge", 404),
        ("cashier", 404),
        ("archivist", 404),
        ("plaintiff", 403),
        ("stranger", 403),
    ],
)
def test_the_case_page_opens_to_those_whose_case_it_is(stage, assigned, web, who, status):
    assert web(who).get(url(assigned)).status_code == status


def test_a_case_that_is_hidden_and_one_that_is_not_there_look_alike(stage, assigned, web):
    client = web("foreign_judge")
    hidden, missing = client.get(url(assigned)), client.get("/staff/case/4/")
    assert (hidden.status_code, hidden.context["refused"].as_json()) == (404, missing.context["refused"].as_json())


def test_opening_a_case_is_recorded_and_the_handlers_see_who_read(stage, assigned, web):
    web("court_president").get(url(assigned))
    assert ReadRecord.objects.filter(stream=assigned.stream, account=stage.accounts["court_president"].pk).exists()
    page = web("judge").get(url(assigned, "readers/")).content.decode()
    assert "王院" in page
    assert "院长" in page


def test_clocks_are_explained_with_their_articles(stage, assigned, web):
    page = web("judge").get(url(assigned)).content.decode()
    assert "审限" in page
    assert "民事诉讼法" in page
    assert "2026-06-02" in page


def test_the_act_that_matters_to_the_clerk_is_the_red_one(stage, assigned, web):
    page = web("clerk").get(url(assigned))
    assert page.context["main_step"].code == "send_papers"
    assert 'class="button main"' in page.content.decode()


def test_steps_not_possible_yet_say_why(stage, assigned, web):
    stage.act(assigned, "send_papers", "clerk", days="15")
    blocked = {step.code: step.why_not.message for step in web("judge").get(url(assigned)).context["blocked"]}
    assert "accept_counterclaim" in blocked
    assert blocked["accept_counterclaim"]


def test_the_timeline_tells_acts_in_words_and_folds_papers(stage, assigned, web):
    papers.start(assigned, "judgment", by=stage.actor("judge"), at=moment(hour=11))
    page = web("judge").get(url(assigned, "timeline/")).content.decode()
    assert "分案" in page
    assert "审判管理员" in page
    assert "起草文书" in page


def test_numbers_are_masked_and_the_whole_is_shown_after_a_recorded_look(stage, assigned, web):
    party = assigned.parties.get(role="plaintiff")
    Person.objects.filter(pk=party.person_id).update(phone="13800138001")
    client = web("judge")
    page = client.get(url(assigned)).content.decode()
    assert "13800138001" not in page
    assert "138****8001" in page
    whole = client.post(url(assigned, f"unmask/{party.pk}/phone/")).content.decode()
    assert "13800138001" in whole
    assert ReadRecord.objects.filter(stream=assigned.stream, verb="unmask", thing__contains="phone").exists()


def test_a_stranger_unmasks_nothing(stage, assigned, web):
    party = assigned.parties.get(role="plaintiff")
    assert web("judge2").post(url(assigned, f"unmask/{party.pk}/phone/")).status_code == 404


def test_a_case_is_found_by_number_party_and_cause_within_what_one_may_see(stage, assigned, web):
    judge = web("judge")
    assert judge.get("/staff/search/", {"q": assigned.number}).status_code == 302
    for words in ("王建国", "张伟", "民间借贷", "1"):
        assert assigned.number in judge.get("/staff/search/", {"q": words}).content.decode(), words
    for words in (assigned.number, "王建国", "民间借贷"):
        assert assigned.title not in web("foreign_judge").get("/staff/search/", {"q": words}).content.decode()


def test_a_search_is_paged_by_key_and_shows_no_total(stage, assigned, web):
    for _ in range(22):
        stage.case(day=DAY)
    page = web("court_president").get("/staff/search/", {"q": "民间借贷"})
    assert len(page.context["rows"]) == 20
    again = web("court_president").get("/staff/search/", {"q": "民间借贷", "page": page.context["page"].next})
    assert len(again.context["rows"]) == 3
    assert web("court_president").get("/staff/search/", {"q": "民间借贷", "page": "invented"}).status_code == 400


@pytest.mark.parametrize("who", ["judge", "clerk", "court_president", "archivist", "division_head"])
@pytest.mark.parametrize("stage_name", ["trial", "deliberation", "judged", "closed", "effective"])
def test_the_case_page_keeps_its_budget_in_every_stage(stage, assigned, web, who, stage_name):
    Case.objects.filter(pk=assigned.pk).update(stage=stage_name, track="ordinary")
    answer, queries = weigh(web(who), url(assigned))
    assert answer.status_code in (200, 404)
    assert queries <= MOST_QUERIES
