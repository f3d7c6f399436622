"""A party changes, adds and gives up claims on the phone."""

import pytest
from django.urls import reverse

from court.kit.refusal import Refused
from court.spine.cases import claims
from court.spine.cases.models import Case, Party, Representative
from court.spine.cases.tests.stage import moment
from court.spine.dossier.models import Document
from court.spine.tasks.models import Task
from court.work.answering import changing

pytestmark = pytest.mark.django_db
BEFORE, AFTER = ["判令被告偿还借款50000元"], ["判令被告偿还借款50000元", "判令被告支付利息50000元"]


@pytest.fixture
def case(assigned) -> Case:
    Case.objects.filter(pk=assigned.pk).update(facts={**assigned.facts, "claims": BEFORE})
    assigned.refresh_from_db()
    return assigned


def ask(stage, case, act=changing.ASK, who="plaintiff", amount=10_000_000, asked=AFTER, **more):
    made = changing.change(case.pk, act, by=stage.actor(who), at=moment(), asked=asked, amount_fen=amount, reason="利息未计入",
                           how="add" if act == changing.ASK else "", **more)
    case.refresh_from_db()
    return made


def test_an_added_claim_waits_for_the_judge_and_then_costs_the_difference(stage, case):
    ask(stage, case)
    assert (case.amount_fen, claims.current(case)) == (5_000_000, BEFORE)
    assert Task.objects.filter(case=case, kind="claim_change", closed_at=None).exists()
    stage.act(case, "change_claim", "judge", claim_amount=10_000_000, reason="可以合并审理")
    assert (case.amount_fen, claims.current(case)) == (10_000_000, AFTER)
    assert case.orders.get(purpose="topup").amount_fen == 115_000 - 52_500
    assert Document.objects.filter(case=case, title__startswith="变更诉讼请求申请书").count() == 1


def test_a_refused_change_leaves_the_claims_and_lets_the_party_ask_again(stage, case):
    ask(stage, case)
    with pytest.raises(Refused, match="正在审查"):
        ask(stage, case)
    stage.act(case, "refuse_claim_change", "judge", reason="不是同一法律关系")
    assert (case.amount_fen, claims.current(case)) == (5_000_000, BEFORE)
    ask(stage, case)


def test_a_sum_corrected_by_the_court_brings_no_claims_back(stage, case):
    """Neither those it refused nor those that were given up since."""
    ask(stage, case)
    stage.act(case, "change_claim", "judge", claim_amount=10_000_000, reason="可以合并审理")
    ask(stage, case, changing.WAIVE, amount=5_000_000, asked=BEFORE)
    stage.act(case, "change_claim", "judge", claim_amount=4_900_000, reason="更正数额")
    assert claims.current(case) == BEFORE
    ask(stage, case, asked=["判令被告赔礼道歉"])
    stage.act(case, "refuse_claim_change", "judge", reason="不是同一法律关系")
    stage.act(case, "change_claim", "judge", claim_amount=4_800_000, reason="更正数额")
    assert claims.current(case) == BEFORE


def test_one_of_two_plaintiffs_does_not_give_up_what_is_the_others_too(stage, case):
    Party.objects.create(case=case, person=stage.accounts["stranger"].person, role="plaintiff", order=3, name="刘路人")
    with pytest.raises(Refused, match="其他原告") as refused:
        ask(stage, case, changing.WAIVE, amount=2_000_000, asked=BEFORE)
    assert "第五十五条" in refused.value.law
    Representative.objects.create(case=case, party=case.parties.get(person=stage.accounts["stranger"].person),
                                  person=stage.accounts["lawyer"].person, kind="lawyer", authority="special", since=moment())
    ask(stage, case, changing.WAIVE, who="lawyer", amount=2_000_000, asked=BEFORE)
    assert case.amount_fen == 2_000_000


def test_what_was_added_and_given_up_again_before_paying_costs_nothing(stage, case):
    ask(stage, case)
    stage.act(case, "change_claim", "judge", claim_amount=10_000_000, reason="可以合并审理")
    ask(stage, case, changing.WAIVE, amount=5_000_000, asked=BEFORE)
    assert [order.state for order in case.orders.filter(purpose="topup")] == ["closed"]


def test_a_waiver_counts_at_once_and_gives_the_difference_back(stage, case):
    ask(stage, case, changing.WAIVE, amount=2_000_000, asked=["判令被告偿还借款20000元"])
    assert (case.amount_fen, claims.current(case)) == (2_000_000, ["判令被告偿还借款20000元"])
    assert case.orders.filter(purpose="topup").count() == 0


@pytest.mark.parametrize(("act", "amount", "asked", "words"), [
    (changing.ASK, 5_000_000, BEFORE, "相同"), (changing.ASK, 1_000_000, AFTER, "不能少于"), (changing.ASK, None, AFTER, "写明"),
    (changing.WAIVE, 9_000_000, BEFORE, "不能多于"), (changing.WAIVE, 5_000_000, BEFORE, "相同"), (changing.WAIVE, None, BEFORE, "请填写"),
])  # fmt: skip
def test_what_changes_nothing_or_goes_the_wrong_way_is_refused(stage, case, act, amount, asked, words):
    with pytest.raises(Refused, match=words):
        ask(stage, case, act, amount=amount, asked=asked)
    assert not Document.objects.filter(case=case, kind=act).exists()


def test_only_the_plaintiff_may_and_a_general_authority_is_not_enough(stage, case):
    with pytest.raises(Refused, match="应由"):
        ask(stage, case, who="defendant")
    plaintiff = case.parties.get(role="plaintiff")
    Representative.objects.filter(case=case).delete()
    Representative.objects.create(case=case, party=plaintiff, person=stage.accounts["lawyer"].person, kind="lawyer", authority="general",
                                  since=moment())
    with pytest.raises(Refused, match="一般授权"):
        ask(stage, case, who="lawyer")


def test_after_the_debate_nothing_is_added(stage, case):
    Case.objects.filter(pk=case.pk).update(stage="deliberation")
    with pytest.raises(Refused, match="阶段"):
        ask(stage, case)


def test_handing_in_twice_is_once(stage, case):
    assert ask(stage, case, key="k").place == ask(stage, case, key="k").place


def test_the_phone_tells_the_fee_before_it_is_handed_in_and_keeps_what_was_typed(case, web):
    page, phone = reverse("claim_change", args=[case.pk]), web("plaintiff")
    typed = {"how": "add", "asked": "\n".join(AFTER), "amount": "100000", "token": str(case.version), "key": "one", "step": "check"}
    shown = phone.post(page, typed).content.decode()
    assert "补交625" in shown and "判令被告支付利息50000元" in shown
    kept = phone.post(page, {**typed, "step": "send", "reason": ""})
    assert kept.status_code == 422 and "判令被告支付利息50000元" in kept.content.decode()
    assert phone.post(page, {**typed, "step": "send", "reason": "利息未计入"}).status_code == 302
    assert "正在审查" in phone.get(page).content.decode()


def test_others_do_not_find_the_page(case, web):
    assert web("stranger").get(reverse("claim_waiver", args=[case.pk])).status_code == 404
