"""What the rehearsal reads in a text: sums, items asked for, cause, and what it had to supply."""

import json
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from court.kit.refusal import Refused
from court.site.rehearsal import asking, rows, sums
from tests.rehearsal import generated

NAMES = ("示例甲", "示例乙")


@pytest.mark.parametrize(("text", "yuan"), [
    ("偿还借款50000元", "50000"), ("借款本金213.4万元", "2134000"), ("人民币壹拾万元整", "100000"), ("现金100，000元", "100000"),
    ("五万元", "50000"), ("货款3,850.50元", "3850.50"), ("１２０００元", "12000"), ("1.2亿元", "120000000"),
])  # fmt: skip
def test_a_sum_is_read_as_a_court_writes_it(text, yuan):
    assert sums.sums(text) == [Decimal(yuan)]


@pytest.mark.parametrize("text", ["每月支付抚养费1000元", "物业费2元/月", "解除合同", "0元", "元旦借款"])
def test_a_rate_or_no_sum_is_no_sum(text):
    assert sums.sums(text) == []


def test_the_sum_claimed_adds_items_and_leaves_costs_out():
    assert sums.claimed(["偿还本金1000元", "支付利息200元（以1000元为基数）", "诉讼费50元由被告承担"]) == Decimal(1200)


def test_a_stated_total_counts_instead_of_its_parts():
    assert sums.claimed(["支付工资100元、加班费200元，共计300元"]) == Decimal(300)


def test_numbered_items_are_told_apart_and_the_story_is_left_out():
    text = "原告诉称：1、判令被告还款50000元；2、诉讼费由被告承担。事实和理由：2015年3月1日借款。"
    assert asking.items(text) == ["判令被告还款50000元", "诉讼费由被告承担"]


def test_the_last_asking_counts_when_a_story_tells_of_an_earlier_one():
    text = "原告曾要求被告付款未果。现请求法院依法判令被告支付货款8000元。"
    assert asking.items(text) == ["判令被告支付货款8000元"]


def test_a_text_without_any_request_gives_no_items():
    assert asking.items("双方系邻居，素有来往。") == []


def test_a_former_name_of_a_cause_leads_to_todays_entry():
    supplied: list[str] = []
    assert rows.cause_of({"cause_guess": "买卖合同纠纷", "claims": "货款"}, supplied).name == "买卖合同纠纷"
    assert rows.cause_of({"cause": "没有这种", "cause_code": "108.03", "claims": ""}, supplied).code == "108.03"
    assert supplied == []


def test_an_unknown_cause_is_supplied_and_named():
    supplied: list[str] = []
    assert rows.cause_of({"claims": "被告借钱不还"}, supplied).name == "民间借贷纠纷"
    assert supplied == ["案由"]


def test_what_the_row_has_is_kept_and_what_it_lacks_is_named():
    whole = rows.given(generated.row(1, Random(3)), NAMES, generated.ON)
    bare = rows.given(generated.row(3, Random(3)), NAMES, generated.ON)
    assert whole.supplied == list(rows.ALWAYS)
    assert set(bare.supplied) - set(rows.ALWAYS) == {"查明的事实", "本院认为", "判决主文"}
    assert "原告甲某" in whole.dispute.found
    assert whole.dispute.order and whole.dispute.opinion.endswith("判决如下：")


def test_a_claim_for_money_without_a_sum_gets_one_and_says_so():
    row = {"id": "1", "kind": "民事", "cause": "民间借贷纠纷", "claims": "原告请求判令被告归还借款。"}
    found = rows.given(row, NAMES, date(2026, 3, 9))
    assert found.amount and "标的额" in found.supplied


def test_other_kinds_and_rows_without_claims_are_left_out(tmp_path):
    assert [one["id"] for one in rows.read(generated.write(tmp_path / "rows.jsonl", 2))] == ["G0001", "G0002"]


def test_a_line_that_is_no_row_is_refused_with_its_number(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({"kind": "刑事"}) + "\nnot json\n", "utf-8")
    with pytest.raises(Refused, match="第2行"):
        list(rows.read(file))
