"""What a changed definition would do to the cases now open under the older version of it."""
from collections import Counter
from collections.abc import Iterator

from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.cases.schema import Act, Definition

SHOWN = 20


def report(new: Definition) -> dict:
    """{"code", "from", "to", "open", "by_stage", "acts", "tracks", "stranded", "problems", …} of a text not yet in force.

    acts      [{"act", "label", "change": "new"|"gone"|"changed", "what": [parts], "open": cases in its stages}]
    stranded  {stage taken away: {"open": how many cases stand there, "numbers": the first of them}}
    problems  what must be mended before it may ship: a version not raised, a day that is past already
    """
    olds = [d for (code, _), d in definitions.shipped().items() if code == new.code]
    old = max(olds, key=lambda d: d.version) if olds else None
    cases = Case.objects.filter(definition=new.code, archived_on=None)
    by_stage = Counter(cases.order_by().values_list("stage", flat=True))
    by_track = Counter(cases.order_by().values_list("track", flat=True))
    gone = sorted(old.stages.keys() - new.stages.keys()) if old else []
    return {
        "code": new.code, "from": old.version if old else None, "to": new.version, "since": new.since.isoformat(),
        "open": sum(by_stage.values()), "by_stage": dict(by_stage),
        "new_stages": sorted(new.stages.keys() - old.stages.keys()) if old else [], "lost_stages": gone,
        "acts": list(_acts(old, new, by_stage)) if old else [],
        "tracks": [{"track": name, "open": by_track[name]} for name in _changed_tracks(old, new)] if old else [],
        "stranded": {name: {"open": by_stage[name], "numbers": _numbers(cases.filter(stage=name))} for name in gone},
        "problems": list(_problems(old, new)),
    }  # fmt: skip


def _acts(old: Definition, new: Definition, by_stage: Counter) -> Iterator[dict]:
    """Acts that differ, with how many open cases stand where they are done."""
    for code in dict.fromkeys([*old.acts, *new.acts]):
        before, after = old.acts.get(code), new.acts.get(code)
        what = _differences(before, after) if before and after else []
        if before and after and not what and not _fields_differ(old, new, before):
            continue
        act = after or before
        stages = {s for one in (before, after) if one for s in one.stages}
        reach = sum(by_stage.values()) if "*" in stages else sum(by_stage[name] for name in stages)
        change = "changed" if before and after else "new" if after else "gone"
        yield {"act": code, "label": act.label if act else code, "change": change, "what": what or ["fields"], "open": reach}


def _differences(before: Act, after: Act) -> list[str]:
    return [name for name in Act.model_fields if getattr(before, name) != getattr(after, name)]


def _fields_differ(old: Definition, new: Definition, act: Act) -> bool:
    """The act's text is the same, but a field of the library that it asks for is not."""
    named = [name for name in act.fields if isinstance(name, str)]
    return any(old.fields.get(name) != new.fields.get(name) for name in named)


def _changed_tracks(old: Definition, new: Definition) -> list[str]:
    names = dict.fromkeys([*old.tracks, *new.tracks])
    return [name for name in names if old.tracks.get(name) != new.tracks.get(name)]


def _numbers(cases) -> list[str]:
    return list(cases.order_by("pk").values_list("number", flat=True)[:SHOWN])


def _problems(old: Definition | None, new: Definition) -> Iterator[str]:
    if old is None or new == old:
        return
    if new.version <= old.version:
        yield f"version {new.version} is in force already: a changed text needs version {old.version + 1}"
    elif new.since <= old.since:
        yield f"version {new.version} would begin on {new.since}, not after version {old.version} ({old.since})"


WORDS = {"new": "new", "gone": "taken away", "changed": "changed"}


def in_words(found: dict) -> list[str]:
    """Lines for a terminal: what changes, and how many open cases each change reaches."""
    head = f"{found['code']}: version {found['from']} -> {found['to']}, {found['open']} cases not yet archived"
    lines = [f"{head} keep the version they began with; the new text counts for cases docketed from {found['since']}."]
    lines += [f"  {stage}: {count} open" for stage, count in sorted(found["by_stage"].items())]
    lines += [f"  new stage: {name}" for name in found["new_stages"]]
    for row in found["acts"]:
        what = f" ({', '.join(row['what'])})" if row["change"] == "changed" else ""
        lines.append(f"  act {row['act']} {row['label']}: {WORDS[row['change']]}{what}; {row['open']} open cases stand where it is done")
    lines += [f"  track {row['track']}: changed; {row['open']} open cases" for row in found["tracks"]]
    for name, cases in found["stranded"].items():
        lines.append(f"  stage {name}: taken away; {cases['open']} cases stand there and can't be migrated before they have moved on")
        lines += [f"    {number}" for number in cases["numbers"]]
    if not found["acts"] and not found["tracks"] and not found["new_stages"] and not found["lost_stages"]:
        lines.append("  nothing of stages, acts or tracks changes")
    return lines + [f"PROBLEM {problem}" for problem in found["problems"]]
