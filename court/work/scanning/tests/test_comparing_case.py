"""What papers say of the case itself, held against it: sums and days only where a paper says them without doubt."""

import pytest
from django.urls import reverse

from court.base.people import identity
from court.spine.cases.models import Case
from court.spine.tasks.models import Task
from court.work.scanning import comparing
from court.work.scanning.models import Difference, Step
from court.work.scanning.tests import sheets

pytestmark = pytest.mark.django_db


def fen(*claims: str) -> int | None:
    return comparing.claimed(list(claims))[0]


def test_a_total_that_is_written_counts_and_so_does_the_one_sum_of_plain_claims():
    assert fen("判令被告偿还借款本金30000元", "本案诉讼费由被告负担") == 3_000_000
    assert fen("偿还借款3万元", "支付律师代理费以外的款项2000元，以上合计32000.50元") == 3_200_050
    assert fen("给付货款12,000元", "案件受理费50元由被告负担") == 1_200_000
    assert comparing.claimed(["共计：5万元"]) == (5_000_000, True)


@pytest.mark.parametrize("claims", [
    ("偿还借款本金30000元及利息",), ("支付抚养费每月1000元",), ("支付货款2000元", "支付运费300元"), ("准予离婚",),
    ("自2025年1月1日起按月利率1%支付利息", "偿还3万元"), ("支付逾期违约金500元",), ("本案诉讼费50元由被告承担",),
])  # fmt: skip
def test_what_runs_on_or_adds_up_says_nothing_of_the_amount(claims):
    assert comparing.claimed(list(claims)) == (None, False)


@pytest.fixture
def said(heard, bring, work):
    """said(page, amount_fen=…, **facts): the differences a paper gives, by name."""

    def do(page: list[str], amount: int | None = None, **facts) -> dict:
        Case.objects.filter(pk=heard.pk).update(amount_fen=amount, facts=facts)
        heard.refresh_from_db()
        paper = bring(heard, [page])
        work()
        return {one.name: one for one in Difference.objects.filter(way=paper.pk)}

    return do


def test_another_amount_than_the_case_has_is_offered_and_goes_once_the_case_says_the_same(said, heard):
    one = said(sheets.complaint(), 2_000_000)["amount"]
    assert (one.says, one.stands) == ("30,000.00", "20,000.00")
    one.case = Case.objects.get(pk=heard.pk)
    assert comparing.still_differs(one)
    one.case.amount_fen = 3_000_000
    assert not comparing.still_differs(one)


def test_the_same_amount_and_none_at_all_are_no_difference(said):
    assert "amount" not in said(sheets.complaint(), 3_000_000)
    assert "amount" not in said(sheets.complaint(), None)


LOAN = {"出借日期": "2025-03-01", "借款本金（元）": "30000"}


def test_a_note_of_the_same_sum_with_another_day_is_offered(said):
    one = said(sheets.NOTE, 3_000_000, elements=LOAN | {"出借日期": "2025-03-11"})["loan_date"]
    assert (one.says, one.stands) == ("2025年3月1日", "2025-03-11")


@pytest.mark.parametrize("elements", [LOAN, {}, LOAN | {"借款本金（元）": "50000", "出借日期": "2024-01-01"}, {"出借日期": "2024-01-01"}])
def test_a_note_that_agrees_or_may_be_another_loan_says_nothing(said, elements):
    assert said(sheets.NOTE, 3_000_000, elements=elements) == {}


def test_a_decision_is_taken_back_in_one_step_and_asked_again(stage, heard, web, bring, work):
    person = heard.parties.get(role="plaintiff").person
    person.id_kind, person.id_number, person.id_index = "passport", "E20260001", identity.id_index("E20260001")
    person.save()
    bring(heard, [sheets.complaint(phone="13800138000")])
    work()
    one = Difference.objects.get(name="phone")
    web("clerk").post(reverse("difference_decide", args=(one.pk,)), {"choice": "accept"})
    page = web("judge").get(reverse("case_differences", args=(heard.pk,))).content.decode()
    assert "最近核对" in page and "138****8000" in page and "13800138000" not in page
    assert web("judge2").post(reverse("difference_reopen", args=(one.pk,))).status_code in (403, 404)
    web("judge").post(reverse("difference_reopen", args=(one.pk,)))
    person.refresh_from_db()
    one.refresh_from_db()
    assert (person.phone, person.phone_index, one.state, one.filled) == ("", "", "open", False)
    assert Step.objects.get(way=one.way_id, name="compared").state == "unsure"
    assert Task.objects.filter(kind="compare_paper", state="open").count() == 1
    assert web("judge").post(reverse("difference_reopen", args=(one.pk,))).status_code == 409


def test_what_was_filled_in_and_changed_since_is_not_blanked(stage, heard, web, bring, work):
    person = heard.parties.get(role="plaintiff").person
    person.id_kind, person.id_number, person.id_index = "passport", "E20260001", identity.id_index("E20260001")
    person.save()
    bring(heard, [sheets.complaint(phone="13800138000")])
    work()
    one = Difference.objects.get(name="phone")
    web("clerk").post(reverse("difference_decide", args=(one.pk,)), {"choice": "accept"})
    person.refresh_from_db()
    person.phone, person.phone_index = "13900139000", identity.phone_index("13900139000")
    person.save()
    assert web("clerk").post(reverse("difference_reopen", args=(one.pk,))).status_code == 409
    person.refresh_from_db()
    assert person.phone == "13900139000"


@pytest.mark.parametrize("who", ["clerk", "judge"])
def test_each_kind_of_difference_leads_to_a_page_this_person_may_open_or_says_who_does_it(stage, heard, web, bring, work, who):
    from court.work.scanning import deciding

    paper = bring(heard, [sheets.complaint(phone="13800138000")])
    work()
    for name in deciding.WAYS:
        one = Difference(way_id=paper.pk, case=heard, name=name)
        words, where = deciding.elsewhere(one, stage.actor(who))
        if where:
            assert web(who).get(where).status_code == 200, (name, where)
        else:
            assert "请告知立案窗口" in words
