"""Somebody without a mouse: Tab, arrows, Space, Enter and letters; every stop on the way must be seen."""

from playwright.sync_api import Locator, Page

FARTHEST = 160
HERE = "e => e === document.activeElement"
# The ring stands on the thing itself, or on the box that stands for it.
SEEN = """() => {
  const here = document.activeElement;
  if (!here || here === document.body || here.id === "main") return "";
  // The browser's own button inside a date has the focus and its own ring, which a page cannot ask about.
  if (["date", "time"].includes(here.type) && !here.matches(":focus")) return "";
  for (let each = here; each && each !== document.body; each = each.parentElement) {
    const style = getComputedStyle(each);
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) return "";
  }
  return here.outerHTML.slice(0, 160);
}"""


class Keys:
    """A keyboard and nothing else. AssertionError where something cannot be reached, or where one cannot see where one is."""

    def __init__(self, page: Page):
        self.page = page
        # Asked for only when the key goes down, the browser may open its own window first, which no test can see.
        page.on("filechooser", lambda _: None)

    def to(self, target: Locator) -> None:
        """Tab until there."""
        target = target.first
        target.wait_for(state="attached")
        for _ in range(FARTHEST):
            if target.evaluate(HERE):
                return
            self._tab()
        raise AssertionError(f"the keyboard does not reach {target} on {self.page.url}")

    def choose(self, target: Locator) -> None:
        """A radio button: Tab into its group, arrows to the choice."""
        target = target.first
        name = target.get_attribute("name")
        for _ in range(FARTHEST):
            if self.page.evaluate("document.activeElement?.name") == name:
                break
            self._tab()
        for _ in range(FARTHEST):
            if target.evaluate(HERE):
                break
            self.page.keyboard.press("ArrowDown")
            self._see()
        if not target.is_checked():
            self.page.keyboard.press("Space")
        assert target.is_checked(), f"arrows and Space do not choose {target} on {self.page.url}"

    def check(self, target: Locator) -> None:
        self.to(target)
        if not target.first.is_checked():
            self.page.keyboard.press("Space")
        assert target.first.is_checked()

    def write(self, target: Locator, words: str) -> None:
        self.to(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)
        assert target.first.input_value().replace("\r", "") == words

    def date(self, target: Locator, year: str, month: str, day: str) -> None:
        """In whichever order this browser asks for the parts."""
        self.to(target)
        for order in ((month, day, year), (year, month, day)):
            for key in ("ArrowLeft", "ArrowLeft"):
                self.page.keyboard.press(key)
            for part in order:
                self.page.keyboard.type(part)
                if part == year and part != order[-1]:
                    self.page.keyboard.press("ArrowRight")
            if target.first.input_value() == f"{year}-{month}-{day}":
                return
        raise AssertionError(f"no date can be typed into {target} on {self.page.url}")

    def pick(self, target: Locator, value: str) -> None:
        """An entry of a list: arrows until it shows."""
        self.to(target)
        for key in ("Home", *["ArrowDown"] * 40):
            self.page.keyboard.press(key)
            if target.first.input_value() == value:
                return
        raise AssertionError(f"the arrows do not reach {value} in {target}")

    def files(self, target: Locator, *files: dict) -> None:
        self.to(target)
        with self.page.expect_file_chooser() as asked:
            self.page.keyboard.press("Enter")
        asked.value.set_files(list(files))

    def press(self, words: str, key: str = "Enter") -> None:
        """A button or link by its words, and the page it leads to."""
        exact = {"name": words, "exact": True}
        self.follow(self.page.get_by_role("button", **exact).or_(self.page.get_by_role("link", **exact)), key)

    def follow(self, target: Locator, key: str = "Enter") -> None:
        self.to(target)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.page.wait_for_load_state()

    def skip(self) -> None:
        """The first Tab of a page offers to skip to its text, and does."""
        self.page.keyboard.press("Tab")
        assert self.page.evaluate("document.activeElement.className") == "skip", self.page.url
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "main", self.page.url

    def escapes(self) -> None:
        """From wherever it stands, Tab comes round to the top again: nothing holds it."""
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement === document.body || document.activeElement.className === 'skip'"):
                return
        raise AssertionError(f"Tab is caught on {self.page.url}: {self.page.evaluate('document.activeElement.outerHTML')[:160]}")

    def _tab(self) -> None:
        self.page.keyboard.press("Tab")
        self._see()

    def _see(self) -> None:
        unseen = self.page.evaluate(SEEN)
        assert not unseen, f"one does not see that this has the focus on {self.page.url}: {unseen}"
