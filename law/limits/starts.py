"""The day a limit starts on, under whichever name it is told."""
from datetime import date

from law.answer import LawError


def begin(*days: date | None) -> date:
    """The one day among those told. Raises LawError("bad_input") when none is."""
    for day in days:
        if day is not None:
            return day
    raise LawError("bad_input", "请填写审限起算的日期（立案、受理或者收到之日）。")
