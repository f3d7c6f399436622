"""Who looks again sees the proof of a correction, though it belongs to no case."""
from court.base.access.actor import Actor
from court.base.access.decide import resolver
from court.base.people.models import Office
from court.spine.dossier.models import Document


@resolver(Document)
def proof_relations(actor: Actor, document: Document) -> set[str]:
    ours = document.kind == "person_correction" and document.case_id is None
    return {"case_manager"} if ours and actor.holds(Office.CASE_MANAGER, document.court_id) else set()
