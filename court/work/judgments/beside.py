"""The papers of the dossier to read beside an editor, one of them open."""

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.spine.cases.models import Case
from court.spine.dossier import places
from court.spine.dossier import queries as dossier

MOST_PAGES = 30


def beside(request: CourtRequest, case: Case) -> dict:
    """The papers of the dossier to read beside the editor, one of them open."""
    documents = dossier.visible_in(case, request.actor)
    wanted = request.GET.get("beside", "")
    chosen = next((one for one in documents if str(one.pk) == wanted), None)
    pages = 0
    if chosen is not None:
        record_read(request.actor, case.stream, "read", f"document:{chosen.pk}")
        pages = min(places.pages_of(places.shown(chosen)), MOST_PAGES)
    return {"documents": documents, "chosen": chosen, "chosen_pages": range(1, pages + 1)}
