"""Where a paper belongs: the order of items in 正卷 and 副卷, by the law's catalogue for the kind of case."""

from court.spine.cases.models import Case
from court.spine.dossier.models import Document
from law import dossier_catalogue

# 未列入目录的材料排在本卷目录各项之后、备考表之前（人民法院诉讼文书立卷归档办法第十四条）。
UNLISTED = 900


def items(case: Case, volume: str) -> dict[str, int]:
    """The items of a volume of this case with their order; empty where the law has no catalogue."""
    name = Document.Volume(volume).label
    return {item: order for (kind, item), order in dossier_catalogue.items_for(case.type_code).items() if kind == name}


def order_of(case: Case, volume: str, item: str) -> int:
    """The order of an item; UNLISTED for what the catalogue doesn't name."""
    return items(case, volume).get(item, UNLISTED)
