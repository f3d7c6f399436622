"""Pages of apportionment and receipts: who may, what is computed, what is printed, and what a forger gets."""
import re

import pytest

from court.kit.press import sheets
from court.ports.payment import Paid, PayState
from court.spine.cases.tests.stage import moment
from court.work.fees import payments, receipts
from court.work.fees.models import Apportionment, Order

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(stage):
    case = stage.case(counsel=True)
    order = Order.objects.get(case=case)
    payments.book(Paid(f"{order.number}-1", PayState.PAID, order.amount_fen, "4200007", moment(hour=10)), at=moment(hour=10))
    judge, clerk = (str(stage.accounts[who].pk) for who in ("judge", "clerk"))
    case.refresh_from_db()
    stage.act(case, "assign_judge", "case_manager", judge=judge, clerk=clerk)
    return case


def form_of(page: str) -> dict:
    form = page[page.index('method="post" novalidate') :].split("</form>")[0]
    inputs = re.findall(r"<input[^>]+>", form)
    found = {re.search(r'name="([^"]+)"', one)[1]: (re.search(r'value="([^"]*)"', one) or ["", ""])[1] for one in inputs if 'name="' in one}
    return {name: value for name, value in found.items() if name not in ("csrfmiddlewaretoken", "direct")}


def test_a_judge_gets_a_proposal_by_the_outcome_changes_it_and_decides(stage, paid, web):
    address = f"/staff/case/{paid.pk}/fees/burden/"
    judge = web("judge")
    page = judge.get(f"{address}?main_claimed=50000&main_supported=40000").content.decode()
    assert "第二十九条" in page
    typed = form_of(page)
    shares = sorted(value for name, value in typed.items() if name.startswith("main_"))
    assert shares == ["105.00", "420.00"]
    assert judge.post(address, typed).status_code == 302
    told = judge.get(address).content.decode()
    assert "由原告王建国负担105元，由被告张伟负担420元" in told


def test_shares_that_do_not_add_up_stay_on_the_page_with_the_difference(stage, paid, web):
    address = f"/staff/case/{paid.pk}/fees/burden/"
    judge = web("judge")
    typed = form_of(judge.get(address).content.decode())
    name = next(one for one in typed if one.startswith("main_"))
    answer = judge.post(address, typed | {name: "0.01"})
    assert answer.status_code == 422
    assert "相差" in answer.content.decode() and "0.01" in answer.content.decode()
    assert not Apportionment.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("foreign_judge", 404), ("plaintiff", 403)])
def test_others_decide_nothing(stage, paid, web, who, status):
    address = f"/staff/case/{paid.pk}/fees/burden/"
    typed = form_of(web("judge").get(address).content.decode())
    assert web(who).post(address, typed).status_code in (status, 403, 404)
    assert not Apportionment.objects.exists()


def test_the_payer_sees_and_downloads_a_sealed_receipt_that_anybody_can_check(stage, paid, web):
    order = Order.objects.get(case=paid)
    payer = web("plaintiff")
    page = payer.get(f"/orders/{order.pk}/receipt/").content.decode()
    found = receipts.of_order(order)
    assert found.code in page and found.number in page
    sheet = payer.get(f"/orders/{order.pk}/receipt.pdf").content
    words = "".join("".join(sheets.text(sheet)).split())
    assert "伍佰贰拾伍元整" in words and "王建国" in words
    good = web("stranger").get("/receipts/", {"number": found.number, "code": found.code.lower()}).content.decode()
    assert "由本院开具" in good and "王建国" not in good


@pytest.mark.parametrize("change", [{"code": "AAAA-BBBB-CCCC-DDDD"}, {"number": "SF1"}, {"number": "SF' or 1=1"}, {"code": "𠮷"}])
def test_a_forged_receipt_and_none_at_all_get_the_same_words(stage, paid, web, change):
    found = receipts.of_order(Order.objects.get(case=paid))
    asked = {"number": found.number, "code": found.code} | change
    page = web("stranger").get("/receipts/", asked)
    assert page.status_code == 200 and "未查到该收据" in page.content.decode()


@pytest.mark.parametrize("who", ["stranger", "judge"])
def test_a_strangers_hand_opens_no_receipt(stage, paid, web, who):
    order = Order.objects.get(case=paid)
    assert web(who).get(f"/orders/{order.pk}/receipt/").status_code in (403, 404)


def test_an_unpaid_order_has_no_receipt(stage, web):
    order = Order.objects.get(case=stage.case())
    assert web("plaintiff").get(f"/orders/{order.pk}/receipt/").status_code == 404
    assert web("cashier").get(f"/staff/money/orders/{order.pk}/receipt.pdf").status_code == 404


def test_a_defendant_asks_relief_for_his_counterclaim_only(stage, paid):
    from court.spine.approvals.actions import decide
    from court.spine.approvals.models import Approval

    stage.act(paid, "send_papers", "clerk", days=15)
    stage.act(paid, "counterclaim", "defendant", amount=2_000_000)
    stage.act(paid, "request_relief", "defendant", relief="defer", reason="家庭困难")
    decide(Approval.objects.get(case=paid).pk, by=stage.actor("court_president"), at=moment(), granted=True, reason="同意")
    assert Order.objects.get(case=paid, purpose="counterclaim").state == Order.State.DEFERRED
    assert Order.objects.get(case=paid, purpose="acceptance").state == Order.State.PAID


def test_a_name_or_number_put_right_later_leaves_the_receipt_genuine(stage, paid):
    before = receipts.of_order(Order.objects.get(case=paid))
    type(before.order.payer).objects.filter(pk=before.order.payer_id).update(name="王建国改")
    type(paid).objects.filter(pk=paid.pk).update(number="（2026）晋0802民初999号")
    assert receipts.check(before.number, before.code) is not None
    assert receipts.of_order(Order.objects.get(case=paid)).code == before.code
