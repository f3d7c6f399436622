"""Writing what an act decided about the case's own rows: columns, handlers, parties, stage, version."""
from datetime import date
from typing import Any

from court.kit.ids import new_id
from court.kit.writing import insert, rewrite
from court.spine.cases.models import Case, Handler, Party, Representative
from court.spine.cases.scene import Changes, Scene
from court.spine.journal.models import Entry

DAYS = {f.name for f in Case._meta.fields if f.get_internal_type() == "DateField"}
FOREIGN = {"judge": "judge_id", "division": "division_id", "tribunal": "tribunal_id"}


def look_ahead(scene: Scene, made: Changes) -> None:
    """Let the appliers see the columns the act is about to write (a changed track moves the trial limit)."""
    for name, value in made.columns.items():
        _set(scene.case, name, value)
    if judge := scene.accounts.get(scene.case.judge_id):
        scene.case.judge = judge
    scene.case.facts = {**scene.case.facts, **made.facts}
    if made.handlers:
        scene.__dict__["handlers"] = _handlers_after(scene, made.handlers)


def _handlers_after(scene: Scene, changed: list[dict]) -> list[Handler]:
    """The handlers as they will be, so that a task for the clerk of a case just assigned finds that clerk."""
    ending = {(row["account"], row["role"]) for row in changed if row["op"] == "end"}
    staying = [h for h in scene.handlers if (str(h.account_id), str(h.role)) not in ending]
    coming = [Handler(case=scene.case, account_id=int(row["account"]), role=row["role"], since=scene.at)
              for row in changed if row["op"] == "add"]
    for one in coming:
        if account := scene.accounts.get(one.account_id):
            one.account = account
    return staying + coming


def _set(case: Case, name: str, value) -> None:
    if name in DAYS and isinstance(value, str):
        value = date.fromisoformat(value)
    if name in FOREIGN:
        name, value = FOREIGN[name], int(value) if value else None
    setattr(case, name, value)


def apply(scene: Scene, entry: Entry, made: Changes, stage: str) -> None:
    case = scene.case
    case.stage, case.version = stage, entry.place
    written = {FOREIGN.get(name, name) for name in ("stage", "version", "facts", *made.columns)}
    rewrite(Case, [case.pk], **{name: getattr(case, name) for name in sorted(written)})
    for change in made.handlers:
        if change["op"] == "end":
            Handler.objects.filter(case=case, account_id=int(change["account"]), role=change["role"],
                                   until=None).update(until=scene.at)
    insert([one for one in scene.handlers if one._state.adding] if made.handlers else [])
    for change in made.parties:
        _party(scene, change)
    for change in made.representatives:
        _representative(scene, change)
    for name, changed in (("parties", made.parties), ("representatives", made.representatives)):
        if changed:
            scene.__dict__.pop(name, None)


def _party(scene: Scene, change: dict) -> None:
    if change["op"] == "add":
        Party.objects.create(pk=int(change.get("party") or new_id()), case=scene.case,
                             person_id=int(change["person"]), role=change["role"], order=change["order"],
                             name=change["name"] if "name" in change else _name(change))
        return
    columns: dict[str, dict[str, Any]] = {
        "join": {"joined_at": scene.at, "person_id": int(change.get("person", 0))}, "leave": {"left_on": scene.on},
        "counterclaim": {"counterclaims": True}, "counterclaim_end": {"counterclaims": False}, "e_service": {"e_service": True}}
    Party.objects.filter(case=scene.case, pk=int(change["party"])).update(**columns[change["op"]])


def _name(change: dict) -> str:
    from court.base.people.models import Person

    return Person.objects.values_list("name", flat=True).get(pk=int(change["person"]))


def _representative(scene: Scene, change: dict) -> None:
    if change["op"] == "end":
        Representative.objects.filter(case=scene.case, pk=int(change["representative"]), until=None).update(
            until=scene.at)
        return
    Representative.objects.create(case=scene.case, party_id=int(change["party"]), person_id=int(change["person"]),
                                  kind=change["kind"], authority=change["authority"], firm=change.get("firm", ""),
                                  since=scene.at)
