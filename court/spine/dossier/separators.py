"""Separator sheets (分隔页): what their code says, for who prints them and for who takes a scanned batch apart.

    COURT:PAPER:<kind>      a paper of this kind begins behind the sheet; without a kind: a paper begins
    COURT:CASE:<number>     papers of another case begin, by its number
    COURT:END               what follows belongs to no paper (backs, a sheet to close a case)
A sheet is no page of any paper.
"""

from dataclasses import dataclass

PREFIX = "COURT"
PAPER, CASE, END = "PAPER", "CASE", "END"
LONGEST = 120


@dataclass(frozen=True)
class Separator:
    """What a sheet says. kind: PAPER, CASE or END; value: the kind of paper or the case's number, else empty."""

    kind: str
    value: str = ""


def of_paper(kind: str = "") -> str:
    """The code of a sheet before a paper."""
    return f"{PREFIX}:{PAPER}:{kind}"


def of_case(number: str) -> str:
    """The code of a sheet before the papers of a case."""
    return f"{PREFIX}:{CASE}:{number}"


def of_end() -> str:
    return f"{PREFIX}:{END}"


def read(payload: str) -> Separator | None:
    """What a code says; None for every other code (a payment code, an invoice, somebody's joke)."""
    words = payload.strip()
    if len(words) > LONGEST:
        return None
    prefix, _, rest = words.partition(":")
    kind, _, value = rest.partition(":")
    value = value.strip()
    if prefix != PREFIX or kind not in (PAPER, CASE, END) or (kind == CASE and not value) or (kind == END and value):
        return None
    return Separator(kind, value)
