"""The one door: `perform` checks who, when and whether, writes one journal entry and what follows at once.

Order inside the transaction: lock the case, then a counter where there is one, then the stream head.
Effects are decided before the entry and recorded in it; replay uses them and never asks again.
"""
import hashlib
import json
import secrets
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from court.base.access.actor import Actor
from court.kit.prepared import Prepared
from court.kit.refusal import Refused
from court.kit.writing import insert
from court.spine import wiring
from court.spine.cases import changes, definitions, fields, who
from court.spine.cases.models import Case, Note, Stored
from court.spine.cases.scene import Changes, Scene
from court.spine.cases.schema import Act
from court.spine.journal.actions import append
from court.spine.journal.models import Entry

_LOCKED = Prepared(lambda case: Case.objects.select_for_update(of=("self",)).select_related("court", "judge__person")
                   .filter(pk=case))
_STORED = "SELECT answer FROM cases_stored WHERE account_id = %s AND key = %s"


def lock(case_id: int) -> Case:
    """The case, locked until the transaction ends (a no-op on SQLite, whose writers queue)."""
    found = _LOCKED.rows(case_id)
    if not found:
        raise Case.DoesNotExist(case_id)
    return found[0]


def perform(case: Case | int, code: str, *, by: Actor | None, at: datetime, facts: dict | None = None,
            token: int | None = None, key: str = "", basis: str = "") -> Entry:
    """Perform one act on a case and give its journal entry.

    by     who acts; None is the court's own machinery
    at     when it took effect, an aware moment
    facts  what the act asks for, by field name, as typed
    token  the case's version when the form was opened; a stale one is refused with who did what since
    key    idempotency key of the form: a repeat gives the entry of the first time
    Raises Refused, with the reason and the cure; nothing is written then.
    """
    with transaction.atomic():
        locked = lock(case.pk if isinstance(case, Case) else case)
        if key and by and (done := stored(by, key)):
            return Entry.objects.get(stream=locked.stream, place=done["place"])
        definition = definitions.of(locked)
        scene = Scene(locked, definition, code, _act(definition, code), by, at)
        refuse_stale(scene, token)
        capacity = permit(scene)
        scene.facts, scene.notes = fields.clean(scene, facts or {})
        ask_conditions(scene)
        entry = carry_out(scene, capacity, basis)
        if key and by:
            insert([Stored(account=by.account, key=key, what=code, answer={"place": entry.place}, at=at)])
    return entry


def begin(case: Case, *, by: Actor | None, at: datetime, facts: dict, basis: str = "", capacity: str = "") -> Entry:
    """The first act of a case just created: docketing. The caller holds the transaction and the number."""
    definition = definitions.of(case)
    scene = Scene(case, definition, "docket", definition.acts["docket"], by, at, facts=facts)
    return carry_out(scene, capacity or who.stands(scene) or "立案", basis)


def carry_out(scene: Scene, capacity: str, basis: str) -> Entry:
    """Decide the effects, append the entry, apply the effects, tell the listeners."""
    made = Changes()
    for name in scene.act.deeds:
        made = made.merge(wiring.DEEDS[name](scene))
    stage = next_stage(scene)
    effects: dict[str, Any] = {"stage": stage, "case": made.as_json()}
    changes.look_ahead(scene, made)
    for room in wiring.APPLIERS:
        if (decided := room.decide(scene)) is not None:
            effects[room.name] = decided
    case = scene.case
    salts = {name: secrets.token_hex(16) for name in scene.notes}
    facts = dict(scene.facts)
    if salts:
        facts["notes"] = {name: note_digest(salts[name], text) for name, text in scene.notes.items()}
    actor = scene.actor
    entry = append(case.stream, f"case.{scene.code}", by=actor.account if actor else None, at=scene.at, facts=facts,
                   effects=effects, basis=basis or scene.act.basis, court=case.court_id, capacity=capacity,
                   behalf=",".join(str(p.pk) for p in scene.own_parties))
    changes.apply(scene, entry, made, stage)
    insert([Note(case=case, place=entry.place, name=name, text=text, salt=salts[name])
                              for name, text in scene.notes.items()])
    for room in wiring.APPLIERS:
        if room.name in effects:
            room.apply(scene, entry, effects[room.name])
    for listener in wiring.LISTENERS.get(scene.code, []):
        listener(scene, entry)
    return entry


def note_digest(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def next_stage(scene: Scene) -> str:
    """Where the case stands after the act: the first choice whose condition holds, else the default."""
    for choice in scene.act.unless:
        if holds(scene, choice.when):
            return choice.to
    return scene.act.next or scene.case.stage


def holds(scene: Scene, name: str) -> bool:
    try:
        wiring.CONDITIONS[name](scene)
    except Refused:
        return False
    return True


def _act(definition, code):
    act = definition.act(code)
    if act is None:
        raise Refused("本程序中没有这个办理环节。", code="no_act", status=404)
    return act


def permit(scene: Scene) -> str:
    """The capacity of the actor, or a refusal: first who, then when."""
    capacity = who.stands(scene)
    if capacity is None:
        raise Refused(f"“{scene.act.label}”应由{who.wanted(scene.act)}办理，您不能办理。", code="not_yours", status=403)
    if scene.case.stage not in scene.act.stages and "*" not in scene.act.stages:
        stage = scene.definition.stages[scene.case.stage].label
        allowed = "、".join(scene.definition.stages[s].label for s in scene.act.stages)
        raise Refused(f"案件现处于“{stage}”阶段，不能办理“{scene.act.label}”。", do=f"该事项在“{allowed}”阶段办理。", code="wrong_stage")
    if scene.act.factor and scene.actor is not None and not scene.actor.fresh_factor:
        raise Refused("办理该事项前需要再次验证身份。", do="请输入动态口令后继续。", code="factor_needed", status=401)
    return capacity


def ask_conditions(scene: Scene) -> None:
    for name in scene.act.conditions:
        wiring.CONDITIONS[name](scene)


def refuse_stale(scene: Scene, token: int | None) -> None:
    """A form opened before somebody else acted is told who did what; what was typed stays on the page."""
    if token is None or int(token) == scene.case.version:
        return
    since = Entry.objects.filter(stream=scene.case.stream, place__gt=int(token), kind__startswith="case.").order_by("place")[:5]
    did = "；".join(describe(scene.definition, entry) for entry in since)
    raise Refused(f"您打开页面之后，本案又有新的办理：{did}。您的操作尚未生效，填写的内容已保留。",
                  do="请核对最新情况后再次提交。", code="stale")


def describe(definition, entry: Entry) -> str:
    act = definition.act(entry.kind.removeprefix("case."))
    return f"{entry.capacity or '系统'}办理了“{act.label if act else entry.kind}”"


def stored(by: Actor, key: str) -> dict | None:
    with connection.cursor() as cursor:
        cursor.execute(_STORED, [by.me.pk, key])
        found = cursor.fetchone()
    answer = found[0] if found else None
    return json.loads(answer) if isinstance(answer, str) else answer


def possible(case: Case, by: Actor, at: datetime, known: dict | None = None) -> list[tuple[str, Act, Refused | None]]:
    """The next steps for somebody: (code, act, why not yet). Acts of others and other stages are left out.

    known  parties, handlers, representatives of the case now, where the page has read them already
    """
    definition = definitions.of(case)
    found: list[tuple[str, Act, Refused | None]] = []
    memo: dict = {}
    shared: Scene | None = None
    for code, act in definition.acts.items():
        if not act.menu or (case.stage not in act.stages and "*" not in act.stages):
            continue
        scene = Scene(case, definition, code, act, by, at, memo=memo)
        scene.__dict__.update(known or {})
        if shared is not None:
            scene.__dict__.update({n: v for n, v in shared.__dict__.items() if n in CACHED})
        if who.stands(scene) is not None:
            found.append((code, act, why_not(scene)))
        shared = scene
    return found


CACHED = {"parties", "handlers", "representatives"}


def why_not(scene: Scene) -> Refused | None:
    """The first condition that does not hold before anything is typed."""
    scene.facts = {}
    for name in scene.act.conditions:
        if name in wiring.ASKS_FACTS:
            continue
        try:
            wiring.CONDITIONS[name](scene)
        except Refused as refusal:
            return refusal
    return None
