"""How things look, decided by tiny pure functions: words carry the meaning, so that colour is not needed to read it."""

from dataclasses import dataclass
from datetime import date

TONES = ("calm", "info", "good", "warn", "alarm", "violet", "teal", "indigo", "red")


@dataclass(frozen=True)
class Badge:
    """A short text and a tone of TONES; the style sheet knows the colours."""

    text: str
    tone: str = "calm"


def clock_badge(due_on: date | None, today: date, warn_days: int = 15) -> Badge:
    """How a clock looks to a judge: alarm when over or within a third of the warning, calm when far or unset."""
    if due_on is None:
        return Badge("—", "calm")
    left = (due_on - today).days
    if left < 0:
        return Badge(f"超 {-left} 日", "alarm")
    if left <= warn_days:
        return Badge(f"剩 {left} 日", "alarm" if left <= max(warn_days // 3, 1) else "warn")
    return Badge(f"剩 {left} 日", "calm")
