"""A case somebody asks for by its id: the one door of every room's pages."""

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.kit.refusal import not_there
from court.spine.cases.models import Case


def to_open(case_id: int, actor: Actor, verb: str = "read", *related: str) -> Case:
    """The case, if `actor` may do `verb` with it; `related`: further rows to bring along, beside its court.

    Refused (404) in the same words for a hidden one and for none; else as may() says.
    """
    case = Case.objects.select_related("court", *related).filter(pk=case_id).first()
    if case is None:
        raise not_there()
    require(actor, verb, case)
    return case
