"""Money: one ledger line a payment, to the fen; settlement; overdue fees; refunds by two people."""
import importlib
import itertools
from datetime import date, timedelta

import pytest

from court.base.people.models import Appointment
from court.kit.refusal import Refused
from court.ports.payment import BillKind, BillLine, Paid, PayLink, Payment, PayState, RefundState
from court.ports.registry import provided
from court.spine.approvals.actions import decide
from court.spine.approvals.models import Approval
from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.cases.scene import Scene
from court.spine.cases.tests.stage import DAY, build, moment
from court.spine.tasks.models import Task
from court.work.fees import payments, queries, reconciling, refunds
from court.work.fees.conditions import fee_overdue
from court.work.fees.models import LedgerLine, Order, Refund

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return build()


def order_of(case) -> Order:
    return Order.objects.get(case=case)


def paid(order, *, amount=None, number="4200000001", attempt=1, state=PayState.PAID) -> Paid:
    return Paid(f"{order.number}-{attempt}", state, order.amount_fen if amount is None else amount, number, moment(DAY, 10))


def test_a_docketed_case_owes_the_fee_of_its_track_with_its_explanation(stage):
    order = order_of(stage.case(track="simplified", amount_fen=5_000_000))
    assert (order.full_fen, order.amount_fen) == (105_000, 52_500)
    assert any("诉讼费用交纳办法" in line for line in order.explanation)
    assert order.due_on == date(2026, 3, 9)


@pytest.mark.both_databases
def test_twenty_notices_in_any_order_are_one_ledger_line_and_one_settlement(stage):
    case = stage.case()
    order = order_of(case)
    notices = [paid(order), paid(order, state=PayState.UNPAID, number="")] * 10
    told = [payments.book(notice, at=moment(DAY, 11)) for notice in itertools.islice(notices, 20)]
    assert told.count("booked") == 1 and told.count("repeat") == 9 and told.count("unpaid") == 10
    assert LedgerLine.objects.filter(order=order).count() == 1
    case.refresh_from_db()
    assert Order.objects.get(pk=order.pk).state == Order.State.PAID
    assert not case.tasks.filter(kind="pay_fee", state="open").exists()


@pytest.mark.parametrize("amount", [1, 52_499, 52_501, 5_250_000])
def test_a_wrong_amount_is_kept_as_odd_money_and_settles_nothing(stage, amount):
    case = stage.case()
    order = order_of(case)
    assert payments.book(paid(order, amount=amount), at=moment(DAY, 11)) == "odd"
    assert Order.objects.get(pk=order.pk).state == Order.State.OPEN
    assert LedgerLine.objects.get(order=order).kind == LedgerLine.Kind.ODD
    assert Task.objects.filter(kind="odd_money", state="open", office="cashier").count() == 1


def test_a_second_payment_of_a_settled_fee_is_odd_money(stage):
    order = order_of(stage.case())
    payments.book(paid(order), at=moment(DAY, 11))
    assert payments.book(paid(order, number="4200000002"), at=moment(DAY, 12)) == "odd"


def test_an_order_nobody_knows_changes_nothing(stage):
    stage.case()
    assert payments.book(Paid("F1-1", PayState.PAID, 100, "4200000009", moment()), at=moment()) == "odd"
    assert not LedgerLine.objects.exists()


def test_a_case_is_not_assigned_while_its_fee_is_open(stage):
    case = stage.case()
    with pytest.raises(Refused) as refused:
        stage.act(case, "assign_judge", "case_manager", judge=str(stage.accounts["judge"].pk), clerk=str(stage.accounts["clerk"].pk))
    assert refused.value.code == "fee_unpaid"


def test_deemed_withdrawal_waits_for_the_last_day_and_for_relief(stage):
    case = stage.case()
    with pytest.raises(Refused) as early:
        stage.act(case, "rule_deemed_withdrawal", "filing_clerk", date(2026, 3, 9), paper="1")
    assert early.value.code in ("not_yet", "bad_field")
    def ask(day):
        definition = definitions.of(case)
        fee_overdue(Scene(Case.objects.get(pk=case.pk), definition, "x", definition.acts["docket"], None, moment(day)))

    with pytest.raises(Refused) as last_day:
        ask(date(2026, 3, 9))
    assert last_day.value.code == "not_yet"
    ask(date(2026, 3, 10))
    stage.act(case, "request_relief", "plaintiff", date(2026, 3, 9), relief="defer", reason="家庭困难")
    with pytest.raises(Refused) as asked:
        ask(date(2026, 3, 10))
    assert asked.value.code == "pending"


def test_relief_granted_by_the_president_settles_the_fee_as_deferred(stage):
    case = stage.case()
    stage.act(case, "request_relief", "plaintiff", relief="defer", reason="家庭困难")
    approval = Approval.objects.get(case=case)
    with pytest.raises(Refused):
        decide(approval.pk, by=stage.actor("judge"), at=moment(), granted=True)
    decide(approval.pk, by=stage.actor("court_president"), at=moment(), granted=True, reason="同意")
    assert order_of(case).state == Order.State.DEFERRED
    assert case.tasks.filter(kind="assign", state="open").exists()


@pytest.fixture
def owed(stage):
    """A refund that a withdrawn case of the ordinary track left owed: half of what was paid."""
    case = stage.case(track="ordinary")
    order = order_of(case)
    payments.book(paid(order), at=moment(DAY, 11))
    Case.objects.filter(pk=case.pk).update(close_manner="withdrawal", closed_on=DAY + timedelta(days=20))
    case.refresh_from_db()
    return refunds.find(case, at=moment(DAY + timedelta(days=20)))[0]


def test_half_goes_back_after_a_withdrawal_and_never_half_of_a_half(stage, owed):
    assert owed.amount_fen * 2 == owed.order.full_fen
    halved = stage.case(track="simplified")
    payments.book(paid(order_of(halved), number="4200000007"), at=moment(DAY, 11))
    Case.objects.filter(pk=halved.pk).update(close_manner="withdrawal")
    halved.refresh_from_db()
    assert refunds.find(halved, at=moment()) == []


def test_a_refund_needs_two_people_and_the_second_factor(stage, owed):
    with pytest.raises(Refused) as stale_factor:
        refunds.prepare(owed.pk, by=stage.actor("cashier", fresh=False), at=moment())
    assert stale_factor.value.code == "factor_needed"
    with pytest.raises(Refused):
        refunds.release(owed.pk, by=stage.actor("finance_head"), at=moment())
    refunds.prepare(owed.pk, by=stage.actor("cashier"), at=moment())
    with pytest.raises(Refused) as wrong_office:
        refunds.release(owed.pk, by=stage.actor("cashier"), at=moment())
    assert wrong_office.value.code == "not_yours"
    refunds.release(owed.pk, by=stage.actor("finance_head"), at=moment())
    assert Refund.objects.get(pk=owed.pk).state == Refund.State.RELEASED


def test_a_refund_is_booked_once_and_a_wrong_sum_stops_it(stage, owed):
    refunds.prepare(owed.pk, by=stage.actor("cashier"), at=moment())
    refunds.release(owed.pk, by=stage.actor("finance_head"), at=moment())
    done = (owed.number, RefundState.DONE, owed.amount_fen, "5030000001", moment())
    assert refunds.book(*done, at=moment()) == "booked"
    assert refunds.book(*done, at=moment()) == "repeat"
    assert LedgerLine.objects.filter(kind="refund").count() == 1


def test_reconciliation_names_each_line_that_does_not_agree(stage):
    order = order_of(stage.case())
    payments.book(paid(order), at=moment(DAY, 11))
    ours = list(LedgerLine.objects.all())
    same = BillLine(BillKind.PAYMENT, moment(DAY, 10), ours[0].order_no, ours[0].transaction_no, ours[0].amount_fen, 0)
    stranger = BillLine(BillKind.PAYMENT, moment(DAY, 10), "F9-1", "4200999", 500, 0)
    assert reconciling.compare([same], ours) == ([], 1)
    rows, matched = reconciling.compare([stranger], ours)
    assert matched == 0 and {row["what"] for row in rows} == {"平台有、本院无", "本院有、平台无"}


def test_each_line_of_a_day_belongs_to_the_court_of_its_order(stage):
    order = order_of(stage.case())
    payments.book(paid(order), at=moment(DAY, 11))
    mine = LedgerLine.objects.get()
    same = BillLine(BillKind.PAYMENT, moment(DAY, 10), mine.order_no, mine.transaction_no, mine.amount_fen, 0)
    unbooked = BillLine(BillKind.PAYMENT, moment(DAY, 10), f"{order.number}-2", "4200998", 300, 0)
    stranger = BillLine(BillKind.PAYMENT, moment(DAY, 10), "F9-1", "4200999", 500, 0)
    day = reconciling.reconcile(DAY, at=moment(DAY, 12), bill=[same, unbooked, stranger])
    assert {row["number"]: row["court"] for row in day.rows} == {"4200998": order.court_id, "4200999": ""}
    assert day.courts == {order.court_id: {"bill_fen": mine.amount_fen + 300, "ledger_fen": mine.amount_fen, "matched": 1},
                          "": {"bill_fen": 500, "ledger_fen": 0, "matched": 0}}


def test_only_the_court_above_sees_what_no_court_claims(stage):
    assert queries.reconciled_for(stage.actor("cashier")) == [stage.court.pk]
    Appointment.objects.filter(account=stage.accounts["cashier"]).update(court=stage.court.superior)
    assert queries.reconciled_for(stage.actor("cashier")) == [stage.court.superior_id, ""]


def test_days_compared_before_are_shared_out_by_their_ledger_lines(stage):
    share = importlib.import_module("court.work.fees.migrations.0005_reconciled_by_court")
    order = order_of(stage.case())
    payments.book(paid(order), at=moment(DAY, 11))
    line = LedgerLine.objects.get()
    day = reconciling.Reconciliation(day=DAY, rows=[{"number": "X", "bill_fen": 5, "ledger_fen": None}])
    share._share(day, {line.transaction_no: line})
    assert day.rows[0]["court"] == "" and day.courts[order.court_id]["matched"] == 1
    assert day.courts[""]["bill_fen"] == 5 and day.courts[order.court_id]["bill_fen"] == line.amount_fen


def test_a_link_of_the_old_sum_is_not_used_for_the_new_one(stage):
    """The gateway refuses the same number with another sum: the payer gets a new number at once, not when the link is dead."""
    case = stage.case(track="simplified", amount_fen=5_000_000)
    Order.objects.filter(case=case).update(attempt=1, link="https://pay.example/1", link_until=moment(DAY, 10))
    stage.act(case, "waive_claim", "plaintiff", claims="判令被告偿还借款20000元", claim_amount=2_000_000)
    order = order_of(case)
    assert (order.amount_fen, order.link, order.link_until) == (15_000, "", None)


class SlowGateway:
    """A till beside which something else happens while it makes out its link."""

    def __init__(self, meanwhile):
        self.meanwhile = meanwhile

    def create_order(self, number, amount_fen, description, expires_at, notify_url, *, way, payer_ip):
        self.meanwhile()
        return PayLink(number, way, f"https://pay.example/{number}", expires_at)


def test_a_link_made_out_while_the_sum_changed_is_not_given(stage):
    case = stage.case(track="simplified", amount_fen=5_000_000)
    gateway = SlowGateway(lambda: stage.act(case, "waive_claim", "plaintiff", claims="判令被告偿还借款20000元", claim_amount=2_000_000))
    with provided(Payment, gateway), pytest.raises(Refused, match="刚刚有变动"):
        payments.start(order_of(case).pk, by=stage.actor("plaintiff"), at=moment(DAY, 10), notify_url="https://court.example/notice")
    assert order_of(case).link == ""
