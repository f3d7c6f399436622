"""Search: what people type finds what stands there, only where they may read, and says what nobody has read yet."""

import pytest

from court.kit.refusal import Refused
from court.work.reading import searching, words

CLAIM = "起诉状（或口头起诉笔录）及附件"


@pytest.fixture
def papers(heard, put, spoken):
    claim, proof = put(heard, "起诉状", pages=3, item=CLAIM), put(heard, "借条", pages=1, item=CLAIM)
    spoken(claim, [["原告王建国，男", "被告 张伟于2024年借款"], ["请求判令返还借款 50,000元", "及利息"], []])
    spoken(proof, [["今借到王建国人民币", "５０，０００元 借款人：张伟"]])
    put(heard, "代理词", pages=4, item=CLAIM)
    return claim, proof


def _search(web, case, asked: str) -> dict:
    return web("judge").get(f"/staff/cases/{case.pk}/read/search.json", {"q": asked}).json()


@pytest.mark.parametrize(("asked", "pages"), [
    ("借款", [(0, 1), (0, 2), (1, 1)]),
    ("借 款 张伟", [(0, 1), (1, 1)]),
    ("王建国 借款人", [(1, 1)]),
    ("50,000", [(0, 2), (1, 1)]),
    ("５０，０００", [(0, 2), (1, 1)]),
    ("“返还借款 50,000元及利息”", [(0, 2)]),
    ("于２０２４年", [(0, 1)]),
    ("仲裁", []),
    ("100%_", []),
])  # fmt: skip
def test_spaces_and_width_make_no_difference_and_several_words_all_stand_on_the_page(papers, heard, web, asked, pages):
    found = _search(web, heard, asked)
    assert [(int(hit[0]), hit[1]) for hit in found["hits"]] == [(papers[place].pk, page) for place, page in pages]
    assert found["pages"] == len(pages)


def test_each_hit_has_a_snippet_with_its_mark_and_each_paper_its_count(papers, heard, web):
    found = _search(web, heard, "借款")
    document, page, count, snippet, start, end = found["hits"][1]
    assert (document, page, count) == (str(papers[0].pk), 2, 1)
    assert snippet[start:end] == "借款"
    assert found["papers"] == {str(papers[0].pk): 2, str(papers[1].pk): 1}


def test_pages_nobody_has_read_yet_are_told(papers, heard, web):
    assert _search(web, heard, "借款")["unread"] == 4


@pytest.mark.parametrize("asked", ["", "   ", "“”", "字" * 101])
def test_a_senseless_search_is_refused_with_the_cure(papers, heard, web, asked):
    answer = web("judge").get(f"/staff/cases/{heard.pk}/read/search.json", {"q": asked}, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["do"]


def test_a_nul_is_no_trouble():
    assert searching.words_of("a\x00b") == ["ab"]
    with pytest.raises(Refused):
        searching.words_of("\x00")


def test_hits_are_marked_where_they_stand_also_over_two_lines(papers, heard, web):
    client = web("judge")
    found = client.get(f"/staff/leaves/{papers[0].pk}/2/words.json", {"q": "元及利息"}).json()
    assert [line[0] for line in found["lines"]] == ["请求判令返还借款 50,000元", "及利息"]
    (first, second), = found["hits"]
    assert first[1][0] == pytest.approx(0.9)
    assert first[0][0] > 0.8
    assert second[0][0] == pytest.approx(0.1)
    assert second[1][0] == pytest.approx(0.9)
    assert second[0][1] == pytest.approx(0.2)


def test_a_figure_is_half_as_wide_as_a_character():
    line = {"text": "共50元", "quad": [[0, 0], [1, 0], [1, 1], [0, 1]]}
    ((quad,),) = words.marks([line], ["50"])
    assert quad[0][0] == pytest.approx(1 / 3, abs=1e-3)
    assert quad[1][0] == pytest.approx(2 / 3, abs=1e-3)


def test_each_hit_is_marked_once_in_reading_order():
    line = {"text": "张伟欠张伟", "quad": [[0, 0], [1, 0], [1, 1], [0, 1]]}
    hits = words.marks([line], ["张伟", "欠"])
    assert [round(quads[0][0][0], 1) for quads in hits] == [0, 0.4, 0.6]
