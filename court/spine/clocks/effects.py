"""What an act does to the clocks: decided before the entry, recorded in it, then written."""
from datetime import date

from court.base.courts.clock import calendar_for
from court.kit.ids import new_id
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases.models import Case
from court.spine.cases.scene import Scene
from court.spine.clocks import kinds
from court.spine.clocks.ledger import rows_of
from court.spine.clocks.models import Clock, Interval
from law.answer import Answer, LawError

LIMIT = "trial_limit"


def decide(scene: Scene) -> dict | None:
    """{"start": […], "end": […], "intervals": […], "resume": […], "due": […]}, or None where no clock moves."""
    spec = scene.act.clocks
    if spec == type(spec)():
        return None
    running = list(scene.case.clocks.filter(ended_on=None).prefetch_related("intervals"))
    made: dict[str, list] = {"start": [], "end": [], "intervals": [], "resume": [], "due": [], "convert": []}
    for kind in spec.end:
        made["end"] += [{"clock": str(c.pk), "on": scene.on.isoformat()} for c in _of(running, kind, scene)]
    for start in spec.start:
        made["start"] += _starts(scene, start)
    _intervals(scene, running, made)
    _due_days(scene, running, made)
    return {name: rows for name, rows in made.items() if rows} or None


def _of(running: list[Clock], kind: str, scene: Scene) -> list[Clock]:
    """Running clocks of a kind; an act of a party, or about one, touches that party's clock only."""
    mine = {p.pk for p in scene.own_parties}
    if scene.actor is None and "party" in scene.facts:
        mine = {int(scene.facts["party"])}
    return [c for c in running if c.kind == kind and (c.party_id is None or not mine or c.party_id in mine)]


def _starts(scene: Scene, start) -> list[dict]:
    begun = date.fromisoformat(scene.facts[start.since][:10]) if start.since and start.since in scene.facts else scene.on
    facts = {"limit": scene.track.limit} if start.kind == LIMIT else _clock_facts(scene)
    chosen = scene.facts.get("party")
    parties = [None] if start.each is None else scene.some(start.each)
    if chosen and start.each:
        parties = [p for p in parties if str(p.pk) == chosen]
    return [_started(scene, start.kind, begun, facts, party) for party in parties]


def _clock_facts(scene: Scene) -> dict:
    return {name: scene.facts[name] for name in ("days", "doc") if name in scene.facts}


def _started(scene: Scene, kind: str, begun: date, facts: dict, party) -> dict:
    found = law_answer(kind, begun, facts, [], scene.on)
    due = kinds.due_day(kind, found)
    return {"clock": str(new_id()), "kind": kind, "party": str(party.pk) if party else None, "on": begun.isoformat(),
            "due": due.isoformat() if due else None, "provisional": found.provisional, "facts": facts}


def law_answer(kind: str, begun: date, facts: dict, ledger: list, on: date):
    try:
        return kinds.answer(kind, begun, facts, ledger, on, calendar_for())
    except LawError as refusal:
        raise Refused(refusal.text, law="、".join(map(str, refusal.cites)), code=refusal.code) from refusal


def _intervals(scene: Scene, running: list[Clock], made: dict) -> None:
    spec, on = scene.act.clocks, scene.on.isoformat()
    for exclude in spec.exclude:
        reason = scene.facts.get(exclude.reason.removeprefix("@")) if exclude.reason.startswith("@") else exclude.reason
        expected = scene.facts.get(exclude.expected) if exclude.expected else None
        begun = scene.facts.get(exclude.since, on) if exclude.since else on
        made["intervals"] += [_interval(c, "excluded", reason, begun, expected) for c in _of(running, exclude.kind, scene)]
    for kind in spec.suspend:
        made["intervals"] += [_interval(c, "suspended", "中止诉讼", on, None) for c in _of(running, kind, scene)]
    for extend in spec.extend:
        months = int(scene.facts[extend.months])
        for clock in _of(running, extend.kind, scene):
            made["intervals"].append({**_interval(clock, "extended", "延长审限", on, None), "months": months})
    ended = scene.facts.get("resumed_on", on)
    for kind in spec.resume:
        for clock in _of(running, kind, scene):
            made["resume"] += [{"interval": str(i.pk), "clock": str(clock.pk), "on": ended}
                               for i in clock.intervals.all() if i.ends is None and i.kind != "extended"]
    for kind in spec.convert:
        made["convert"] += [{"clock": str(c.pk), "limit": scene.track.limit, "on": on}
                            for c in _of(running, kind, scene)]


def _interval(clock: Clock, kind: str, reason: str, on: str, expected: str | None) -> dict:
    return {"interval": str(new_id()), "clock": str(clock.pk), "kind": kind, "reason": reason, "begins": on,
            "expected_end": expected}


def _due_days(scene: Scene, running: list[Clock], made: dict) -> None:
    """The new due day of every clock whose ledger the act changes."""
    for clock, found in after(scene, running, made):
        due = kinds.due_day(clock.kind, found)
        made["due"].append({"clock": str(clock.pk), "due": due.isoformat() if due else None,
                            "provisional": found.provisional})


def after(scene: Scene, running: list[Clock], made: dict) -> list[tuple[Clock, Answer]]:
    """What the law says of every clock whose ledger the act changes, once it is changed."""
    answers = []
    touched = {row["clock"] for row in made["intervals"] + made["resume"] + made["convert"]}
    for clock in running:
        if str(clock.pk) not in touched:
            continue
        facts = dict(clock.facts)
        for row in made["convert"]:
            if row["clock"] == str(clock.pk):
                facts["conversions"] = [*facts.get("conversions", []), {"decided": row["on"], "to": row["limit"]}]
        answers.append((clock, law_answer(clock.kind, clock.started_on, facts, rows_of(clock, made), scene.on)))
    return answers


def apply(scene: Scene, entry, made: dict) -> None:
    case = scene.case
    for row in made.get("end", []):
        Clock.objects.filter(pk=int(row["clock"])).update(ended_on=row["on"], outcome=scene.code[:20])
    for row in made.get("start", []):
        Clock.objects.create(pk=int(row["clock"]), case=case, kind=row["kind"], rule=kinds.KINDS[row["kind"]].rule,
                             label=kinds.KINDS[row["kind"]].label, party_id=row["party"], started_on=row["on"],
                             due_on=row["due"], provisional=row["provisional"], facts=row["facts"])
    for row in made.get("intervals", []):
        Interval.objects.create(pk=int(row["interval"]), clock_id=int(row["clock"]), kind=row["kind"],
                                reason=row["reason"], begins=row["begins"], expected_end=row["expected_end"],
                                facts={"months": row["months"]} if "months" in row else {}, basis=entry.basis,
                                entry_place=entry.place)
    for row in made.get("resume", []):
        Interval.objects.filter(pk=int(row["interval"])).update(ends=row["on"])
    for row in made.get("convert", []):
        clock = Clock.objects.get(pk=int(row["clock"]))
        clock.facts = {**clock.facts, "conversions": [*clock.facts.get("conversions", []),
                                                      {"decided": row["on"], "to": row["limit"]}]}
        clock.save(update_fields=["facts"])
    for row in made.get("due", []):
        Clock.objects.filter(pk=int(row["clock"])).update(due_on=row["due"], provisional=row["provisional"])
    _index_trial_limit(case, made)


def _index_trial_limit(case: Case, made: dict) -> None:
    """The case row carries the trial limit's due day, so that lists need no join."""
    limit = Clock.objects.filter(case=case, kind=LIMIT).values_list("due_on", flat=True).first()
    if limit != case.due_on:
        case.due_on = limit
        case.save(update_fields=["due_on"])


wiring.applier("clocks", 10, decide, apply)
