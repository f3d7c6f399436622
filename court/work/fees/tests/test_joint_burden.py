"""Several bear a fee together: one sum in the judgment, one order after its effect, which any of them settles."""

from datetime import timedelta

import pytest
from django.urls import reverse

from court.kit.refusal import Refused
from court.ports.payment import Paid, PayState
from court.spine.cases import bearing
from court.spine.cases.models import Case, Party
from court.spine.cases.tests import stagefixtures
from court.spine.cases.tests.stage import DAY, account, moment
from court.spine.dossier.models import Document
from court.work.fees import burden, payments, settlement
from court.work.fees.forms import SharesForm
from court.work.fees.models import Order

pytestmark = pytest.mark.django_db
stage, web = stagefixtures.stage, stagefixtures.web
LATER = DAY + timedelta(days=30)


@pytest.fixture
def two(stage):
    """A simplified case about 50,000 yuan against two defendants; the plaintiff paid 525 yuan."""
    case = stage.case(track="simplified", amount_fen=5_000_000)
    book(case, "acceptance", "42001")
    judge, clerk = (str(stage.accounts[who].pk) for who in ("judge", "clerk"))
    case.refresh_from_db()
    stage.act(case, "assign_judge", "case_manager", judge=judge, clerk=clerk)
    stage.accounts["second"] = account("马二", "litigant")
    Party.objects.create(case=case, person=stage.accounts["second"].person, name="马二", role="defendant", order=2)
    return case


def book(case, purpose, number):
    order = Order.objects.get(case=case, purpose=purpose, state="open")
    payments.book(Paid(f"{order.number}-1", PayState.PAID, order.amount_fen, number, moment(DAY, 10)), at=moment(DAY, 11))
    return order


def ids(case, *names):
    return [str(case.parties.get(name=name).pk) for name in names]


def decided(stage, case, shares, joint):
    made = burden.decide(case, "judgment", {"main": shares}, joint={"main": joint}, direct=False, by=stage.actor("judge"), at=moment())
    Case.objects.filter(pk=case.pk).update(close_manner="judgment", closed_on=LATER, effective_on=LATER, stage="effective")
    case.refresh_from_db()
    return made


def test_the_judgment_names_both_and_one_sum(stage, two):
    one, other = ids(two, "张伟", "马二")
    made = decided(stage, two, {one: 26_250, other: 26_250}, [[one, other]])
    assert bearing.in_words(two, made.matters) == ["案件受理费1050元，减半收取计525元，由被告张伟、马二共同负担。"]


def test_a_part_borne_together_stands_beside_a_part_borne_alone(stage, two):
    plaintiff, one, other = ids(two, "王建国", "张伟", "马二")
    made = decided(stage, two, {plaintiff: 10_500, one: 20_000, other: 22_000}, [[one, other]])
    assert bearing.in_words(two, made.matters) == ["案件受理费1050元，减半收取计525元，由原告王建国负担105元，由被告张伟、马二共同负担420元。"]


def test_after_effect_both_are_asked_for_one_sum_once_and_either_settles_it(stage, two):
    one, other = ids(two, "张伟", "马二")
    decided(stage, two, {one: 26_250, other: 26_250}, [[one, other]])
    moved = settlement.settle(two, at=moment(LATER))
    assert [r.amount_fen for r in moved["back"]] == [52_500]
    (order,) = moved["due"]
    assert order.amount_fen == 52_500
    assert order.owed_by == {two.parties.get(name=name).person_id for name in ("张伟", "马二")}
    notices = Document.objects.filter(case=two, template="fee_burden_notice")
    assert {n.party.name for n in notices} == {"张伟", "马二"}
    assert all("任何一人交清即可" in str(n.data) for n in notices)
    assert settlement.settle(two, at=moment(LATER)) == {"back": [], "due": []}
    book(two, "burden", "42009")
    assert settlement.settle(two, at=moment(LATER)) == {"back": [], "due": []}


def test_what_one_of_them_prepaid_counts_for_all_of_them(stage, two):
    """The plaintiff prepaid 525 yuan and bears 105 together with a defendant: 420 go back, nobody is asked."""
    plaintiff, one, other = ids(two, "王建国", "张伟", "马二")
    decided(stage, two, {plaintiff: 5_250, one: 5_250, other: 42_000}, [[plaintiff, one]])
    moved = settlement.settle(two, at=moment(LATER))
    assert [r.amount_fen for r in moved["back"]] == [42_000]
    assert [(order.payer.name, order.amount_fen) for order in moved["due"]] == [("马二", 42_000)]


def test_a_group_with_a_stranger_or_a_party_twice_is_refused(stage, two):
    one, other = ids(two, "张伟", "马二")
    for joint in ([[one, "1"]], [[one, other], [other, one]]):
        with pytest.raises(Refused):
            decided(stage, two, {one: 26_250, other: 26_250}, joint)


def test_the_page_offers_it_only_to_sides_of_several(stage, two):
    form = SharesForm(burden.matters(two, "judgment"))
    assert [name for name in form.fields if "joint" in name] == ["main_joint_others"]


@pytest.mark.django_db(databases=["default", "reads"])
def test_the_judge_decides_it_on_the_page_and_sees_it_again(stage, two, web):
    desk = web("judge")
    page = reverse("fee_burden", args=[two.pk])
    plaintiff, one, other = ids(two, "王建国", "张伟", "马二")
    assert "各被告共同负担" in desk.get(page).content.decode()
    sent = {"manner": "judgment", "key": "k1", f"main_{plaintiff}": "0", f"main_{one}": "262.50", f"main_{other}": "262.50", "main_joint_others": "on"}
    assert desk.post(page, sent).status_code == 302
    shown = desk.get(page).content.decode()
    assert "由被告张伟、马二共同负担" in shown
    assert "checked" in shown.split('name="main_joint_others"')[1].split(">")[0]
