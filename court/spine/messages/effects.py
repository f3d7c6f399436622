"""What acts tell people: the notices a definition names, decided before the entry and written with it."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from court.base.people.models import Person
from court.kit.ids import new_id
from court.spine import wiring
from court.spine.cases.models import Party
from court.spine.cases.scene import Scene
from court.spine.cases.schema import Act, Definition
from court.spine.journal.models import Entry
from court.spine.messages import actions, wording
from court.spine.messages.actions import Told
from court.spine.messages.models import Message
from court.spine.messages.texts import faults, texts

STAFF = ("judge", "clerk")
# Kinds of task that this room closes itself.
wiring.CLOSED_BY_ROOMS.add("contact_failed")
wiring.TEXTS.update(texts())


def decide(scene: Scene) -> list[dict[str, Any]] | None:
    """[{"message", "text", "person", "sms"}], ids only. A case of state secrets tells nobody online (S13)."""
    if scene.case.is_state_secret:
        return None
    rows: dict[tuple[str, int], bool] = {}
    for notice in scene.act.notices:
        for person, sms in _people(scene, notice.to):
            rows.setdefault((notice.text, person), sms)
    return [{"message": str(new_id()), "text": text, "person": str(person), "sms": sms}
            for (text, person), sms in rows.items()] or None


def _people(scene: Scene, to: str) -> list[tuple[int, bool]]:
    """Who is told, and whether by text message too: the court's people are told at their desk only."""
    if to in STAFF:
        return [(person, False) for person in _staff(scene, to)]
    found = []
    for party in scene.some(to):
        found.append((party.person_id, _by_phone(party)))
        found += [(r.person_id, True) for r in scene.representatives if r.party_id == party.pk]
    return found


def _staff(scene: Scene, to: str) -> list[int]:
    """The judge the case has after the act (a drawn one is no handler yet), or the clerks it has now."""
    if to == "judge":
        return [scene.case.judge.person_id] if scene.case.judge else []
    return [handler.account.person_id for handler in scene.role_of("clerk")]


def _by_phone(party: Party) -> bool:
    """A number that only the other side named is no way to tell somebody about a case."""
    return bool(party.joined_at or party.e_service or party.person.verified_at)


def apply(scene: Scene, entry: Entry, rows: list[dict[str, Any]]) -> None:
    known = {**wording.of_case(scene.case), **wording.of_act(scene)}
    people = _known_people(scene)
    if missing := {int(row["person"]) for row in rows} - people.keys():
        people |= Person.objects.in_bulk(missing)
    told = [_told(scene, entry, row, people[int(row["person"])], known) for row in rows]
    goes_out = actions.write(told, scene.at)
    for message in (one.message for one in told):
        scene.told[message.kind, message.person_id] = message.pk not in goes_out


def _known_people(scene: Scene) -> dict[int, Person]:
    """Who was read for this act already."""
    judge = [scene.case.judge.person] if scene.case.judge else []
    parties, acting = [p.person for p in scene.parties], [r.person for r in scene.representatives]
    return {person.pk: person for person in (*judge, *parties, *acting)}


def _told(scene: Scene, entry: Entry, row: dict, person: Person, known: dict[str, str]) -> Told:
    text = texts()[row["text"]]
    title, words = wording.filled(text, known)
    message = Message(
        pk=int(row["message"]), person=person, case=scene.case, entry_place=entry.place, kind=text.kind, title=title,
        text=words, created_at=scene.at, key=f"act:{scene.case.pk}:{entry.place}:{text.kind}:{person.pk}",
    )
    return Told(message, text, known, sms=bool(row["sms"]))


wiring.applier("messages", 50, decide, apply)


@register()
def texts_can_be_filled(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Every text and every act that tells one, so that no message can fail for want of a field."""
    from court.spine.cases import definitions

    found = list(faults(texts()))
    for definition in definitions.shipped().values():
        for code, act in definition.acts.items():
            found += [f"{definition.code}.{code}: {fault}" for fault in act_faults(definition, act)]
    hint = "Mend court/spine/messages/texts.toml or the act's fields."
    return [Error(fault, hint=hint, id="court.E020") for fault in found]


def act_faults(definition: Definition, act: Act) -> list[str]:
    """Fields that a text of this act names and its facts do not give."""
    given = wording.fillable(definition.fields_of(act))
    found = []
    for notice in act.notices:
        text = texts().get(notice.text)
        if text is not None and (missing := text.fields - given):
            found.append(f"the text {text.kind} needs {sorted(missing)}")
    return found
