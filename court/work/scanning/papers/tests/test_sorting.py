"""Papers are known by their words, wherever the title is lost or misread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court.spine.dossier import catalogue
from court.spine.dossier.texts import Line, PageLayout
from court.work.scanning.papers import classify, kinds
from court.work.scanning.papers.readers import READERS
from court.work.scanning.papers.tests import sheet

PAPERS = [
    ("complaint", sheet.COMPLAINT), ("defence", sheet.DEFENCE), ("id_card", sheet.CARD), ("id_card", sheet.CARD_BACK),
    ("note_of_hand", sheet.NOTE), ("summons", sheet.SUMMONS), ("evidence_list", sheet.EVIDENCE), ("judgment", sheet.JUDGMENT),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), PAPERS)
def test_a_paper_is_known_and_filed_surely(kind, text):
    found = classify([sheet.page(text)])
    assert (found.kind, found.sure) == (kind, True)
    assert found.why


@pytest.mark.parametrize(("kind", "text"), [one for one in PAPERS if one[0] in ("complaint", "defence", "summons")])
def test_a_paper_without_its_title_is_still_known(kind, text):
    body = text.replace("民事起诉状", "").replace("民事答辩状", "").replace("传 票", "")
    assert classify([sheet.page(body)]).kind == kind


def test_misread_words_still_speak():
    text = sheet.SUMMONS.replace("传 票", "侍 栗").replace("被传唤人|", "被传唤入|").replace("应到时间", "应到时问")
    assert classify([sheet.page(text)]).kind == "summons"


def test_titles_listed_in_a_table_make_no_paper_of_their_kind():
    assert classify([sheet.page(sheet.EVIDENCE)]).kind == "evidence_list"


def test_a_title_near_anothers_is_its_own():
    appeal = sheet.COMPLAINT.replace("民事起诉状", "民事上诉状").replace("原告：", "上诉人：").replace("被告：", "被上诉人：")
    assert classify([sheet.page(appeal)]).kind == "appeal"


def test_a_large_title_is_seen_beside_a_speck_read_as_words():
    page = sheet.page(sheet.SUMMONS.replace("传 票", "传票|居(样张)"))
    lines = [Line(one.text, (*one.quad[:2], *((x, y + 0.01) for x, y in one.quad[2:])), one.row) if one.row == 1 else one for one in page.lines]
    assert any("标题" in why for why in classify([PageLayout(page.width, page.height, lines)]).why)


def test_a_page_without_words_is_left_to_a_person():
    for pages in ([], [sheet.blank()], [sheet.page("三")], [PageLayout(100, 100, [])]):
        assert not classify(pages).sure


def test_words_that_say_nothing_are_other_papers():
    found = classify([sheet.page("今天天气很好\n我们一起去公园散步\n看见了许多花草树木")])
    assert (found.kind, found.sure) == ("other", False)


def test_evidence_goes_to_the_side_that_brought_it():
    assert classify([sheet.page(sheet.NOTE)], by="plaintiff").item == "原告举证材料"
    assert classify([sheet.page(sheet.NOTE)], by="defendant").item == "被告举证材料"


def test_every_kind_has_a_place_in_the_catalogue_and_readers_that_exist():
    shipped = {(one.volume, one.key) for one in catalogue.shipped("民事一审普通程序")} | {("main", "其他材料")}
    for one in kinds().values():
        assert (one.volume, one.item) in shipped, one.kind
        assert (one.volume, one.item_for("defendant")) in shipped, one.kind
        assert all(row["as"] in READERS for row in one.fields.values()), one.kind


words = st.text(alphabet="原告被借条判决书：，。（）人民法院0123456789￥ \t\nA年月日第页共一二民初晋号《》", max_size=40)
places = st.floats(-0.5, 1.5, allow_nan=False)


@st.composite
def layouts(draw):
    lines = []
    for number in range(draw(st.integers(0, 12))):
        x, y, across = draw(places), draw(places), draw(st.floats(0, 1))
        text = draw(words | st.text(max_size=20))
        lines.append(Line(text, ((x, y), (x + across, y), (x + across, y + 0.02), (x, y + 0.02)), draw(st.integers(0, number)), draw(st.floats(0, 1))))
    return PageLayout(draw(st.floats(0, 5000)), draw(st.floats(0, 5000)), lines, blank=draw(st.booleans()))


@given(st.lists(layouts(), max_size=4))
def test_no_words_break_the_sorter(pages):
    found = classify(pages)
    assert found.kind in kinds()
    assert 0 <= found.confidence <= 1
