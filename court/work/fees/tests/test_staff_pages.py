"""The cashier's pages: orders, odd money, refunds by two people, reconciled days; closed to everybody else."""

from datetime import date

import pytest

from court.kit.ids import new_id
from court.spine.cases.tests.stage import moment
from court.spine.tasks.actions import open_task
from court.spine.tasks.models import Task
from court.work.fees.models import LedgerLine, Order, Reconciliation, Refund

pytestmark = pytest.mark.django_db
PAGES = ["/staff/money/", "/staff/money/odd/", "/staff/money/refunds/", "/staff/money/reconciliations/"]


@pytest.fixture
def refund(assigned):
    order = Order.objects.get(case=assigned)
    pk = new_id()
    open_task(
        court=order.court_id,
        subject=f"refund:{pk}",
        kind="refund",
        label="办理诉讼费退费",
        at=moment(),
        case=assigned,
        office="cashier",
    )
    return Refund.objects.create(
        pk=pk,
        order=order,
        number=f"R{pk}",
        amount_fen=5000,
        ground="withdrawal",
        opened_at=moment(),
        due_on=date(2026, 4, 1),
    )


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_open_to_the_cashier_and_the_head_of_finance_only(stage, assigned, web, page):
    assert web("cashier").get(page).status_code == 200
    assert web("finance_head").get(page).status_code == 200
    for who in ("judge", "court_president", "plaintiff"):
        assert web(who).get(page).status_code == 403


def test_an_order_shows_how_it_was_computed(stage, assigned, web):
    order = Order.objects.get(case=assigned)
    page = web("cashier").get(f"/staff/money/orders/{order.pk}/").content.decode()
    assert order.number in page
    assert "怎样算出来的" in page


def test_a_refund_needs_two_people_and_the_factor_of_both(stage, refund, web):
    prepare, release = f"/staff/money/refunds/{refund.pk}/prepare/", f"/staff/money/refunds/{refund.pk}/release/"
    assert "/confirm/" in web("cashier").post(prepare)["Location"]
    assert web("finance_head", fresh=True).post(prepare).status_code == 403
    assert web("cashier", fresh=True).post(prepare).status_code == 302
    refund.refresh_from_db()
    assert refund.state == Refund.State.PREPARED
    assert web("cashier", fresh=True).post(release, {"granted": "yes"}).status_code == 403
    assert web("finance_head", fresh=True).post(release, {"granted": "yes"}).status_code == 302
    refund.refresh_from_db()
    assert refund.state == Refund.State.RELEASED
    assert web("finance_head", fresh=True).post(release, {"granted": "yes"}).status_code == 409


def test_a_second_account_of_the_cashier_is_no_second_person(stage, refund, web):
    web("cashier", fresh=True).post(f"/staff/money/refunds/{refund.pk}/prepare/")
    head = stage.accounts["finance_head"]
    head.person = stage.accounts["cashier"].person
    head.save()
    browser = web("finance_head", fresh=True)
    assert browser.post(f"/staff/money/refunds/{refund.pk}/release/", {"granted": "yes"}).status_code == 403
    refund.refresh_from_db()
    assert refund.state == Refund.State.PREPARED


def test_a_refund_sent_back_is_the_cashiers_again(stage, refund, web):
    web("cashier", fresh=True).post(f"/staff/money/refunds/{refund.pk}/prepare/")
    web("finance_head", fresh=True).post(f"/staff/money/refunds/{refund.pk}/release/", {"granted": "no"})
    refund.refresh_from_db()
    assert (refund.state, refund.prepared_by) == (Refund.State.OWED, None)
    assert Task.objects.filter(kind="refund", state="open").exists()


def test_odd_money_is_settled_with_an_outcome_once(stage, assigned, web):
    order = Order.objects.get(case=assigned)
    LedgerLine.objects.create(
        order=order,
        kind="odd",
        amount_fen=7,
        transaction_no="T7",
        order_no="x",
        at=moment(),
        booked_at=moment(),
        why="实收金额与应交金额不一致",
    )
    open_task(
        court=order.court_id,
        subject=f"order:{order.pk}",
        kind="odd_money",
        label="核对款项",
        at=moment(),
        case=assigned,
        office="cashier",
    )
    cashier, settle = web("cashier"), f"/staff/money/odd/{order.pk}/settle/"
    assert "实收金额与应交金额不一致" in cashier.get("/staff/money/odd/").content.decode()
    assert cashier.post(settle, {"outcome": ""}).status_code == 422
    assert cashier.post(settle, {"outcome": "returned"}).status_code == 302
    assert cashier.post(settle, {"outcome": "returned"}).status_code == 409


def test_a_reconciled_day_shows_what_does_not_agree(stage, web):
    Reconciliation.objects.create(
        day=date(2026, 3, 1),
        made_at=moment(),
        bill_fen=100,
        ledger_fen=0,
        matched=0,
        rows=[{"what": "平台有、本院无", "number": "T1", "bill_fen": 100, "ledger_fen": None, "court": stage.court.pk},
              {"what": "平台有、本院无", "number": "T2", "bill_fen": 777, "ledger_fen": None, "court": stage.other_court.pk},
              {"what": "平台有、本院无", "number": "T3", "bill_fen": 888, "ledger_fen": None, "court": ""}],
        courts={stage.court.pk: {"bill_fen": 100, "ledger_fen": 0, "matched": 0},
                stage.other_court.pk: {"bill_fen": 777, "ledger_fen": 0, "matched": 3}},
    )
    page = web("cashier").get("/staff/money/reconciliations/").content.decode()
    assert "平台有、本院无" in page
    assert "1.00" in page
    assert "T2" not in page and "7.77" not in page and "T3" not in page
    explain = "/staff/money/reconciliations/2026-03-01/explain/"
    for number, status in (("T2", 404), ("T3", 404), ("T1", 302)):
        assert web("cashier").post(explain, {"number": number, "why": "平台次日补单，已核对"}).status_code == status
