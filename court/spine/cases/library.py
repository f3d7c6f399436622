"""The words a definition may use, gathered from the law and from what the rooms registered."""
from functools import cache

from court.base.people.models import Office
from court.spine import wiring
from law import instruments as law_instruments

VOLUMES = {"main": "正卷", "inner": "副卷"}


def offices() -> set[str]:
    return set(Office.values)


def clocks() -> dict:
    return wiring.CLOCKS


def texts() -> set[str]:
    return wiring.TEXTS


def closed_by_rooms() -> set[str]:
    """Kinds of task that a room closes itself, outside acts of a case."""
    return wiring.CLOSED_BY_ROOMS


def instruments() -> dict:
    return law_instruments.register()


@cache
def class_codes() -> set[str]:
    from law import casetypes

    return {row.class_code for row in casetypes.case_types()}


@cache
def limits() -> set[str]:
    from law import limits as law_limits

    return set(law_limits.kinds())


@cache
def disclosures() -> set[str]:
    from law import disclosure

    return set(disclosure.items())


@cache
def catalogue_items(class_code: str) -> dict[tuple[str, str], int]:
    """(volume, item) -> order, of the catalogue of a kind of case."""
    from law import dossier_catalogue

    return dossier_catalogue.items_for(class_code)


def catalogue_has(codes: list[str], volume: str, item: str) -> bool:
    return any((VOLUMES[volume], item) in catalogue_items(code) for code in codes)
