"""Codes for the defendants' papers: made with the act that serves the papers, one a party."""
from court.spine import wiring
from court.work.answering.models import JoinCode


@wiring.document_data("joining_code")
def joining_code(scene, spec) -> dict:
    """The code of the addressee, in two groups of five for reading aloud; empty where nobody is addressed."""
    party = spec.get("party_id")
    if not party:
        return {"code": ""}
    found, _ = JoinCode.objects.get_or_create(party_id=int(party), defaults={"case": scene.case, "made_at": scene.at})
    return {"code": f"{found.code[:5]}-{found.code[5:]}"}
