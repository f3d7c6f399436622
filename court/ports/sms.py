"""Text messages to phones. Carriers send approved templates only, so a port call names a template and its fields."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Protocol

from court.ports.failure import OutsideFailed


class SmsFailed(OutsideFailed):
    service = "短信平台"


class SmsState(StrEnum):
    WAITING = "waiting"
    ARRIVED = "arrived"
    FAILED = "failed"


@dataclass(frozen=True)
class SmsFate:
    """What became of a message. `code` is the carrier's word for a failure, `at` the moment of arrival."""

    state: SmsState
    receipt: str = ""
    code: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class SmsTemplate:
    """A text as registered with the carrier. `fields` are the names in braces, in order."""

    name: str
    text: str
    fields: tuple[str, ...]

    def filled(self, values: Mapping[str, str]) -> str:
        """The text a phone shows. KeyError names a missing field."""
        return self.text.format_map({name: values[name] for name in self.fields})


class Sms(Protocol):
    def send(
        self, phone: str, template: str, values: Mapping[str, str], *, key: str, perhaps_sent: date | None = None,
    ) -> str:
        """Hand one message to the carrier and return its receipt number.

        template      a name in sms_templates.toml; values must hold each of its fields, at most 35 characters each
        key           the same key twice is one message; store it before the first call
        perhaps_sent  the day of an earlier try whose answer never came: the carrier's own log is asked first
        SmsFailed for_good when another try can't help (number malformed or barred, template refused).
        """

    def fate(self, phone: str, key: str, sent_on: date) -> SmsFate | None:
        """What became of the message with this key; None when the carrier never took it."""


@lru_cache(maxsize=1)
def templates() -> dict[str, SmsTemplate]:
    """The texts the court registers with its carrier, by name."""
    rows = tomllib.loads((Path(__file__).parent / "sms_templates.toml").read_text("utf-8"))
    return {name: SmsTemplate(name, row["text"], fields_of(row["text"])) for name, row in rows.items()}


def fields_of(text: str) -> tuple[str, ...]:
    """The names in braces of a text, in order, each once."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(text) if name))
