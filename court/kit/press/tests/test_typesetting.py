"""A court's paper: the page, the type, the names whole, and nothing a person typed ever becomes markup."""

import io
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from court.kit.press import fonts, sheets
from court.kit.press.typesetting import Unprintable, templates, typeset, typeset_file

HERE = Path(__file__).parent / "documents"
DAY = date(2026, 3, 1)
MM = 72 / 25.4
FACTS = {
    "court": "山西省运城市盐湖区人民法院", "name": "民事判决书", "number": "（2026）晋0802民初1234号", "to": "王建国",
    "dated": "二〇二六年三月一日", "body": ["本院认为，合法的借贷关系受法律保护。"] * 3,
    "signatures": [{"post": "审判长", "name": "李玥"}, {"post": "人民陪审员", "name": "欧阳文静"}],
    "signed": [{"post": "审判员", "name": "李文静"}, {"post": "书记员", "name": "赵小敏"}],
    "rows": [{"label": "案由", "value": "民间借贷纠纷"}, {"label": "应到时间", "value": ["2026年4月1日", "9时00分"]}],
    "items": [{"lines": ["张伟 收", "运城市盐湖区"], "code": "7F3K"}], "style": "",
    "entries": [{"order": 1, "title": "起诉状", "day": "2026-03-01", "pages": "1-2", "remark": "", "place": 0}],
}  # fmt: skip


def judgment(**facts) -> bytes:
    return typeset_file(HERE / "judgment.typ", FACTS | facts, on=DAY)


def words(pdf: bytes) -> str:
    """All text of a paper without the breaks of lines."""
    return "".join("".join(sheets.text(pdf)).split())


def test_it_is_a_pdf_a_with_title_and_day():
    with pikepdf.open(io.BytesIO(judgment())) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "2"
        assert metadata["dc:title"] == "民事判决书（2026）晋0802民初1234号"
        assert metadata["xmp:CreateDate"].startswith("2026-03-01")


def test_the_page_is_that_of_an_official_paper():
    document = pypdfium2.PdfDocument(judgment(body=["一" * 400]))
    page = document[0]
    assert [round(side / MM) for side in page.get_size()] == [210, 297]
    text = page.get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1) == "一"]
    left, right = min(box[0] for box in boxes) / MM, max(box[2] for box in boxes) / MM
    assert 28 <= left <= 29.5
    assert 210 - 28 <= right <= 210 - 25.9
    lines = sorted({round(box[1]) for box in boxes}, reverse=True)
    assert {high - low for high, low in pairwise(lines)} == {28}
    assert max(box[3] - box[1] for box in boxes) < 16


@pytest.mark.parametrize("name", ["玥珺喆堃昇赟", "阿卜杜拉·买买提", "𠮷野家", "龘靐齉", "㛃䶮", "王𬱖"])
def test_rare_names_stay_whole(name):
    pdf = typeset_file(HERE / "judgment.typ", FACTS | {"body": [f"原告：{name}，女。"]}, on=DAY, unshown=(unshown := []))
    assert f"原告：{name}，女。" in words(pdf)
    assert unshown == []


@pytest.mark.parametrize(("name", "codes"), [
    ("张\U000323af", ["323AF"]), ("李\ue000", ["E000"]), ("👨\u200d👩\u200d👧家", ["1F468", "1F467"]), ("王\U000323af\ue001", ["323AF", "E001"]),
])  # fmt: skip
def test_a_character_without_any_font_is_boxed_with_its_code_and_told(name, codes):
    unshown = []
    pdf = typeset_file(HERE / "judgment.typ", FACTS | {"body": [f"原告：{name}，男。"]}, on=DAY, unshown=unshown)
    shown = words(pdf)
    assert all(code in shown for code in codes) and "以该编码所指字符为准" in shown
    assert {f"{ord(character):04X}" for character in unshown} >= set(codes)


def test_nothing_is_said_of_boxes_where_there_is_none():
    assert "统一码" not in words(judgment())


def test_a_long_digest_stays_inside_its_table():
    rows = [{"label": "提交内容摘要", "value": "0123456789abcdef" * 4}]
    document = pypdfium2.PdfDocument(typeset_file(HERE / "styles.typ", FACTS | {"style": "form", "rows": rows}, on=DAY))
    text = document[0].get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1) in "0123456789abcdef"]
    assert max(box[2] for box in boxes) / MM <= 210 - 24


@pytest.mark.parametrize("typed", [
    "#panic()", "$x$ *粗* _斜_", "@label <label>", "`code` // note /* x */", "\\u{41} \\", "#import \"/etc/passwd\"",
    "= 标题", "- 列表 + 列表", "https://example.org/a_b", "{[()]} ~ --", "\"quoted\" 'single'",
])  # fmt: skip
def test_what_a_person_typed_is_printed_as_typed(typed):
    assert "".join(typed.split()) in words(judgment(body=[typed])).replace("“", '"').replace("”", '"')


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
def test_any_text_gives_a_paper(typed):
    assert sheets.count(judgment(name=typed[:20], body=[typed], number=typed[:10])) >= 1


def test_equal_facts_give_equal_bytes():
    assert judgment() == judgment()


def test_who_decided_and_the_day_stand_on_one_page():
    for lines in range(8, 30, 3):
        pages = ["".join(page.split()) for page in sheets.text(judgment(body=["本院认为。"] * lines))]
        assert [page for page in pages if "审判长李玥" in page and FACTS["dated"] in page] == pages[-1:]
        assert "本院认为。" in pages[-1]


@pytest.mark.parametrize(("style", "shown"), [
    ("notice", ["王建国：", "二〇二六年三月一日", "联系人：赵小敏"]),
    ("form", ["民间借贷纠纷", "应到时间"]),
    ("summons", ["传票", "注意事项", "1.本院认为", "书记员赵小敏"]),
    ("transcript", ["审判员：本院认为", "案由：民间借贷纠纷", "签名："]),
    ("labels", ["张伟收", "7F3K"]),
    ("receipt", ["借条", "页数", "第1页共1页"]),
    ("cover", ["诉讼卷宗", "（正卷）", "归档日期"]),
    ("catalogue", ["卷内目录", "起诉状", "1-2"]),
])  # fmt: skip
def test_every_style_prints_its_facts(style, shown):
    printed = words(typeset_file(HERE / "styles.typ", FACTS | {"style": style}, on=DAY))
    assert [one for one in shown if one not in printed] == []


def test_page_numbers_stand_centred_at_the_foot():
    pages = sheets.text(judgment(body=["本院认为。"] * 60))
    assert [f"—{number}—" in "".join(page.split()) for number, page in enumerate(pages, 1)] == [True] * len(pages)


def test_an_unknown_template_is_refused_by_name():
    with pytest.raises(Unprintable) as refused:
        typeset("no_such_paper", {})
    assert "no_such_paper" in refused.value.message


def test_a_broken_template_says_which_and_what(tmp_path):
    with pytest.raises(Unprintable) as refused:
        typeset_file(HERE / "judgment.typ", {}, on=DAY)
    assert "judgment" in refused.value.message


def test_no_two_rooms_use_one_template_name():
    assert all(path.exists() for path in templates().values())


def test_the_faces_a_paper_wants_are_here_and_the_court_may_prefer_its_own(tmp_path, settings):
    assert fonts.missing() == []
    settings.COURT_FONTS = [str(tmp_path)]
    assert fonts.folders()[0] == tmp_path
    assert fonts.faces({"song": ["Noto Serif CJK SC"]})["song"][0] == "Noto Serif CJK SC"
