"""The words a definition may use, gathered from the law and from what the rooms registered."""
from functools import cache

from court.base.people.models import Office
from court.spine import wiring
from law import casetypes
from law import instruments as law_instruments
from law.dossier import catalogue as dossier_catalogue
from law.limits import kinds as limit_kinds
from law.openness import process

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
    return {row.class_code for row in casetypes.case_types()}


@cache
def limits() -> set[str]:
    return set(limit_kinds())


@cache
def disclosures() -> set[str]:
    return {choice.key for choice in process.items()}


@cache
def catalogue_items(catalogue: str, volume: str) -> dict[str, int]:
    """item -> order, of one volume ("main", "inner") of a shipped catalogue; empty where there is none."""
    if catalogue not in dossier_catalogue.kinds():
        return {}
    return {row.item: row.seq for row in dossier_catalogue.items(catalogue, VOLUMES[volume])}
