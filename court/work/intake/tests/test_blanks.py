"""Blank backs, as a scanner of both sides makes them: marked and passed over; a batch of nothing but blanks is refused."""

import io

import pytest
from PIL import Image

from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.dossier.tests.papers import SaysInfected, photo
from court.work.intake import actions
from court.work.intake.tests.pieces import arrived, by_post, checked

pytestmark = pytest.mark.django_db


def white() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (900, 1200), "white").save(made, "PNG")
    return made.getvalue()


def batch(*sheets: bytes) -> actions.Paper:
    return actions.Paper("批次", [arrived(one, f"{place}.png") for place, one in enumerate(sheets, 1)])


def test_blank_backs_are_marked_and_the_batch_goes_on(stage):
    [document] = checked(by_post(stage, batch(photo("一"), white(), photo("二"), white())))
    assert document.state == "available" and "第2、4个文件是空白页" in document.note
    bound = document.renditions.get(purpose="pdf")
    assert bound.pages == 4
    assert list(document.renditions.filter(purpose="original").order_by("pk").values_list("pages", flat=True)) == [1, 1, 1, 1]


def test_a_batch_of_blank_pages_alone_is_refused_plainly(stage):
    [document] = checked(by_post(stage, batch(white(), white())))
    assert document.state == "refused" and document.note == "所提交的2个文件全部是空白页。请检查原件正反面后重新扫描或者拍照。"
    assert not document.renditions.filter(purpose="pdf").exists()


def test_one_blank_picture_by_itself_is_refused_as_before(stage):
    [document] = checked(by_post(stage, batch(white())))
    assert document.state == "refused" and "空白" in document.note


def test_a_blank_page_is_scanned_for_harm_like_any_other(stage):
    with provided(Scanner, SaysInfected()):
        [document] = checked(by_post(stage, batch(white(), photo("一"))))
    assert document.state == "refused" and "“1.png”被安全检查拦截" in document.note
