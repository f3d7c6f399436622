"""The parts of the reading that need no model: rows, places, marks, measuring, words of PDF files."""

import cv2
import numpy as np
import pytest
import segno

from court.kit.sight import born, light, marks, measuring, pictures
from court.kit.sight.quads import cut, ordered, shares, turned
from court.kit.sight.rows import in_rows
from court.kit.sight.tests import paper


def box(left, top, width, height=30):
    return [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]


def tilted(quads, degrees):
    turn = cv2.getRotationMatrix2D((500, 500), degrees, 1)
    return ordered(cv2.transform(np.array(quads, np.float32).reshape(1, -1, 2), turn).reshape(-1, 4, 2))


@pytest.mark.parametrize("degrees", [0, -4, 4])
def test_cells_beside_each_other_are_one_row_even_on_a_skewed_page(degrees):
    quads = [box(100 + 300 * column, 100 + 60 * row, 220) for row in range(9) for column in range(3)]
    assert in_rows(tilted(quads, degrees)) == [[3 * row, 3 * row + 1, 3 * row + 2] for row in range(9)]


def test_every_place_is_in_one_row():
    chance = np.random.default_rng(7)
    quads = ordered([box(*chance.integers(0, 900, 2), chance.integers(20, 400)) for _ in range(60)])
    assert sorted(one for row in in_rows(quads) for one in row) == list(range(60))
    assert in_rows(np.zeros((0, 4, 2), np.float32)) == []


@pytest.mark.parametrize("quarters", range(4))
def test_places_turn_with_their_picture(quarters):
    image = np.zeros((200, 300), np.uint8)
    image[40:60, 100:180] = 255
    (place,) = turned(ordered([box(100, 40, 79, 19)]), quarters, 200, 300)
    assert cut(np.ascontiguousarray(np.rot90(image, quarters)), place).mean() > 245


def test_places_are_told_as_shares_of_the_page():
    assert shares(((0, 0), (50, 0), (50, 20), (-1, 20)), 100, 40) == ((0, 0), (0.5, 0), (0.5, 0.5), (0, 0.5))


def test_brown_tables_and_yellow_paper_are_no_red_ink():
    image = np.full((400, 400, 3), (60, 90, 150), np.uint8)
    assert not light.red_ink(image).any()
    cv2.circle(image, (200, 200), 60, (40, 40, 220), 6)
    assert 500 < light.red_ink(image).sum() < 8_000


def test_shadow_is_taken_out_of_the_light():
    sheet = paper.pixels(paper.page())[..., 0].astype(np.float32)
    shade = np.linspace(0.35, 1, sheet.shape[1], dtype=np.float32)
    evened = light.even((sheet * shade).astype(np.uint8))
    assert np.percentile(evened, 30) > 225


def separator(payload: str, degrees: int) -> np.ndarray:
    made = np.array([[255 * (1 - cell) for cell in row] for row in segno.make(payload, error="m").matrix_iter(scale=8, border=4)],
                    np.uint8)  # fmt: skip
    sheet = np.full((1400, 1000), 255, np.uint8)
    sheet[500 : 500 + made.shape[0], 300 : 300 + made.shape[1]] = made
    turn = cv2.getRotationMatrix2D((500, 700), degrees, 1)
    return cv2.warpAffine(sheet, turn, (1000, 1400), borderValue=255)


@pytest.mark.parametrize("degrees", [0, 7, 180])
def test_a_separator_sheet_says_what_it_is(degrees):
    assert marks.payloads(separator("COURT-SHEET:7f3a", degrees)) == ["COURT-SHEET:7f3a"]


def test_an_ordinary_page_is_no_separator():
    assert marks.payloads(paper.pixels(paper.page())) == []


def test_paper_with_dust_and_a_shadow_at_its_edge_is_blank_and_a_short_line_is_not():
    sheet = np.full((1400, 1000), 236, np.uint8)
    sheet[:, :25] = 90
    for x, y in ((300, 200), (700, 900), (500, 1200)):
        sheet[y : y + 2, x : x + 2] = 60
    assert marks.blank(sheet)
    written = paper.pixels(paper.page(["以下空白"]))
    assert not marks.blank(written)


def test_error_counts_what_is_wrong_missing_and_too_many_after_folding():
    assert measuring.character_error("（ 2019）晋08 民初１号\n", "(2019)晋08民初1号") == 0
    assert measuring.character_error("甲乙丁", "甲乙丙戊") == 0.5
    assert measuring.character_error("甲", "") == 1
    tally = measuring.Tally()
    tally.add("甲", "乙")
    tally.add("甲乙丙", "甲乙丙")
    assert (tally.mean, tally.pooled) == (0.5, 0.25)


@pytest.mark.parametrize(("text", "is_sound"), [
    ("原告张春花诉被告王建国民间借贷纠纷", True), ("Invoice No. 2026-11 ￥50.00", True), ("𠮷𫖯生僻字", True),
    ("ä¸­å\x8d\x8eäººæ°‘å…±å’Œå›½", False), ("\ue001\ue002\ue003\ue004", False), ("\x01\x02\x03\x04\x05", False),
])  # fmt: skip
def test_writing_is_told_from_signs_without_meaning(text, is_sound):
    assert born.sound(text) is is_sound


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16", "RGB"])
def test_pictures_of_every_mode_are_black_on_white(tmp_path, mode):
    image = paper.page(paper.LINES[:1], (500, 300)).convert("L")
    converted = paper.Image.fromarray(np.asarray(image).astype(np.uint16) * 257) if mode == "I;16" else image.convert(mode)
    converted.save(tmp_path / "x.tif")
    pixels, _, _ = pictures.take(tmp_path / "x.tif", 1)
    assert pixels.shape[:2] == (300, 500) and pixels.dtype == np.uint8
    assert pixels.mean() > 230 and pixels.min() < 60


def test_a_photo_is_taken_as_the_camera_was_held(tmp_path):
    image = paper.page(paper.LINES[:1], (500, 300))
    exif = paper.Image.Exif()
    exif[0x0112] = 6
    image.save(tmp_path / "x.jpg", exif=exif)
    pixels, _, plain = pictures.take(tmp_path / "x.jpg", 1)
    assert pixels.shape[:2] == (500, 300) and not plain
