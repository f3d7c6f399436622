"""What an act owes is written with the act; rooms mark what they produced and delivered."""
from datetime import datetime

from django.db.models import QuerySet

from court.kit.ids import new_id
from court.kit.writing import insert
from court.spine import wiring
from court.spine.cases.scene import Scene
from court.spine.consequences.models import Owed


def decide(scene: Scene) -> list[dict] | None:
    """One row for every document, service and message the definition says this act owes."""
    owed = []
    for spec in scene.act.documents:
        if spec.when and not _holds(scene, spec.when):
            continue
        owner = "judge" if spec.sign else "clerk"
        parties = scene.some(spec.each) if spec.each else [None]
        for party in parties:
            person = str(party.person_id) if party else None
            owed.append({"kind": "document", "what": spec.template, "person": person, "owner": owner})
    for notice in scene.act.notices:
        if notice.to not in ("judge", "clerk"):
            owed += [{"kind": "message", "what": notice.text, "person": str(p.person_id), "owner": "duty_officer"}
                     for p in scene.some(notice.to)]
    return owed or None


def _holds(scene: Scene, name: str) -> bool:
    from court.spine.cases.acts import holds

    return holds(scene, name)


def apply(scene: Scene, entry, owed: list[dict]) -> None:
    once = {(row["kind"], row["what"], row["person"]): row for row in owed}
    insert([
        Owed(pk=new_id(), case=scene.case, entry_place=entry.place, act=scene.code, kind=row["kind"], what=row["what"],
             person_id=row["person"], owner=row["owner"], owed_at=scene.at, **_told(scene, row))
        for row in once.values()])


def _told(scene: Scene, row: dict) -> dict:
    """A message that the act itself wrote is produced; one that stays in the platform is delivered too."""
    key = (row["what"], int(row["person"])) if row["person"] else None
    if row["kind"] != "message" or key not in scene.told:
        return {}
    return {"produced_at": scene.at, "delivered_at": scene.at if scene.told[key] else None}


def mark(case_id: int, place: int, kind: str, what: str, *, produced: datetime | None = None,
         delivered: datetime | None = None, person_id: int | None = None) -> int:
    """Count a thing as produced or delivered; gives how many rows it settled (0: nothing was owed)."""
    found = Owed.objects.filter(case_id=case_id, entry_place=place, kind=kind, what=what)
    if person_id is not None:
        found = found.filter(person_id=person_id)
    columns = {}
    if produced:
        columns["produced_at"] = produced
    if delivered:
        columns["delivered_at"] = delivered
    return found.update(**columns) if columns else 0


def outstanding(before: datetime) -> QuerySet[Owed]:
    """What is still owed from before a moment, for the duty page."""
    return Owed.objects.filter(delivered_at=None, owed_at__lt=before).select_related("case").order_by("owed_at")


# After the messages: what they told is owed no more.
wiring.applier("owed", 55, decide, apply)
