"""What a test asks of a page in a real browser: nothing serious for axe, no complaint of the browser, nothing too wide."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}
NARROW_ENOUGH = "document.documentElement.scrollWidth <= window.innerWidth"
SHOWN = 160


def faults(page: Page) -> list[str]:
    """Serious and critical violations: the rule and the first element that breaks it."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:SHOWN]}" for one in found if one["impact"] in SERIOUS]


def flawless(page: Page) -> None:
    """`page.complaints` holds what the browser complained of since it was opened: scripts, CSP."""
    found = faults(page)
    assert not found, f"{page.url}: {found}"
    assert page.complaints == [], f"{page.url}: {page.complaints}"
    assert page.evaluate(NARROW_ENOUGH), f"{page.url}: too wide"
