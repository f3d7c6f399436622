"""Definitions of procedures: YAML files, composed from shared fragments, loaded once and checked hard."""
from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from court.spine.cases.schema import Definition

HERE = Path(__file__).parent
MOST_LINES = 200
MERGED = ("stages", "acts", "fields", "openings")
LISTED = "scenarios"


class BadDefinition(ValueError):
    """Named so that a start-up failure points at the file, the place and the wrong word, not at us."""

    def __init__(self, file: str, place: str, fault: str):
        super().__init__(f"{file}: {place}: {fault}")
        self.file, self.place, self.fault = file, place, fault


class _OnceLoader(yaml.SafeLoader):
    """YAML's safe loader, refusing a key written twice (YAML keeps the last one in silence)."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=deep)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key {key!r} is written twice", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def read(path: Path) -> dict:
    """One file as a mapping. Raises BadDefinition for anything else."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as why:
        raise BadDefinition(path.name, "the whole file", f"can't be read: {why}") from why
    if text.count("\n") > MOST_LINES:
        raise BadDefinition(path.name, "the whole file", f"has over {MOST_LINES} lines: move fragments to shared/")
    try:
        found = yaml.load(text, Loader=_OnceLoader)  # noqa: S506 - a subclass of SafeLoader
    except yaml.YAMLError as why:
        mark = getattr(why, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "the whole file"
        raise BadDefinition(path.name, place, getattr(why, "problem", None) or "not YAML") from why
    if not isinstance(found, dict):
        raise BadDefinition(path.name, "the whole file", "is not a mapping")
    return found


def compose(path: Path, shared: Path | None = None) -> dict:
    """A definition with its fragments merged in; the same stage, act or field twice is refused, scenarios add up."""
    found = read(path)
    for name in found.pop("include", []):
        fragment = (shared or HERE / "shared") / f"{name}.yaml"
        if not fragment.is_file():
            raise BadDefinition(path.name, "include", f"no fragment {name!r}")
        for section, entries in read(fragment).items():
            if section == LISTED:
                found[LISTED] = [*found.get(LISTED, []), *entries]
                continue
            if section not in MERGED:
                raise BadDefinition(fragment.name, section, f"a fragment holds only {', '.join([*MERGED, LISTED])}")
            target = found.setdefault(section, {})
            if twice := target.keys() & entries.keys():
                raise BadDefinition(fragment.name, section, f"defined twice: {', '.join(sorted(twice))}")
            target.update(entries)
    return found


def load(path: Path, shared: Path | None = None) -> Definition:
    """A definition in its typed shape, not yet checked against the registers (see `checks.faults`)."""
    try:
        return Definition.model_validate(compose(path, shared))
    except ValidationError as why:
        first = why.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise BadDefinition(path.name, place, first["msg"]) from why


@cache
def shipped() -> dict[tuple[str, int], Definition]:
    """Every definition that ships, by code and version."""
    found = {}
    for path in sorted(HERE.glob("*.yaml")):
        definition = load(path)
        key = (definition.code, definition.version)
        if key in found:
            raise BadDefinition(path.name, "version", f"{key} is defined twice")
        found[key] = definition
    return found


def of(case) -> Definition:
    """The definition a case is pinned to."""
    return shipped()[case.definition, case.definition_version]


def newest(code: str, on) -> Definition:
    """The version of a procedure in force on a day."""
    versions = [d for (name, _), d in shipped().items() if name == code and d.since <= on]
    if not versions:
        raise BadDefinition(code, "since", f"no version in force on {on}")
    return max(versions, key=lambda d: d.version)
