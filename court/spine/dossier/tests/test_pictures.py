"""Pictures of pages: drawn once, kept within bounds, with words burned in for one person only."""

import io
import os

import pytest
from PIL import Image, ImageChops

from court.kit import blobs
from court.kit.press import leaves
from court.spine.dossier import pictures
from court.spine.dossier.models import Rendition
from court.spine.dossier.tests.papers import pdf


@pytest.fixture
def home(settings, tmp_path):
    settings.COURT_HOME = tmp_path
    return tmp_path


def _rendition(content: bytes, media_type: str = "application/pdf", pages: int = 3) -> Rendition:
    blob = blobs.put(content)
    return Rendition(sha256=blob.sha256, media_type=media_type, pages=pages, name="材料.pdf", size=blob.size)


def _opened(found: pictures.Picture) -> Image.Image:
    return Image.open(io.BytesIO(found.content))


def test_a_page_is_drawn_once_and_then_lies_ready(home):
    paper = _rendition(pdf(3))
    first, again = pictures.picture(paper, 2, 900), pictures.picture(paper, 2, 930)
    assert (first.cached, again.cached) == (False, True)
    assert first.content == again.content
    assert _opened(first).width == 960
    assert first.media_type == "image/webp"


def test_a_page_that_is_not_there_is_none(home):
    paper = _rendition(pdf(3))
    for page in (0, 4, -1):
        with pytest.raises(IndexError):
            pictures.picture(paper, page, 640)


def test_a_watermark_is_burned_in_and_never_kept(home):
    paper = _rendition(pdf(3))
    plain = _opened(pictures.picture(paper, 1, 960)).convert("RGB")
    marked = _opened(pictures.picture(paper, 1, 960, "张三 2026-11-23 10:00 阅卷")).convert("RGB")
    assert ImageChops.difference(plain, marked).getbbox() is not None
    assert _opened(pictures.picture(paper, 1, 960)).convert("RGB").tobytes() == plain.tobytes()
    assert len(list(pictures.folder().glob("*/*"))) == 1


def test_the_longest_not_looked_at_goes_first(home):
    paper = _rendition(pdf(3))
    for page in (1, 2, 3):
        pictures.picture(paper, page, 640)
    kept = {int(path.name.split("-")[1]): path for path in pictures.folder().glob("*/*")}
    for age, page in enumerate((2, 3, 1)):
        os.utime(kept[page], (1000 + age, 1000 + age))
    total = sum(path.stat().st_size for path in kept.values())
    assert pictures.sweep(total) == 0
    assert pictures.sweep(total - 1) >= 1
    assert not kept[2].exists()
    assert kept[1].exists()


def test_a_full_disk_keeps_nobody_from_reading(home):
    (home / "cache").write_text("no folder")
    assert pictures.picture(_rendition(pdf(3)), 1, 640).content


def test_sizes_are_those_of_the_pages_as_they_are_shown(home):
    found = pictures.sizes(_rendition(pdf(3)))
    assert len(found) == 3
    assert all(high > wide > 0 for wide, high in found)
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (300, 200), "white").save(made, "JPEG", exif=exif)
    assert pictures.sizes(_rendition(made.getvalue(), "image/jpeg", 1)) == [(200, 300)]


def test_many_pages_of_one_file_are_drawn_without_opening_it_each_time(home):
    paper = _rendition(pdf(3))
    for page in (1, 2, 3):
        pictures.picture(paper, page, 160)
    path = blobs.store().path(paper.sha256)
    assert leaves._open[path][1] == 3
