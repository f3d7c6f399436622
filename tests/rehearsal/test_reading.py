"""What the rehearsal reads in a text: sums, items asked for, cause, and what it had to supply."""

import json
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from court.kit.refusal import Refused
from court.site.rehearsal import asking, causing, outcomes, rows, sums
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


@pytest.mark.parametrize(("item", "yuan"), [
    ("偿还借款本金500万元，并支付至2015年8月21日止的利息444289.04元", "5444289.04"),
    ("支付工资4500元（其中2012年11月500元，12月2000元，1月2000元）", "4500"),
    ("偿还借款92000元，并按月利率1.5％计算利息（暂计至起诉之日止，利息为24600元）", "116600"),
    ("支付两个月工资，1877×2＝3754元", "3754"),
    ("偿还借款62300元、手续费939元、借款62300元自2016年12月10日起按日万分之五计算的利息", "63239"),
    ("偿还借款1600万元，以1300万元为标准自2015年1月5日起计算至1300万元本金偿清之日止支付违约金", "16000000"),
    ("支付250000元借款自2013年4月24日至2018年8月29日的利息3000元", "3000"),
])  # fmt: skip
def test_the_sum_of_an_item_takes_what_is_asked_and_not_what_it_is_counted_from(item, yuan):
    assert sums.claimed([item, "诉讼费100元由被告承担"]) == Decimal(yuan)


def test_what_a_surety_answers_for_is_not_asked_twice():
    surety = "被告乙某对上述10万元承担连带清偿责任"
    assert sums.claimed(["被告甲某偿还借款10万元", surety]) == Decimal(100_000)
    assert sums.claimed([surety]) == Decimal(100_000)


@pytest.mark.parametrize("other", [
    "运通公司辩称：无义务支付。", "原告提交如下证据：", "本院依据采信的证据，确认以下事实。", "庭审期间，原告变更请求。", "事实与理由：借款未还。",
])  # fmt: skip
def test_the_requests_end_where_somebody_else_speaks(other):
    assert asking.items(f"原告诉称，1．判令被告还款50000元；2．诉讼费由被告承担。{other}") == ["判令被告还款50000元", "诉讼费由被告承担"]


@pytest.mark.parametrize(("row", "manner", "above"), [
    ({"court_view": "本院认为，证据充分。判决如下：一、被告还款；二、驳回其他诉讼请求。"}, "judgment", ""),
    ({"result": "经本院主持调解，当事人自愿达成如下协议：一、被告分期还款。"}, "mediation", ""),
    ({"court_view": "裁定如下：准许原告甲某撤诉。"}, "withdrawal", ""),
    ({"full_text": "原告曾撤诉。本院认为，不属于受理范围。裁定如下：驳回原告甲某的起诉。"}, "dismissal", ""),
    ({"claims": "上诉人甲某上诉称", "court_view": "判决如下：撤销原判，发回重审。"}, "judgment", "remanded"),
    ({"claims": "上诉人甲某上诉称", "court_view": "判决如下：驳回上诉，维持原判。"}, "judgment", "upheld"),
    ({"court_view": "原告曾起诉离婚，经调解撤诉。判决如下：准予离婚。"}, "judgment", ""),
    ({}, "judgment", ""),
])  # fmt: skip
def test_the_end_is_read_where_the_court_decides(row, manner, above):
    found = outcomes.of(row)
    assert (found.manner, found.above) == (manner, above)


def test_the_fee_of_then_is_left_out_and_only_who_bears_it_is_kept():
    found = outcomes.of({"court_view": "判决如下：不准原告甲某与被告乙某离婚。案件受理费300元，由原告甲某负担。"})
    assert (found.order, found.costs, found.lost) == (["不准原告甲某与被告乙某离婚。"], "原告", True)


@pytest.mark.parametrize(("claims", "guess", "cause"), [
    ("原告甲某诉称，被告向原告借款。", "金融借款合同纠纷", "民间借贷纠纷"),
    ("原告示例银行诉称，被告贷款未还。", "金融借款合同纠纷", "金融借款合同纠纷"),
    ("原告甲某诉称，借款用于家庭。", "离婚纠纷", "民间借贷纠纷"),
])  # fmt: skip
def test_a_guessed_cause_stands_only_where_the_requests_bear_it_out(claims, guess, cause):
    supplied: list[str] = []
    assert causing.cause_of({"claims": claims, "cause_guess": guess}, ["偿还借款10万元"], supplied).name == cause
    assert bool(supplied) == (cause != guess)


def test_maintenance_by_the_month_is_no_sum_claimed():
    row = {"id": "1", "kind": "民事", "cause": "离婚纠纷", "claims": "请求判令：1、离婚；2、被告每月给付抚养费人民币1，300元。"}
    assert rows.given(row, NAMES, generated.ON).amount is None


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
    assert causing.cause_of({"cause_guess": "买卖合同纠纷", "claims": "货款"}, [], supplied).name == "买卖合同纠纷"
    assert causing.cause_of({"cause": "没有这种", "cause_code": "108.03", "claims": ""}, [], supplied).code == "108.03"
    assert supplied == []


def test_an_unknown_cause_is_supplied_and_named():
    supplied: list[str] = []
    assert causing.cause_of({"claims": "被告借钱不还"}, [], supplied).name == "民间借贷纠纷"
    assert supplied == ["案由"]


def test_what_the_row_has_is_kept_and_what_it_lacks_is_named():
    whole = rows.given(generated.row(1, Random(3)), NAMES, generated.ON)
    bare = rows.given(generated.row(3, Random(3)), NAMES, generated.ON)
    assert whole.supplied == list(rows.ALWAYS)
    assert set(bare.supplied) - set(rows.ALWAYS) == {"查明的事实", "本院认为", "裁判主文"}
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


def test_the_words_on_appeal_of_the_court_that_judged_then_are_left_out():
    row = generated.row(0, Random(3))
    row["court_view"] = (f"{row.get('court_view') or ''}判决如下：准予离婚。如不服本判决，可在判决书送达之日起十五日内，向本院递交上诉状，"
                         "并按对方当事人的人数提出副本，上诉于示例市中级人民法院。同时，直接向该院预交上诉案件受理费240元。")
    dispute = rows.given(row, NAMES, date(2026, 3, 2)).dispute
    assert "上诉于" not in dispute.opinion + "".join(dispute.order)
    assert "预交上诉案件受理费" not in dispute.opinion + "".join(dispute.order)
    assert any("准予离婚" in one for one in dispute.order)
