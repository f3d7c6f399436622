"""What a definition must not be: unreachable, endless, anonymous, or naming what isn't there.

`faults(definition)` gives every fault as (place, words); the loader of the program refuses to start
on any. Each rule here has its bad file in the museum under tests/museum.
"""
from collections.abc import Callable, Iterator

from court.spine import wiring
from court.spine.cases import library
from court.spine.cases.schema import Act, Definition

Fault = tuple[str, str]
CHECKS: list[Callable[[Definition], Iterator[Fault]]] = []
WHO = {"judge", "clerk", "plaintiffs", "defendants", "third_parties", "parties", "others"}
SHAPES_WITH_CHOICES = {"choice", "choices"}


def faults(definition: Definition) -> list[Fault]:
    """Every fault; where the stages themselves don't hold, only the first kind, for the rest would follow from it."""
    for structure in STRUCTURE:
        if found := list(structure(definition)):
            return found
    return [fault for one in CHECKS if one not in STRUCTURE for fault in one(definition)]


def check(function):
    CHECKS.append(function)
    return function


def acts(definition: Definition) -> Iterator[tuple[str, Act]]:
    for code, act in definition.acts.items():
        yield f"acts.{code}", act


@check
def stages_exist(d: Definition) -> Iterator[Fault]:
    if d.first not in d.stages:
        yield "first", f"no stage {d.first!r}"
    for place, act in acts(d):
        for name in act.stages:
            if name not in d.stages and name != "*":
                yield f"{place}.stages", f"no stage {name!r}"
        for name in d.targets(act):
            if name not in d.stages:
                yield f"{place}.next", f"no stage {name!r}"
        if act.unless and not act.next:
            yield f"{place}.unless", "a choice of stages needs its default in `next`"


@check
def stages_are_reached(d: Definition) -> Iterator[Fault]:
    reached, edge = set(), {d.first}
    while edge:
        reached |= edge
        edge = {t for _, a in acts(d) if "*" in a.stages or reached & set(a.stages) for t in d.targets(a)} - reached
    for name in d.stages.keys() - reached:
        yield f"stages.{name}", "no act leads here"


@check
def stages_have_a_way_on(d: Definition) -> Iterator[Fault]:
    if not any(stage.final for stage in d.stages.values()):
        yield "stages", "no stage is final"
        return
    for name, stage in d.stages.items():
        onward = any(set(d.targets(a)) - {name} for _, a in acts(d) if name in a.stages)
        if not stage.final and not onward:
            yield f"stages.{name}", "a dead end: no act leads away and it is not final"


@check
def somebody_may(d: Definition) -> Iterator[Fault]:
    for place, act in acts(d):
        if not act.offices and not act.relations:
            yield place, "an act nobody may do"
        if not act.stages:
            yield f"{place}.stages", "an act of no stage"


@check
def names_are_registered(d: Definition) -> Iterator[Fault]:
    for place, act in acts(d):
        for name in [*act.conditions, *(u.when for u in act.unless), *(s.when for s in act.documents if s.when)]:
            if name not in wiring.CONDITIONS:
                yield f"{place}.conditions", f"no condition {name!r}"
        for name in act.deeds:
            if name not in wiring.DEEDS:
                yield f"{place}.deeds", f"no deed {name!r}"


@check
def fields_are_whole(d: Definition) -> Iterator[Fault]:
    for place, act in acts(d):
        for entry in act.fields:
            if isinstance(entry, str) and entry not in d.fields:
                yield f"{place}.fields", f"no field {entry!r} in the library"
    named = [(f"fields.{n}", f) for n, f in d.fields.items()]
    named += [(f"{p}.fields.{n}", f) for p, a in acts(d) for e in a.fields if isinstance(e, dict) for n, f in e.items()]
    for place, field in named:
        if field.kind in SHAPES_WITH_CHOICES and not field.choices:
            yield place, "a choice without choices"
        if None not in (field.at_least, field.at_most) and field.at_least > field.at_most:
            yield place, "min is above max"


@check
def documents_have_a_place(d: Definition) -> Iterator[Fault]:
    for place, act in acts(d):
        for spec in act.documents:
            here = f"{place}.documents.{spec.template}"
            if spec.template not in wiring.DOCUMENTS:
                yield here, "no template of this name"
            if spec.item not in library.catalogue_items(d.catalogue, spec.volume):
                yield here, f"no item {spec.item!r} in this volume of the catalogue"
            if spec.volume == "inner" and (spec.serve or spec.secrecy == "parties"):
                yield here, "a paper of the inner volume can't be shown to parties"


@check
def clocks_run_and_end(d: Definition) -> Iterator[Fault]:
    started, ended, stopped, resumed = {"trial_limit"}, set(), set(), set()
    for place, act in acts(d):
        effects = act.clocks
        started |= {s.kind for s in effects.start}
        ended |= set(effects.end)
        stopped |= {(e.kind, place) for e in effects.exclude} | {(k, place) for k in effects.suspend}
        resumed |= set(effects.resume)
        kinds = [s.kind for s in effects.start] + effects.end + effects.resume + effects.suspend + effects.convert
        for kind in kinds + [e.kind for e in effects.exclude] + [e.kind for e in effects.extend]:
            if kind not in library.clocks():
                yield f"{place}.clocks", f"no clock {kind!r}"
        for start in effects.start:
            if start.since and start.since not in d.fields_of(act):
                yield f"{place}.clocks", f"no field {start.since!r} to start on"
    known = library.clocks().keys()
    for kind in sorted((started - ended) & known):
        yield "clocks", f"clock {kind!r} has no end"
    for kind in sorted((ended - started) & known):
        yield "clocks", f"clock {kind!r} is ended but never started"
    for kind, place in sorted(stopped):
        if kind not in resumed:
            yield f"{place}.clocks", f"clock {kind!r} is stopped and never resumed"


@check
def tasks_are_closed(d: Definition) -> Iterator[Fault]:
    closed = {kind for _, act in acts(d) for kind in act.tasks.close} | library.closed_by_rooms()
    offices = {f"office:{o}" for o in library.offices()}
    for place, act in acts(d):
        for task in act.tasks.open:
            here = f"{place}.tasks.{task.kind}"
            if task.kind not in closed:
                yield here, "no act closes this task"
            if task.to not in WHO | offices:
                yield here, f"nobody is called {task.to!r}"
            if task.act and task.act not in d.acts:
                yield here, f"no act {task.act!r}"
            if task.due and task.due not in library.clocks():
                yield here, f"no clock {task.due!r}"


@check
def notices_have_a_text(d: Definition) -> Iterator[Fault]:
    for place, act in acts(d):
        for notice in act.notices:
            if notice.text not in library.texts():
                yield f"{place}.notices", f"no text {notice.text!r}"


@check
def approvals_lead_on(d: Definition) -> Iterator[Fault]:
    for place, act in acts(d):
        if act.approval is None:
            continue
        if not act.approval.levels:
            yield f"{place}.approval", "an approval without levels"
        for name in (act.approval.granted, act.approval.refused):
            if name not in d.acts:
                yield f"{place}.approval", f"no act {name!r}"
        if act.approval.above and act.approval.above not in wiring.CONDITIONS:
            yield f"{place}.approval", f"no condition {act.approval.above!r}"


@check
def publicity_has_a_class(d: Definition) -> Iterator[Fault]:
    for place, act in acts(d):
        if act.publicity == "public" and not act.disclosure:
            yield place, "a public act without a class of disclosure"
        if act.disclosure and act.disclosure not in library.disclosures():
            yield f"{place}.disclosure", f"no class {act.disclosure!r}"


@check
def the_law_is_known(d: Definition) -> Iterator[Fault]:
    if not library.catalogue_items(d.catalogue, "main"):
        yield "catalogue", f"no catalogue {d.catalogue!r}"
    if not d.tracks:
        yield "tracks", "a procedure without a track"
    for name, track in d.tracks.items():
        if track.limit not in library.limits():
            yield f"tracks.{name}", f"no trial limit {track.limit!r} in the law"
    for code in d.class_codes:
        if code not in library.class_codes():
            yield "class_codes", f"no case type {code!r}"
    for key in d.law:
        if key not in library.instruments():
            yield "law", f"no instrument {key!r}"
    if d.version < 1:
        yield "version", "versions count from 1"


@check
def scenarios_name_what_is_there(d: Definition) -> Iterator[Fault]:
    if not d.scenarios:
        yield "scenarios", "no scenario shows how the procedure runs"
    for scenario in d.scenarios:
        here = f"scenarios.{scenario.name}"
        if scenario.stage not in d.stages:
            yield here, f"no stage {scenario.stage!r}"
        if d.tracks and scenario.track not in d.tracks:
            yield here, f"no track {scenario.track!r}"
        if scenario.opening and scenario.opening not in d.openings:
            yield here, f"no opening {scenario.opening!r}"


@check
def scenarios_step_by_acts(d: Definition) -> Iterator[Fault]:
    for scenario in d.scenarios:
        here, steps = f"scenarios.{scenario.name}", d.steps_of(scenario)
        for step in steps:
            if len(step.names) != 1:
                yield here, f"a step on {step.day} names {len(step.names)} things to do, not one"
            for name in step.names:
                if name not in d.acts:
                    yield here, f"no act {name!r}"
        days = [step.day for step in steps]
        if days != sorted(days):
            yield here, "steps run backwards in time"


@check
def scenarios_cite_the_law(d: Definition) -> Iterator[Fault]:
    """A day is only worth expecting when somebody counted it from an article."""
    for scenario in d.scenarios:
        asked = [scenario, *(step.then for step in scenario.steps if step.then)]
        if any(one.due or one.clocks for one in asked) and not scenario.law:
            yield f"scenarios.{scenario.name}", "expects a day without the article it was counted from"


STRUCTURE = (somebody_may, stages_exist, stages_are_reached, stages_have_a_way_on)
