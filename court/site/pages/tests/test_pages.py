"""Pictures of invented papers repeat by their seed, and their labels say what stands where."""

import hashlib
import json
from random import Random

import cv2
import numpy as np
import pytest

from court.kit.refusal import Refused
from court.site.commandline import main
from court.site.evaluating.fieldmarks import KINDS, Marks
from court.site.evaluating.labelled import Batch, Label, batches, labels
from court.site.pages import faces
from court.site.pages.cast import Cast
from court.site.pages.making import FORMS, make, pages_of
from court.site.pages.wear import MODES, worn
from court.spine.dossier.texts import Line, PageLayout
from court.work.scanning.papers import classify, fields


def digest(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_same_seed_makes_the_same_pictures_and_another_other_ones(tmp_path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        make(tmp_path / name, count=3, seed=seed, fonts=["song-noto"], batches=1)
    assert digest(tmp_path / "a") == digest(tmp_path / "b")
    assert digest(tmp_path / "a")["g0001.jpg"] != digest(tmp_path / "c")["g0001.jpg"]


def test_a_set_can_be_read_by_the_one_who_evaluates(tmp_path, capsys):
    assert main(["dossier", "pages", str(tmp_path), "--count", "15", "--seed", "5", "--fonts", "song-noto", "--mode", "scan-clean", "--batches", "1"]) == 0
    assert "pictures" in capsys.readouterr().out
    found = list(labels(tmp_path))
    assert len(found) == 15
    assert all(isinstance(one, Label) and one.kind in KINDS and one.quarters == 0 for one in found)
    (one,) = batches(tmp_path)
    assert isinstance(one, Batch)
    assert one.parts[-1][1] == len(one.files) - 1
    assert [first for first, _, _ in one.parts] == [0, *[last + 1 for _, last, _ in one.parts[:-1]]]


@pytest.mark.parametrize("mode", sorted(MODES))
def test_the_places_of_words_are_carried_through_every_mode(mode):
    image = np.full((900, 640, 3), 255, np.uint8)
    quad = [[100.0, 200.0], [400.0, 200.0], [400.0, 260.0], [100.0, 260.0]]
    cv2.rectangle(image, (100, 200), (400, 260), (0, 0, 0), -1)
    picture, (moved,), how = worn(image, [quad], mode, Random(8))
    x, y = np.mean(moved, axis=0)
    assert picture[round(y), round(x)].mean() < 110
    assert how["mode"] == mode


def test_rotated_pages_are_labelled_as_lying(tmp_path):
    make(tmp_path, count=4, seed=2, fonts=["song-noto"], modes=["scan-rotated"])
    for row in map(json.loads, (tmp_path / "labels.jsonl").read_text("utf-8").splitlines()):
        label = next(one for one in labels(tmp_path) if isinstance(one, Label) and one.file == row["file"])
        assert label.quarters == {90: 1, 180: 2, 270: 3}[round(row["degradation"]["angle"] / 90) * 90]


@pytest.mark.parametrize("place", range(len(FORMS)))
def test_every_paper_is_sorted_and_its_fields_found_when_read_without_a_fault(place):
    """Words as they were set, before any picture: what fails here is no matter of reading."""
    marks = Marks()
    for seed in range(4):
        chance = Random(f"{place}:{seed}")
        paper = FORMS[place](Cast(chance))
        sheets, _ = pages_of(paper, ["song-noto"], chance)
        layouts = [_layout(sheet) for sheet in sheets]
        kind = classify(layouts)
        assert (kind.kind, kind.sure) == (KINDS[paper.kind], True)
        marks.add(f"{seed}", kind.kind, paper.fields, fields(kind.kind, layouts))
    assert marks.wrong == []


def _layout(sheet):
    """A set page as a perfect reader would give it: lines that stand side by side in one row."""
    width, height = sheet.image.size
    rows = []
    lines = []
    for text, quad in sorted(sheet.lines, key=lambda one: one[1][0][1] + one[1][2][1]):
        middle = (quad[0][1] + quad[2][1]) / 2
        if not rows or middle - rows[-1] > width * 0.012:
            rows.append(middle)
        lines.append(Line(text, tuple((x / width, y / height) for x, y in quad), len(rows) - 1))
    return PageLayout(width, height, lines)


def test_a_font_that_lacks_a_character_is_not_taken():
    assert faces.has_all("song-noto", "解晋生，￥5000元。")
    assert not faces.has_all("song-noto", "\U000e0f01")


def test_unknown_fonts_and_modes_and_a_used_folder_are_refused(tmp_path):
    for wrong in ({"fonts": ["times"]}, {"modes": ["wet"]}):
        with pytest.raises(Refused):
            make(tmp_path, count=1, seed=1, **wrong)
    (tmp_path / "labels.jsonl").write_text("")
    with pytest.raises(Refused):
        make(tmp_path, count=1, seed=1)
