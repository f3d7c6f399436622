"""Somebody at a screen: enters as one of the cast, clicks and types; every page is judged as it is met."""

import os
import re
import time
from pathlib import Path

from court.kit.tests.looking import flawless

ERRANDS_WITHIN = 90
TALLEST = 2400


class Visitor:
    """A browser window of its own. `fine()` holds the page to axe, to silence in the console and to its width."""

    def __init__(self, page, url: str):
        self.page, self.url = page, url
        self.judged: set[str] = set()

    def enter(self, words: str, court: str = "") -> None:
        """Be the first of the cast whose button says `words`: "书记员 · 孔立新", or a litigant's name."""
        self.page.context.clear_cookies()
        self.page.goto(f"{self.url}/enter/?court={court}" if court else f"{self.url}/enter/?q={words}")
        if self.page.url not in self.judged:
            self.fine()
        self.page.get_by_role("button", name=re.compile(f"^{re.escape(words)}")).first.click()
        self.page.wait_for_load_state()

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.url + path)
        self.fine()

    def press(self, words: str) -> None:
        """A button or a link, by the words on it; the page it leads to is judged."""
        found = self.page.get_by_role("button", name=words, exact=True).or_(self.page.get_by_role("link", name=words, exact=True))
        with self.page.expect_navigation():
            found.first.click()
        self.fine()

    def fine(self) -> None:
        self.page.wait_for_load_state()
        flawless(self.page)
        self.judged.add(self.page.url)

    def sees(self, words: str) -> None:
        assert self.page.get_by_text(words).count(), f"“{words}” is not on {self.page.url}:\n{self.text()[:3000]}"

    def text(self) -> str:
        return self.page.inner_text("body")

    def until(self, words: str | re.Pattern, path: str = "") -> None:
        """Look again until the worker has done its errand and the page says so."""
        until = time.monotonic() + ERRANDS_WITHIN
        while True:
            self.page.goto(self.url + path) if path else self.page.reload()
            if self.page.get_by_text(words).count():
                return self.fine()
            assert time.monotonic() < until, f"{words!r} did not come to {self.page.url}:\n{self.text()[:3000]}"
            time.sleep(0.5)

    def picture(self, name: str) -> None:
        """Kept only where somebody asked for pictures, by STORY_PICTURES=folder. The window grows to the page."""
        folder = os.environ.get("STORY_PICTURES")
        if not folder:
            return
        window = self.page.viewport_size
        height = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": window["width"], "height": max(window["height"], min(height, TALLEST))})
        self.page.wait_for_load_state("networkidle")
        Path(folder).mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(Path(folder) / f"{name}.png"))
        self.page.set_viewport_size(window)
