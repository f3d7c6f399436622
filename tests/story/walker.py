"""Somebody curious: follows every link of the pages a role can reach, and holds each page to what all can use."""

import re
from collections.abc import Set
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page

from court.kit.tests.looking import faults

NOT_PAGES = re.compile(r"sign-out|elders|/export/|/download/|\.(pdf|json|docx|png|csv)$|^/enter/")
LONG_NUMBER = re.compile(r"\d{4,}")
# What lies beyond its box and cannot be scrolled to is cut off.
CUT = """() => {
  const cut = [];
  for (const each of document.querySelectorAll("body *")) {
    const style = getComputedStyle(each);
    if (!["hidden", "clip"].includes(style.overflowX) || each.closest(".hidden-text, svg, [aria-hidden=true]")) continue;
    if (each.clientWidth && each.scrollWidth > each.clientWidth + 2 && each.innerText.trim()) cut.push(each.outerHTML.slice(0, 120));
  }
  return cut;
}"""
TOO_WIDE = """() => {
  const wide = [];
  if (document.documentElement.scrollWidth > window.innerWidth) {
    for (const each of document.querySelectorAll("body *")) {
      if (each.closest(".table-frame, .side nav, .tabbar, .hidden-text")) continue;
      if (each.getBoundingClientRect().right > window.innerWidth + 1) wide.push(each.outerHTML.slice(0, 120));
    }
    wide.push("scrolls sideways");
  }
  return wide.slice(0, 3);
}"""


def pattern(address: str) -> str:
    """One page of a kind: ids and questions left out."""
    return LONG_NUMBER.sub("N", urlsplit(address).path)


@dataclass
class Walker:
    """Walks at one size of window; `large` is the same window for somebody who reads at twice the size."""

    page: Page
    url: str
    large: tuple[int, int]
    judged: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def walk(self, begin: list[str], again: Set[str] = frozenset(), most: int = 60) -> int:
        """Every page that links lead to, once a kind (`again`: kinds looked at for every role); how many were met."""
        waiting, met = list(begin), set()
        while waiting and len(met) < most:
            path = waiting.pop(0)
            kind = pattern(path)
            if kind in met or (kind in self.judged and kind not in again and path not in begin):
                continue
            met.add(kind)
            self.judged.add(kind)
            waiting += self._look(path)
        return len(met)

    def _look(self, path: str) -> list[str]:
        answer = self.page.goto(self.url + path)
        if answer.status >= 400:
            self.wrong.append(f"{path}: a link leads to a refusal ({answer.status})")
            return []
        self.judge(path)
        return self._links()

    def judge(self, where: str) -> None:
        """axe, both sizes, nothing cut."""
        self._note(where, faults(self.page))
        self._note(where, self.page.evaluate(TOO_WIDE))
        usual = self.page.viewport_size
        self.page.set_viewport_size({"width": self.large[0], "height": self.large[1]})
        self._note(f"{where} at {self.large[0]} px", self.page.evaluate(TOO_WIDE) + self.page.evaluate(CUT))
        self.page.set_viewport_size(usual)
        self.page.evaluate("document.documentElement.style.fontSize = '200%'")
        self._note(f"{where} with letters of 200 %", self.page.evaluate(TOO_WIDE) + self.page.evaluate(CUT))
        self.page.evaluate("document.documentElement.style.fontSize = ''")

    def _note(self, where: str, faults: list[str]) -> None:
        self.wrong += [f"{where}: {fault}" for fault in faults]

    def _links(self) -> list[str]:
        found = []
        for link in self.page.eval_on_selector_all("a[href]", "all => all.map(each => each.getAttribute('href'))"):
            whole = urlsplit(urljoin(self.page.url, link))
            path = whole.path + (f"?{whole.query}" if whole.query else "")
            if f"{whole.scheme}://{whole.netloc}" == self.url and not NOT_PAGES.search(whole.path):
                found.append(path)
        return found
