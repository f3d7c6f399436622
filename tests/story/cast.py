"""Who acts in the story, and what they learn on the way: number, judge, clerk, code."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.story.house import House
from tests.story.visitor import Visitor

COURT = "晋0802"
PATIENCE = 90


@dataclass
class Cast:
    """The house, a phone, a desk, and the facts of the case as the pages told them."""

    house: House
    phone: Visitor
    desk: Visitor
    plaintiff: str = ""
    defendant: str = ""
    filing: str = ""
    number: str = ""
    case_id: str = ""
    judge: str = ""
    clerk: str = ""
    hearing: str = ""
    hearing_at: str = ""
    today: str = ""

    @property
    def case(self) -> str:
        return f"/staff/case/{self.case_id}/"

    def choose_litigants(self) -> None:
        """Two natural persons of the demo with accounts, strangers to each other."""
        self.phone.go("/enter/")
        names = self.phone.page.locator("section[aria-labelledby=outside] .button.small").all_inner_texts()
        people = [name.strip() for name in names if "律师" not in name]
        self.plaintiff, self.defendant = people[0], people[-1]

    def as_office(self, office: str, name: str = "") -> None:
        self.desk.enter(f"{office} · {name}", COURT)

    def move_to(self, moment: datetime) -> None:
        self.house.set_time(moment)
        self.today = moment.date().isoformat()

    def act(self, label: str, **fields: str) -> None:
        """An act from the case page: its button, its form, done. A select or box by its label's words."""
        self.desk.go(self.case)
        self.desk.press(label)
        for words, value in fields.items():
            put(self.desk.page.get_by_label(re.compile(words)).first, value)
        with self.desk.page.expect_navigation():
            self.desk.page.locator("main form[method=post] button.main").last.click()
        self.desk.fine()
        assert "已办理" in self.desk.text(), self.desk.text()[:3000]

    def patiently(self, what: Callable[[], bool], why: str) -> None:
        until = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < until, f"waited {PATIENCE} s for {why}:\n{self.desk.text()[:3000]}"
            time.sleep(0.7)


def put(field, value: str) -> None:
    if field.evaluate("e => e.tagName") == "SELECT":
        field.select_option(label=value) if not value.isascii() else field.select_option(value)
    else:
        field.fill(value)
