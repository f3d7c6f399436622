"""Tasks opened and closed by acts, in the act's own transaction."""
from court.kit.ids import new_id
from court.kit.prepared import Prepared
from court.kit.writing import insert, rewrite
from court.spine import wiring
from court.spine.cases.scene import Scene
from court.spine.clocks.models import Clock
from court.spine.tasks.models import Task

_OPEN = Prepared(lambda case: Task.objects.filter(case=case, state=Task.State.OPEN))
STAFF_ROLES = {"judge": ("judge",), "clerk": ("clerk",)}


def decide(scene: Scene) -> dict | None:
    """{"open": […], "close": [task ids]}: whom and by when, decided once and recorded."""
    spec = scene.act.tasks
    made = {"open": [row for task in spec.open for row in _opened(scene, task)], "close": _closed(scene, spec.close)}
    return {name: rows for name, rows in made.items() if rows} or None


def _opened(scene: Scene, task) -> list[dict]:
    base = {"kind": task.kind, "label": task.label, "act": task.act}
    if task.to.startswith("office:"):
        return [{**base, "task": str(new_id()), "office": task.to.removeprefix("office:")}]
    if task.to in STAFF_ROLES:
        owner = next((h for h in scene.handlers if h.role in STAFF_ROLES[task.to]), None)
        if owner is None:
            return [{**base, "task": str(new_id()), "office": "case_manager"}]
        return [{**base, "task": str(new_id()), "assignee": str(owner.account_id)}]
    parties = scene.some(task.to)
    if scene.facts.get("party") and task.to == "parties":
        parties = [p for p in parties if str(p.pk) == scene.facts["party"]]
    return [{**base, "task": str(new_id()), "person": str(p.person_id), "party": str(p.pk)} for p in parties]


def _closed(scene: Scene, kinds: list[str]) -> list[str]:
    """Open tasks of these kinds; a party's own act closes that party's tasks only."""
    if not kinds:
        return []
    found = [task for task in _OPEN.rows(scene.case.pk) if task.kind in kinds]
    mine = {p.person_id for p in scene.own_parties}
    return [str(t.pk) for t in found if not mine or t.person_id is None or t.person_id in mine]


def apply(scene: Scene, entry, made: dict) -> None:
    closer = scene.actor.account if scene.actor else None
    if made.get("close"):
        rewrite(Task, [int(t) for t in made["close"]], state=Task.State.DONE, closed_at=scene.at,
                closed_by_id=closer.pk if closer else None)
    due = {t.kind: t.due for t in scene.act.tasks.open if t.due}
    insert([
        Task(pk=int(row["task"]), court=scene.case.court, case=scene.case, kind=row["kind"], label=row["label"],
             act=row["act"], office=row.get("office", ""), assignee_id=row.get("assignee"),
             person_id=row.get("person"), opened_at=scene.at, due_on=_due(scene, due.get(row["kind"]), row))
        for row in made.get("open", [])])


def _due(scene: Scene, kind: str | None, row: dict):
    """The due day of the clock the definition names (the party's own clock for a party's task)."""
    if kind is None:
        return None
    clocks = Clock.objects.filter(case=scene.case, kind=kind, ended_on=None).order_by("due_on")
    own = clocks.filter(party_id=row["party"]).first() if row.get("party") else None
    found = own or clocks.first()
    return found.due_on if found else None


wiring.applier("tasks", 20, decide, apply)
