"""Dated rows of law: one number or length, the days on which it is in force, and its article.

A table is a CSV in `data/` with the columns key, value, instrument, article, since, until, mark, note.
A length of time is written as the texts write it: "7日", "5个工作日", "6个月", "2年". Rows marked M are
configuration: they make every answer that uses them unverified, and rules let a court override them.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

from law.answer import Answer, BadLaw, LawError, Step
from law.calendar import Calendar, shipped
from law.instruments import Citation, cite
from law.periods import End, end_of_days, end_of_months

FOLDER = Path(__file__).parent / "data"
LENGTH = re.compile(r"^(\d+)(日|个工作日|个月|年)$")


@dataclass(frozen=True)
class Row:
    """One value in force from `since` to the day before `until` (None: still in force)."""

    key: str
    value: str
    instrument: str
    article: str
    since: date
    until: date | None
    mark: str
    note: str = ""

    @property
    def number(self) -> Decimal:
        return Decimal(self.value)

    @property
    def whole(self) -> int:
        return int(self.value)

    def cite(self) -> Citation:
        return cite(self.instrument, self.article, self.mark or None)

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@cache
def table(name: str) -> dict[str, tuple[Row, ...]]:
    """The rows of `data/<name>.csv` by key, oldest first. Raises BadLaw when two are in force on one day."""
    found: dict[str, list[Row]] = {}
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        for raw in csv.DictReader(lines):
            until = date.fromisoformat(raw["until"]) if raw["until"] else None
            row = Row(
                raw["key"],
                raw["value"],
                raw["instrument"],
                raw["article"],
                date.fromisoformat(raw["since"]),
                until,
                raw["mark"],
                raw["note"] or "",
            )
            found.setdefault(row.key, []).append(row)
    for key, rows in found.items():
        rows.sort(key=lambda row: row.since)
        for older, newer in pairwise(rows):
            if older.until is None or older.until > newer.since:
                raise BadLaw(f"{name}: two rows of {key} are in force on {newer.since}")
    return {key: tuple(rows) for key, rows in found.items()}


def row(name: str, key: str, on: date | None = None) -> Row:
    """The row in force on a day; without a day the newest. Raises LawError("no_law_on_date")."""
    rows = table(name)[key]
    if on is None:
        return rows[-1]
    for candidate in rows:
        if candidate.in_force(on):
            return candidate
    raise LawError(
        "no_law_on_date",
        f"{on}尚无可适用的规定（{rows[0].cite()}自{rows[0].since}起施行），请人工核定。",
        rows[0].cite(),
    )


def end_of(length: str, start: date, calendar: Calendar | None = None, shift: bool = True) -> End:
    """The last day of a period written as the texts write it; workdays never need a shift."""
    found = LENGTH.match(length)
    if not found:
        raise BadLaw(f"not a length of time: {length}")
    n, unit = int(found[1]), found[2]
    if unit == "日":
        return end_of_days(start, n, calendar, shift)
    if unit == "个工作日":
        calendar = calendar or shipped()
        day = calendar.add_workdays(start, n)
        return End(day, day, provisional=not calendar.is_known(day))
    return end_of_months(start, n * (12 if unit == "年" else 1), calendar, shift)


def due(
    name: str,
    key: str,
    start: date,
    what: str,
    *,
    days: int | None = None,
    calendar: Calendar | None = None,
    answer: str = "by",
    shift: bool = True,
) -> Answer:
    """The last day on which a thing may be done: {answer: day}.

    what   the step in words, such as "核实财产线索"
    days   a court's own number of days in place of the row's length; never more than a verified row gives
    shift  False where the period runs out by itself, whatever the day
    """
    found = row(name, key, start)
    length = found.value if days is None else own_length(found, days)
    end = end_of(length, start, calendar, shift)
    steps = [Step(f"{what}的期限为{length}", found.cite())]
    if length.endswith("个工作日"):
        steps.append(Step(f"自{start}次日起数{length}，至{end.day}", cite("HOL")))
    else:
        steps.extend(end.steps(start, length))
    return Answer({answer: end.day}, steps, provisional=end.provisional)


def own_length(found: Row, days: int) -> str:
    """A court's own number of days: any for configuration, a shorter one for what the law fixes."""
    if days <= 0:
        raise LawError("bad_input", "期限天数应为正整数。")
    limit = LENGTH.match(found.value)
    most, unit = (int(limit[1]), limit[2]) if limit else (0, "")
    if found.mark != "M" and (unit not in ("日", "个工作日") or days > most):
        raise LawError("above_legal_limit", f"本院期限不得长于规定的{found.value}。", found.cite())
    return f"{days}{unit if unit == '个工作日' else '日'}"
