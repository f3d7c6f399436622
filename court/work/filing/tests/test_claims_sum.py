"""Which claims must name their sum: those for money, not those that only name a rate or the costs."""

import pytest

from court.work.filing.forms import RATE, SUM


@pytest.mark.parametrize("claim", [
    "判令被告返还借款50000元", "被告支付货款1.5万元", "被告每月给付抚养费1000元，另付医疗费3000元",
])  # fmt: skip
def test_a_claim_for_money_needs_its_sum(claim):
    assert SUM.search(RATE.sub("", claim))


@pytest.mark.parametrize("claim", [
    "被告每月给付抚养费人民币1，300元", "抚养费800元/月", "原告每月给付抚养费500.00元至其独立生活时止", "诉讼费260.00元由被告承担", "准予离婚",
])  # fmt: skip
def test_a_rate_and_the_costs_are_no_sum(claim):
    assert not SUM.search(RATE.sub("", claim))
