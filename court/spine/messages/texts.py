"""The words of every kind of message (texts.toml), read once and held against the fields they may use.

A text that names a field nobody fills stops the start (`faults`, asked by the start-up check in effects.py).
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from court.ports.sms import fields_of, templates

FILE = Path(__file__).parent / "texts.toml"
# What every message about a case can say of it without being given anything.
OF_THE_CASE = frozenset({"number", "court", "cause", "judge"})
LONGEST_SMS_VALUE = 35


@dataclass(frozen=True)
class Topic:
    """courtesy: a person may do without text messages about it; all else is told in any case."""

    name: str
    label: str
    courtesy: bool


@dataclass(frozen=True)
class Text:
    """One kind of message.

    fields  what whoever tells it must give beside OF_THE_CASE
    sms     the carrier's template, empty for a message that stays in the platform
    values  what fills that template beside court and number; may name fields
    """

    kind: str
    topic: Topic
    title: str
    text: str
    fields: frozenset[str]
    sms: str
    values: Mapping[str, str]

    @property
    def wanted(self) -> set[str]:
        """Every field its words name."""
        every = [self.title, self.text, *self.values.values()]
        return {name for words in every for name in fields_of(words)}


@cache
def texts() -> dict[str, Text]:
    return read(FILE.read_text("utf-8"))


def topics() -> list[Topic]:
    """All topics, in the order of the file."""
    return list(dict.fromkeys(text.topic for text in texts().values()))


def read(toml: str) -> dict[str, Text]:
    """Kind -> Text. KeyError or ValueError names what is wrong with the file."""
    rows = tomllib.loads(toml)
    found = {name: Topic(name, row["label"], row["courtesy"]) for name, row in rows.pop("topics").items()}
    return {kind: _text(kind, row, found) for kind, row in rows.items()}


def faults(known: Mapping[str, Text]) -> Iterator[str]:
    """What is wrong with the texts themselves: a field nobody gives, a template the carrier does not know."""
    for text in known.values():
        if missing := text.wanted - text.fields - OF_THE_CASE:
            yield f"{text.kind}: nobody gives the fields {sorted(missing)}"
        if text.sms and text.sms not in templates():
            yield f"{text.kind}: the carrier has no template {text.sms}"
        elif text.sms and (lacks := set(templates()[text.sms].fields) - text.values.keys() - {"court", "number"}):
            yield f"{text.kind}: the template {text.sms} also needs {sorted(lacks)}"
        if any(len(words) > LONGEST_SMS_VALUE for words in text.values.values()):
            yield f"{text.kind}: a field of a text message has at most {LONGEST_SMS_VALUE} characters"


def _text(kind: str, row: dict, found: Mapping[str, Topic]) -> Text:
    sms = dict(row.pop("sms", {}))
    made = Text(kind, found[row.pop("topic")], row.pop("title"), row.pop("text"), frozenset(row.pop("fields", [])),
                sms.pop("template", ""), sms)
    if row:
        raise ValueError(f"{kind}: unknown keys {sorted(row)}")
    if len(kind) > 40 or len(made.title) > 60:
        raise ValueError(f"{kind}: the kind or the title is too long")
    return made
