"""The workbench of every office, the lists behind its figures, the menu; who gets none of it."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from court.base.people.models import Appointment
from court.spine.cases.tests.stage import OFFICES, moment
from court.spine.tasks.actions import open_task
from court.spine.tasks.models import Task

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_BYTES = 30, 150_000


def weigh(client, url):
    """The answer, the number of queries on both databases."""
    client.get(url)
    with CaptureQueriesContext(connections["default"]) as first, CaptureQueriesContext(connections["reads"]) as second:
        answer = client.get(url)
    return answer, len(first) + len(second)


@pytest.mark.parametrize("office", sorted(OFFICES))
def test_every_office_has_a_workbench_within_its_budget(stage, assigned, web, office):
    answer, queries = weigh(web(office), "/staff/")
    assert answer.status_code == 200
    assert "我的工作台" in answer.content.decode()
    assert queries <= MOST_QUERIES
    assert len(answer.content) < MOST_BYTES


def test_the_judges_figures_are_the_lengths_of_their_lists(stage, assigned, web):
    client = web("judge")
    figures = {one.name: one.figure for one in client.get("/staff/").context["bench"].figures}
    listed = client.get("/staff/cases/").context["page"].paginator.count
    assert figures["在办案件"] == listed == 1
    assert figures["审限 15 日内届满"] == client.get("/staff/cases/?state=soon").context["page"].paginator.count


def test_a_litigant_is_kept_out_of_the_desk(stage, assigned, web):
    for url in ("/staff/", "/staff/tasks/", "/staff/cases/", "/staff/search/?q=王", "/staff/approvals/"):
        assert web("plaintiff").get(url).status_code == 403


def test_somebody_not_signed_in_is_sent_to_sign_in(stage, client):
    assert client.get("/staff/").status_code == 302


def test_the_task_list_shows_ones_own_tasks_and_leads_to_their_acts(stage, assigned, web):
    page = web("clerk").get("/staff/tasks/").content.decode()
    assert "送达应诉材料" in page
    assert f"/staff/case/{assigned.pk}/act/send_papers/" in page
    assert Task.objects.filter(case=assigned, kind="send_papers", state="open").exists()
    assert "送达应诉材料" not in web("judge2").get("/staff/tasks/").content.decode()


def test_the_menu_follows_the_offices_held(stage, assigned, web):
    judge, cashier = (web(who).get("/staff/").content.decode() for who in ("judge", "cashier"))
    assert "我的案件" in judge
    assert "我的案件" not in cashier


def test_only_a_court_above_is_offered_the_files_passed_up(stage, assigned, web):
    assert "上诉移送" not in web("filing_clerk").get("/staff/").content.decode()
    Appointment.objects.filter(account=stage.accounts["filing_clerk"]).update(court=stage.court.superior)
    assert "上诉移送" in web("filing_clerk").get("/staff/").content.decode()


def test_money_to_collect_leads_the_cashier_to_its_order_for_the_case_is_not_theirs_to_read(stage, assigned, web):
    open_task(court=stage.court, subject="order:5", kind="collect_fee", label="收取应负担的诉讼费", at=moment(), case=assigned,
              office="cashier")  # fmt: skip
    page = web("cashier").get("/staff/").content.decode()
    assert "/staff/money/orders/5/" in page and f"/staff/case/{assigned.pk}/" not in page
