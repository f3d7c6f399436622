"""Rules that find elements: what they find, what they leave, who speaks."""

import pytest

from court.work.elements.rules import engine
from court.work.elements.rules.parts import ANSWER, CLAIMS, FACTS, REASONS, VERDICT, parts_of, split


def codes(key: str, *sentences: str) -> list[set[str]]:
    return [set(one) for one in engine.find(key, list(sentences))]


def test_there_are_sixty_elements_each_with_name_meaning_and_words():
    every = [one for key in engine.DOMAINS for one in engine.domain(key).elements]
    assert len(every) == len({one.code for one in every}) == len({one.name for one in every}) == 60
    assert all(one.means and one.words and one.rules for one in every)


def test_a_claim_for_custody_and_monthly_support_is_found_whole():
    assert codes("divorce", "婚生女由原告抚养，被告每月支付抚养费1200元。") == [{"DV1", "DV2", "DV4", "DV8"}]


def test_what_is_denied_to_exist_is_not_taken_for_it():
    assert "DV3" not in codes("divorce", "原、被告婚后没有共同财产。")[0]
    assert "DV10" not in codes("divorce", "双方无共同债务。")[0]
    assert "LB7" not in codes("labor", "双方一直未签订书面劳动合同。")[0]
    assert "LB6" in codes("labor", "双方一直未签订书面劳动合同。")[0]


def test_a_verdict_counts_only_where_the_court_gives_it():
    said = codes("divorce", "原告诉称，要求准予离婚。", "本院认为，夫妻感情确已破裂。", "判决如下：", "一、准予原告王某与被告李某离婚；")
    assert "DV12" not in said[0] and {"DV9", "DV12"} <= said[3]


def test_a_sentence_that_only_lists_proofs_states_nothing():
    assert codes("labor", "上述事实，有劳动合同、解除劳动合同通知书等证据证实。") == [set()]


def test_the_parts_of_a_paper_follow_who_speaks():
    sentences = split("原告诉称，双方感情破裂。被告辩称，不同意离婚。经审理查明，双方2015年结婚。本院认为，应予准许。判决如下：一、准予离婚。")
    assert parts_of(sentences) == [CLAIMS, ANSWER, FACTS, REASONS, VERDICT]
    assert parts_of(["判决如下：", "一、准予离婚。"]) == [REASONS, VERDICT]


@pytest.mark.parametrize(("cause", "key"), [("离婚纠纷", "divorce"), ("追索劳动报酬纠纷", "labor"), ("民间借贷纠纷", "loan")])
def test_the_cause_names_the_elements(cause, key):
    assert engine.for_cause(cause).key == key


def test_a_cause_without_elements_has_none():
    assert engine.for_cause("机动车交通事故责任纠纷") is None


def test_long_and_odd_texts_cost_no_time():
    assert codes("loan", "借" * 20_000 + "款", "（" * 5_000, "") is not None


@pytest.mark.parametrize(("sentence", "denies"), [
    ("对借款本金没有异议。", False), ("双方对此没有争议。", False), ("对该证据没有意见。", False), ("被告并无异议。", False),
    ("被告对利率有异议。", True), ("被告没有收到该款。", True), ("不同意离婚。", True),
])
def test_no_objection_is_no_denial(sentence, denies):
    from court.work.elements.finding import _DENIES

    assert bool(_DENIES.search(sentence)) is denies
