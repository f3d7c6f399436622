"""The register of legal instruments, their versions, and citations of their articles."""
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "instruments.toml"
DIGITS = ("", *"一二三四五六七八九")


@dataclass(frozen=True)
class Instrument:
    """One instrument in one version.

    mark  R read in a public repository of laws; W read in an excerpt of a public page; G read in a
          public source file; M from memory, UNVERIFIED: configuration, never a hard rule
    """

    key: str
    name: str
    since: date
    mark: str
    note: str = ""


@dataclass(frozen=True)
class Citation:
    """An article of an instrument, as it is printed for people: 民事诉讼法(2023修正)第一百五十二条."""

    instrument: Instrument
    article: str
    mark: str

    @property
    def unverified(self) -> bool:
        return self.mark == "M"

    def __str__(self) -> str:
        parts = self.article.split("、")
        plain = all(part.isdigit() for part in parts)
        article = "、".join(f"第{in_chinese(int(part))}条" for part in parts) if plain else self.article
        return f"{self.instrument.name}{article}"


def in_chinese(number: int) -> str:
    """An article's number (below 10,000) as laws print it.

    >>> [in_chinese(n) for n in (9, 10, 20, 115, 206, 250, 1000)]
    ['九', '十', '二十', '一百一十五', '二百零六', '二百五十', '一千']
    """
    if number < 20:
        return ("十" if number >= 10 else "") + DIGITS[number % 10]
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + name
        gap = not digit
    return words


@cache
def register() -> dict[str, Instrument]:
    rows = tomllib.loads(FILE.read_text("utf-8"))
    return {key: Instrument(key=key, **row) for key, row in rows.items()}


def cite(key: str, article: str = "", mark: str | None = None) -> Citation:
    """The citation of an article; `article` is a number ("152", "13、14") or printed text ("第十三条第一项").

    Raises KeyError for an instrument that is not in the register.
    """
    instrument = register()[key]
    return Citation(instrument, article, mark or instrument.mark)
