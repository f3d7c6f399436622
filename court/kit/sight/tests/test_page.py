"""A picture of a page is read upright, in order, with no line lost."""

import numpy as np
import pytest

from court.kit.sight import page, straight
from court.kit.sight.engine import Engine
from court.kit.sight.measuring import character_error
from court.kit.sight.quads import cut, ordered
from court.kit.sight.tests import paper

WANTED = "\n".join(paper.LINES)


class Listening(Engine):
    """The real engine, which keeps what it was asked to read."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.asked: list[int] = []

    def words(self, strips):
        self.asked.append(len(strips))
        return super().words(strips)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_lying_on_any_side_is_read_upright(engine, quarters):
    read = page.read(np.ascontiguousarray(np.rot90(paper.pixels(paper.page()), -quarters)), by=engine)
    assert read.quarters == quarters
    assert character_error(read.text, WANTED) < 0.03
    assert (read.width, read.height) == paper.SIZE


def test_every_place_given_is_answered_even_when_nothing_can_be_read_there(engine):
    image = np.full((200, 900), 255, np.uint8)
    strips = [cut(image, ordered([[(10, 10), (800, 10), (800, 50), (10, 50)]])[0]), np.zeros((4, 4), np.uint8)]
    assert len(engine.words(strips)) == 2
    assert engine.words([]) == []


def test_no_line_of_a_page_is_dropped():
    engine = Listening()
    read = page.read(paper.pixels(paper.page(["甲", *paper.LINES, "2"])), by=engine)
    assert len(read.lines) == 7
    assert 7 in engine.asked


def test_a_table_is_read_row_by_row(engine):
    rows = [("序号", "证据名称", "证明目的"), ("1", "借条", "证明借款事实"), ("2", "转账凭证", "证明款项交付")]
    read = page.read(paper.pixels(paper.table(rows)), by=engine)
    assert [line.replace(" ", "") for line in read.text.splitlines()] == ["".join(row) for row in rows]


def test_the_words_of_a_seal_are_no_lines_of_the_page(engine):
    sealed = paper.seal(paper.page(), (640, 500))
    read = page.read(paper.pixels(sealed), by=engine)
    assert len(read.seals) == 1
    assert "专用章" not in read.text
    assert [line.text[:4] for line in read.lines] == [line[:4] for line in paper.LINES]


def test_a_grey_seal_that_is_lighter_than_the_writing_leaves_its_words_and_frees_what_is_under_it(engine):
    image = paper.seal(paper.page(), (460, 500)).convert("L")
    read = page.read(paper.pixels(image), by=engine)
    assert "专用章" not in read.text
    assert character_error(read.text, WANTED) < 0.03


def test_a_red_heading_stays_at_the_head(engine):
    image = paper.page(paper.LINES[1:])
    pen = paper.ImageDraw.Draw(image)
    pen.text((450, 60), "运城市盐湖区人民法院", (210, 30, 40), paper.font(36), anchor="mm")
    read = page.read(paper.pixels(image), by=engine)
    assert read.lines[0].text == "运城市盐湖区人民法院"
    assert read.lines[0].red and not read.lines[1].red


def test_a_photographed_sheet_is_cut_out_and_laid_straight(engine):
    photo = paper.photographed(paper.page())
    read = page.read(photo, by=engine)
    assert read.way is not None and read.way.sheet
    shown = read.shown(photo)
    assert shown.shape[:2] == (read.height, read.width)
    assert shown[:40].mean() > 200 and shown[:, :40].mean() > 200  # paper up to the edge, no table
    assert character_error(read.text, WANTED) < 0.03
    for line in read.lines:
        (_, left), (_, right) = line.quad[0], line.quad[1]
        assert abs(left - right) < 12


def test_a_skewed_scan_is_levelled(engine):
    tilted = paper.page().rotate(3, fillcolor="white", resample=paper.Image.Resampling.BICUBIC)
    read = page.read(paper.pixels(tilted), by=engine)
    assert read.way is not None and not read.way.sheet
    longest = max(read.lines, key=lambda line: len(line.text))
    assert abs(longest.quad[0][1] - longest.quad[1][1]) < 6


def test_a_straight_scan_is_left_as_it_is(engine):
    assert page.read(paper.pixels(paper.page()), by=engine).untouched


def test_nothing_is_cut_out_where_the_page_fills_the_picture():
    assert straight.outline(paper.pixels(paper.page())) is None


def test_an_empty_page_has_no_lines(engine):
    read = page.read(np.full((600, 400, 3), 250, np.uint8), by=engine)
    assert (read.lines, read.text, read.untouched) == ([], "", True)
