"""Every page that a role can reach by links: nothing serious for axe, readable at 200 %, and no link to a refusal."""

import re

import pytest

from court.base.people.models import Office
from tests.story.cast import COURT
from tests.story.visitor import Visitor
from tests.story.walker import Walker

pytestmark = pytest.mark.browser
CASE_PAGES = {"/staff/case/N/", "/cases/N/"}
CITY = "晋08"
# The others have mostly the same pages; they are walked in the long proofs.
OF_THE_STORY = {"立案法官", "员额法官", "书记员", "院长", "财务人员", "档案管理员"}
OF_THE_CITY = {"系统管理员", "安全管理员", "审计管理员", "系统值班员"}
SEEN: dict[str, set[str]] = {"desk": set(), "phone": set()}


@pytest.mark.parametrize("office", [
    pytest.param(label, marks=[] if label in OF_THE_STORY else [pytest.mark.proof]) for label in Office.labels
])  # fmt: skip
def test_the_pages_of_an_office(open_house, desk_page, office):
    desk_page.set_viewport_size({"width": 1280, "height": 900})
    desk_page.goto(f"{open_house.url}/enter/?court={CITY if office in OF_THE_CITY else COURT}")
    button = desk_page.get_by_role("button", name=re.compile(f"^{office} · ")).first
    assert button.count(), f"nobody of the demo is {office}"
    button.click()
    desk_page.wait_for_load_state()
    walker = Walker(desk_page, open_house.url, (640, 450), SEEN["desk"])
    assert walker.walk(["/staff/"], CASE_PAGES) >= 1
    assert not walker.wrong, "\n".join(walker.wrong)


@pytest.mark.parametrize("who", ["nobody", "a party", "a lawyer"])
def test_the_pages_of_the_public(open_house, phone_page, who):
    visitor = Visitor(phone_page, open_house.url)
    if who != "nobody":
        phone_page.goto(f"{open_house.url}/enter/")
        people = phone_page.locator("section[aria-labelledby=outside] .button.small").all()
        chosen = next(one for one in people if ("律师" in one.inner_text()) == (who == "a lawyer"))
        chosen.click()
        phone_page.wait_for_load_state()
    walker = Walker(phone_page, visitor.url, (320, 640), SEEN["phone"])
    assert walker.walk(["/"], CASE_PAGES) >= 2
    assert not walker.wrong, "\n".join(walker.wrong)
