"""The fields of papers are read with their places; figures that contradict themselves are told, never mended."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court.kit import money
from court.work.scanning.papers import fields, kinds
from court.work.scanning.papers.readers.days import numeral
from court.work.scanning.papers.readers.figures import fen_of_words
from court.work.scanning.papers.tests import sheet
from court.work.scanning.papers.tests.test_sorting import layouts
from court.work.scanning.papers.words import Reading


def read(kind, *texts):
    return fields(kind, [sheet.page(text) for text in texts])


def test_a_complaint_names_its_parties_claims_court_and_day():
    found = read("complaint", sheet.COMPLAINT)
    assert found["原告"].value == "卫春生"
    assert found["原告身份证号"].value == "149999198001010013"
    assert found["原告电话"].value == "12000000001"
    assert found["被告"].value == "裴桂兰"
    assert "被告身份证号" not in found
    assert found["被告住址"].value == "山西省运城市临猗县北辛乡北辛村"
    assert found["诉讼请求"].value == ["判令被告偿还借款本金50000元", "本案诉讼费用由被告承担"]
    assert found["受诉法院"].value == "运城市盐湖区人民法院"
    assert (found["日期"].value, found["日期"].exact) == ("2026年3月1日", date(2026, 3, 1))


def test_a_second_plaintiff_has_a_place_of_his_own():
    text = sheet.COMPLAINT.replace("  被告：", "  原告：尚月娥，女，汉族，公民身份号码149999199001010021。\n  被告：")
    found = read("complaint", text)
    assert (found["原告2"].value, found["原告2身份证号"].value, found["被告"].value) == ("尚月娥", "149999199001010021", "裴桂兰")


def test_a_wrong_check_digit_is_told_and_left_as_it_stands():
    found = read("id_card", sheet.CARD)["公民身份号码"]
    assert found.value == "149999198001010014"
    assert found.valid is False
    assert "校验位" in found.note


def test_an_identity_card_is_read():
    found = read("id_card", sheet.CARD, sheet.CARD_BACK)
    assert {name: found[name].value for name in ("姓名", "性别", "民族", "出生", "住址", "签发机关")} == {
        "姓名": "卫春生", "性别": "男", "民族": "汉", "出生": "1980年1月1日", "住址": "山西省运城市盐湖区上郭乡中陈", "签发机关": "运城市公安局盐湖分局",
    }  # fmt: skip


def test_a_note_of_hand_is_read_and_its_sums_compared():
    found = read("note_of_hand", sheet.NOTE)
    assert {name: found[name].value for name in ("类型", "出借人", "借款人", "日期", "大写")} == {
        "类型": "借条", "出借人": "卫春生", "借款人": "裴桂兰", "日期": "2024年3月5日", "大写": "伍万元整"}  # fmt: skip
    assert (found["金额"].exact, found["金额"].valid) == (5_000_000, True)


def test_sums_that_differ_are_told():
    found = read("note_of_hand", sheet.NOTE.replace("￥50000", "￥60000"))
    assert (found["金额"].exact, found["金额"].valid) == (6_000_000, False)
    assert "不一致" in found["金额"].note


@pytest.mark.parametrize("written", ["（2026）晋0802民初123号", "(2026)晋0802民初123号", "〔2026〕晋0802民初123号", "（2026） 晋0802 民初123 号"])
def test_a_case_number_has_one_form_however_it_is_written(written):
    found = read("summons", sheet.SUMMONS.replace("（2026）晋0802民初123号", written))["案号"]
    assert (found.value, found.valid) == ("（2026）晋0802民初123号", True)


def test_a_summons_is_read_by_its_cells():
    found = read("summons", sheet.SUMMONS)
    assert {name: found[name].value for name in ("法院", "被传唤人", "应到时间", "应到处所", "案由", "审判员", "书记员")} == {
        "法院": "山西省运城市盐湖区人民法院", "被传唤人": "裴桂兰", "应到时间": "2026年4月9日上午9时", "应到处所": "本院第二审判庭",
        "案由": "民间借贷纠纷", "审判员": "解晋生", "书记员": "卢静"}  # fmt: skip


def test_evidence_is_listed_from_its_column():
    found = read("evidence_list", sheet.EVIDENCE)
    assert found["证据"].value == ["劳动合同", "判决书", "道路交通事故认定书"]
    assert found["条数"].exact == 3


def test_a_judgment_is_read_over_its_pages():
    found = read("judgment", sheet.JUDGMENT, sheet.JUDGMENT_2)
    assert found["引用条文"].value == ["《中华人民共和国民法典》第六百七十五条", "《中华人民共和国民法典》第六百七十六条"]
    assert (found["日期"].exact, found["日期"].page) == (date(2026, 5, 6), 1)
    assert (found["案由"].value, found["书记员"].value) == ("民间借贷纠纷", "卢静")


def test_a_misread_court_is_found_on_the_roll_and_says_so():
    found = read("summons", sheet.SUMMONS.replace("盐湖区", "监湖区"))["法院"]
    assert found.value == "山西省运城市盐湖区人民法院"
    assert "监湖区" in found.note


def test_a_value_stands_where_its_words_stand():
    found = read("summons", sheet.SUMMONS)["被传唤人"]
    line = sheet.page(sheet.SUMMONS).lines[found.line]
    assert line.text == "裴桂兰"
    assert [part for corner in found.quad for part in corner] == pytest.approx([part for corner in line.quad for part in corner])


def test_part_of_a_line_has_its_own_corners():
    found = read("note_of_hand", sheet.NOTE)["出借人"]
    (left, _), (right, _), *_ = found.quad
    assert 0.1 < left < right < 0.4


@given(st.integers(1, 10**12))
def test_sums_in_words_are_read_back(fen):
    assert fen_of_words(money.in_words(fen).removeprefix("人民币")) == fen


@pytest.mark.parametrize(("text", "value"), [("二〇二六", 2026), ("十二", 12), ("三十一", 31), ("廿一", 21), ("十", 10), ("五", 5)])
def test_chinese_numerals_of_days_are_read(text, value):
    assert numeral(text) == value


def test_a_spread_is_read_page_by_page():
    left, right = sheet.page(sheet.JUDGMENT), sheet.page(sheet.JUDGMENT_2)

    def half(line, shift):
        return type(line)(line.text, tuple((x / 2 + shift, y) for x, y in line.quad), line.row, line.sure)

    both = type(left)(420, 297, [half(line, 0) for line in left.lines] + [half(line, 0.5) for line in right.lines])
    assert Reading([both]).text.index("相互") < Reading([both]).text.index("印证")


@given(st.sampled_from(sorted(kinds())), st.lists(layouts(), max_size=3))
def test_no_words_break_the_readers(kind, pages):
    for found in fields(kind, pages).values():
        assert 0 <= found.page < len(pages)
        assert 0 <= found.line < len(pages[found.page].lines)
