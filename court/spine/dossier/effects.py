"""What an act adds to the dossier: the papers its definition names, decided with the act, made by errands."""

from court.kit.ids import new_id
from court.spine import wiring
from court.spine.cases.scene import Scene
from court.spine.dossier.actions import expect_all
from court.spine.dossier.models import Document


def decide(scene: Scene) -> list[dict] | None:
    """One spec a paper, for each party where the definition says so; ids and choices only, no facts about people."""
    from court.spine.cases.acts import holds

    specs = []
    for spec in scene.act.documents:
        if spec.when and not holds(scene, spec.when):
            continue
        for party in scene.some(spec.each) if spec.each else [None]:
            specs.append({
                "document": str(new_id()), "template": spec.template, "title": spec.title, "volume": spec.volume,
                "item": spec.item, "secrecy": spec.secrecy, "party_id": str(party.pk) if party else None,
                "sealed": spec.sign or spec.serve, "serve": spec.serve,
            })  # fmt: skip
    return specs or None


def apply(scene: Scene, entry, specs: list[dict]) -> None:
    made = [_paper(scene, entry, spec) for spec in specs]
    expect_all(made)
    scene.papers |= {document.pk: document for document in made}


def _paper(scene: Scene, entry, spec: dict) -> Document:
    collect = wiring.DOCUMENTS.get(spec["template"])
    party = next((p for p in scene.parties if str(p.pk) == spec["party_id"]), None)
    return Document(
        pk=int(spec["document"]), court_id=scene.case.court_id, case=scene.case, kind=spec["template"],
        title=spec["title"][:200], party=party, volume=spec["volume"], item=spec["item"], secrecy=spec["secrecy"],
        template=spec["template"], data=collect(scene, spec) if collect else {}, key=spec["document"],
        sealed=bool(spec["sealed"]), created_by=scene.actor.account if scene.actor else None, created_at=scene.at,
        entry_stream=entry.stream, entry_place=entry.place,
    )  # fmt: skip


wiring.applier("documents", 60, decide, apply)
