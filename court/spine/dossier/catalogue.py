"""Where a paper belongs: the order of items in 正卷 and 副卷, by the law's catalogue for the kind of case."""

from functools import cache

from court.spine.cases.models import Case
from court.spine.dossier.models import Document
from law.answer import LawError
from law.dossier.catalogue import Item, find, kind_named
from law.dossier.catalogue import items as items_of
from law.dossier.filing import LAST

# 未列入目录的材料排在目录各项之后、备考表之前（人民法院诉讼文书立卷归档办法第十四条）。
UNLISTED = 900
AT_THE_END = 950


@cache
def _items(type_code: str, volume: str) -> tuple[Item, ...]:
    try:
        return tuple(items_of(kind_named(type_code), Document.Volume(volume).label))
    except LawError:
        return ()


def items(case: Case, volume: str) -> dict[str, int]:
    """The items of a volume of this case with their order; empty where the law has no catalogue.

    All tracks of civil first instance use the catalogue of the ordinary procedure: a conversion moves no paper.
    """
    return {one.item: one.seq + (AT_THE_END if one.item in LAST else 0) for one in _items(case.type_code, volume)}


def item_for(case: Case, volume: str, item: str, title: str) -> tuple[str, int]:
    """The item a paper is filed under, and its order: by the item named, else by its title, else unlisted."""
    known = items(case, volume)
    if item in known:
        return item, known[item]
    try:
        found = find(kind_named(case.type_code), item or title, Document.Volume(volume).label)
    except LawError:
        found = None
    if found is None or found.item not in known:
        return item or "其他材料", UNLISTED
    return found.item, known[found.item]
