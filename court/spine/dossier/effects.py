"""What an act adds to the dossier: the papers its definition names, decided with the act, made by errands."""

from court.base.access.actor import Actor
from court.kit.ids import new_id
from court.spine import wiring
from court.spine.cases.scene import Scene


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
    from court.spine.dossier.reactions import produce_documents

    actor = scene.actor
    assert actor is None or isinstance(actor, Actor)
    for spec in specs:
        collect = wiring.DOCUMENTS.get(spec["template"])
        spec = spec | {"data": collect(scene, spec) if collect else {}}
        produce_documents(scene.case, entry, [spec], by=actor, at=scene.at)


wiring.applier("documents", 60, decide, apply)
