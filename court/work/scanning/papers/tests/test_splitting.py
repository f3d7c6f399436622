"""A batch comes apart where its papers end, by sheets or by what the pages say."""

from hypothesis import given
from hypothesis import strategies as st

from court.work.scanning.papers import split
from court.work.scanning.papers.tests import sheet
from court.work.scanning.papers.tests.test_sorting import layouts


def pages(*texts):
    return [sheet.blank() if text is None else sheet.page(text) for text in texts]


def spans(parts):
    return [(part.first, part.last, part.sorted.kind) for part in parts]


def test_a_mixed_batch_comes_apart_at_its_titles():
    batch = pages(sheet.COMPLAINT, sheet.CARD, sheet.CARD_BACK, sheet.NOTE, sheet.EVIDENCE, sheet.SUMMONS)
    assert spans(split(batch)) == [
        (0, 0, "complaint"), (1, 2, "id_card"), (3, 3, "note_of_hand"), (4, 4, "evidence_list"), (5, 5, "summons"),
    ]  # fmt: skip


def test_a_page_that_goes_on_stays_with_its_paper():
    assert spans(split(pages(sheet.JUDGMENT, sheet.JUDGMENT_2, sheet.DEFENCE))) == [(0, 1, "judgment"), (2, 2, "defence")]


def test_a_blank_back_stays_with_its_front():
    assert spans(split(pages(sheet.COMPLAINT, None, sheet.DEFENCE, None))) == [(0, 1, "complaint"), (2, 3, "defence")]


def test_two_notes_of_hand_are_two_papers():
    assert spans(split(pages(sheet.NOTE, sheet.NOTE))) == [(0, 0, "note_of_hand"), (1, 1, "note_of_hand")]


def test_two_cards_with_their_backs_are_two_papers():
    assert spans(split(pages(sheet.CARD, sheet.CARD_BACK, sheet.CARD, sheet.CARD_BACK))) == [(0, 1, "id_card"), (2, 3, "id_card")]


def test_numbered_pages_that_repeat_their_title_stay_together():
    one, two = (sheet.EVIDENCE + f"第{number}页共2页\n" for number in (1, 2))
    assert spans(split(pages(one, two, sheet.NOTE))) == [(0, 1, "evidence_list"), (2, 2, "note_of_hand")]


def test_sheets_part_a_batch_and_are_left_out():
    batch = pages("分隔页", sheet.COMPLAINT, sheet.NOTE, "分隔页", sheet.SUMMONS)
    parts = split(batch, [{"case": 1}, None, None, {"case": 2}])
    assert [(part.first, part.last, part.separator) for part in parts] == [(1, 2, {"case": 1}), (4, 4, {"case": 2})]
    assert all(part.confidence == 1 for part in parts)


def test_pages_before_the_first_sheet_and_two_sheets_in_a_row_lose_nothing():
    parts = split(pages(sheet.NOTE, "分隔页", "分隔页", sheet.SUMMONS), [None, "a", "b"])
    assert [(part.first, part.last, part.separator) for part in parts] == [(0, 0, None), (3, 3, "b")]


def test_no_pages_are_no_papers():
    assert split([]) == []
    assert split(pages("分隔页"), ["a"]) == []


@given(st.lists(layouts(), max_size=6), st.lists(st.sampled_from([None, None, None, "x"]), max_size=6))
def test_every_page_is_in_one_paper_in_order(batch, separators):
    separators = separators[: len(batch)]
    parts = split(batch, separators)
    covered = [page for part in parts for page in range(part.first, part.last + 1)]
    sheets = {place for place, what in enumerate(separators) if what is not None}
    assert covered == [page for page in range(len(batch)) if page not in sheets]
    assert all(0 <= part.confidence <= 1 for part in parts)
