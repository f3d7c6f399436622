"""Articles relied on: their form, the table by cause, the order of citing."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import articles
from law.answer import LawError
from law.instruments import in_chinese


@pytest.mark.parametrize(("typed", "kept"), [
    ("《中华人民共和国民法典》第675条", "《中华人民共和国民法典》第六百七十五条"),
    (" 《中华人民共和国公司法》第四条第二款第一项。", "《中华人民共和国公司法》第四条第二款第一项"),
    ("《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第九十条", "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第九十条"),
])  # fmt: skip
def test_an_article_is_kept_as_papers_write_it(typed, kept):
    assert articles.read(typed) == kept


@pytest.mark.parametrize("typed", ["民法典第675条", "《民法典》", "《民法典》第条", "《民法典》第六条和第七条", "", "第六条", "《》第六条"])
def test_another_form_is_refused_with_the_form_to_use(typed):
    with pytest.raises(LawError) as refused:
        articles.read(typed)
    assert "《法律名称》第" in refused.value.text


def test_laws_stand_before_regulations_before_interpretations_and_substance_before_procedure():
    typed = ["《最高人民法院关于审理民间借贷案件适用法律若干问题的规定》第二十五条", "《诉讼费用交纳办法》第二十九条",
             "《中华人民共和国民事诉讼法》第一百四十七条", "《中华人民共和国公司法》第四条", "《中华人民共和国民法典》第六百七十六条",
             "《中华人民共和国民法典》第六百七十五条", "《山西省物业管理条例》第五条", "《中华人民共和国民法典》第六百七十五条"]
    assert articles.cited(typed) == (
        "《中华人民共和国民法典》第六百七十五条、第六百七十六条，《中华人民共和国公司法》第四条，《中华人民共和国民事诉讼法》第一百四十七条，"
        "《诉讼费用交纳办法》第二十九条，《山西省物业管理条例》第五条，《最高人民法院关于审理民间借贷案件适用法律若干问题的规定》第二十五条")


def test_every_row_of_the_table_is_well_formed_and_says_how_far_it_was_read():
    for one in articles.table():
        assert articles.read(one.text) == one.text
        assert one.mark in "RWGM" and one.subject


@pytest.mark.parametrize(("cause", "expected"), [("民间借贷纠纷", "第六百七十五条"), ("离婚纠纷", "第一千零七十九条"),
                                                 ("物业服务合同纠纷", "第九百四十四条"), ("买卖合同纠纷", "第六百二十六条")])
def test_a_draft_begins_with_the_usual_articles_of_its_cause(cause, expected):
    usual = articles.usual(cause)
    assert any(expected in one for one in usual)
    assert any("民事诉讼法" in one for one in usual)


def test_a_contract_of_employment_is_no_contract_of_the_civil_code():
    assert not any("第五百七十七条" in one for one in articles.usual("劳动合同纠纷"))
    assert any("劳动合同法" in one for one in articles.usual("劳动合同纠纷"))


def test_searching_finds_by_word_number_and_cause():
    assert any("六百八十条" in one.number for one in articles.search("民间借贷纠纷", "利息"))
    assert articles.search("民间借贷纠纷")[0].fits("民间借贷纠纷")
    assert articles.search("离婚纠纷", "没有这样的话") == []


@given(st.integers(1, 1999))
def test_chinese_numerals_are_read_as_they_are_written(number):
    assert articles.value(in_chinese(number)) == number
