"""What a rule gives back: values, the steps that led there, and how far they can be trusted."""
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from law.instruments import Citation


class LawError(ValueError):
    """The law gives no answer, or refuses: `code` for programs, `text` in Chinese for people."""

    def __init__(self, code: str, text: str, *cites: Citation):
        super().__init__(text)
        self.code, self.text, self.cites = code, text, cites


class BadLaw(ValueError):
    """The law data can't be trusted, so the program must not start."""


@dataclass(frozen=True)
class Step:
    """One step of reasoning: a Chinese sentence and the article that carries it (None: arithmetic)."""

    text: str
    cite: Citation | None = None

    def __str__(self) -> str:
        return f"{self.text}（{self.cite}）" if self.cite else self.text


class Answer(Mapping):
    """The values of a rule, read by key, with the steps that explain them.

    provisional  the calendar has no official holidays for a year that was needed
    unverified   a number used rests on memory or on a convention, not on a text that was read
    """

    def __init__(self, values: Mapping, steps: tuple[Step, ...] | list[Step] = (), *,
                 provisional: bool = False, unverified: bool = False):
        self.values_by_name = dict(values)
        self.steps = tuple(steps)
        self.provisional = provisional
        self.unverified = unverified or any(step.cite and step.cite.unverified for step in self.steps)

    def __getitem__(self, name: str):
        return self.values_by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)

    def __repr__(self) -> str:
        return f"Answer({self.values_by_name!r})"

    def explain(self) -> list[str]:
        """The steps in Chinese, each with its article, and a warning where one is due."""
        lines = [str(step) for step in self.steps]
        if self.provisional:
            lines.append("该年度放假安排尚未公布，日期为暂定，公布后将重新计算。")
        if self.unverified:
            lines.append("所用数值尚未与条文原文核对，按本院配置执行。")
        return lines


def plain(value):
    """A value as JSON carries it: ISO days, numbers without needless fractions, lists and dicts of these."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value
