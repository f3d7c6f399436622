"""What is written in a paper: its fields by the table of its kind."""

from collections.abc import Sequence

from court.spine.dossier.texts import PageLayout
from court.work.scanning.papers.kinds import kind as kind_of
from court.work.scanning.papers.readers import READERS, Found, days, figures, labelled, lists, people
from court.work.scanning.papers.words import Reading

__all__ = ["Found", "days", "fields", "figures", "labelled", "lists", "people"]


def fields(kind: str, pages: Sequence[PageLayout]) -> dict[str, Found]:
    """{name: Found} of the fields that a kind of paper has and these pages show; what is not found is left out.

    kind   a key of kinds(); an unknown one is read as 其他材料
    names  as in kinds/*.yaml; a second party of a role is 原告2, and what is said of a party is 原告身份证号, 原告电话, 原告住址 …
    """
    reading = Reading(pages)
    answer: dict[str, Found] = {}
    for name, row in kind_of(kind).fields.items():
        for key, value in READERS[row["as"]](reading, name, row).items():
            answer.setdefault(key, value)
    return answer
