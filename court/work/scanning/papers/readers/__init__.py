"""How the value of a field is found on read pages: a reader for each sort of value, named in kinds/*.yaml as `as`.

A reader takes the reading, its field's name and its row of the table and returns {name: Found}; most return one or none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from court.work.scanning.papers.words import Quad, Reading

READERS: dict[str, Callable[[Reading, str, dict], "dict[str, Found]"]] = {}


@dataclass(frozen=True)
class Found:
    """What stands in a field.

    value  as people read it: names, "2019年4月22日", "150000.00", a list of claims; misread figures are never mended
    page   from 0, of the pages given; line its number in PageLayout.lines; quad the words' own corners, shares of the page
    sure   0..1: how sure the words were read
    valid  False where figures contradict themselves (check digit, no such day, 大写 and 小写), None where nothing can be checked
    note   Chinese: what is wrong with it or how it was understood
    exact  the value for programs: a date, integer fen, a list; None where value says all
    """

    value: str | list[str]
    page: int
    line: int
    quad: Quad
    sure: float
    valid: bool | None = None
    note: str = ""
    exact: date | int | None = None


def reader(name: str) -> Callable:
    def keep(function: Callable) -> Callable:
        READERS[name] = function
        return function

    return keep


def found(reading: Reading, start: int, end: int, value: str | list[str], **more) -> Found | None:
    """A value with the place of the words it was read from; None where the span holds no letters."""
    place = reading.place(start, end)
    if place is None or not value:
        return None
    page, line, quad = place
    return Found(value, page, line, quad, round(reading.sure(start, end), 3), **more)


def one(name: str, value: Found | None) -> dict[str, Found]:
    return {name: value} if value else {}
