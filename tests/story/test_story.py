"""The backbone by hand: a loan claim from a phone to the archive, in a browser, against the programs as they ship."""

import io
from collections.abc import Iterator

import pikepdf
import pytest

from tests.story.cast import Cast
from tests.story.house import House
from tests.story.steps import STEPS
from tests.story.visitor import Visitor

pytestmark = pytest.mark.browser
PATIENCE_MS = 15_000


@pytest.fixture
def house(tmp_path) -> Iterator[House]:
    made = House(tmp_path)
    try:
        yield made.start()
    finally:
        made.stop()


def test_a_loan_claim_goes_from_a_phone_to_the_archive(house, phone_page, desk_page):
    for page in (phone_page, desk_page):
        page.set_default_timeout(PATIENCE_MS)
    desk_page.set_viewport_size({"width": 1280, "height": 900})
    cast = Cast(house, Visitor(phone_page, house.url), Visitor(desk_page, house.url))
    for step in STEPS:
        step(cast)
    assert len(cast.phone.judged) >= 25 and len(cast.desk.judged) >= 20, "the story met fewer pages than it tells of"
    _the_dossier_opens(cast)
    assert "已归档" in cast.phone.text()
    house.court("journal", "verify")


def _the_dossier_opens(cast: Cast) -> None:
    """One PDF with bookmarks, which holds every paper that the story made."""
    answer = cast.desk.page.context.request.get(f"{cast.desk.url}/staff/cases/{cast.case_id}/dossier/main.pdf")
    assert answer.ok
    with pikepdf.open(io.BytesIO(answer.body())) as volume, volume.open_outline() as outline:
        titles = str([one.title for one in _all(outline.root)])
        assert len(volume.pages) >= 20
    for words in ("起诉状", "借条", "受理案件通知书", "应诉通知书", "送达回证", "答辩状", "传票", "庭审笔录", "判决书"):
        assert words in titles, titles


def _all(items) -> Iterator:
    for one in items:
        yield one
        yield from _all(one.children)
