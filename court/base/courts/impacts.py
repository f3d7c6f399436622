"""What a change would touch that already runs. Rooms above register here, so that the base asks them without knowing them."""
from collections.abc import Callable
from dataclasses import dataclass, field

PREVIEWS: dict[str, Callable] = {}
FOLLOWERS: dict[str, Callable] = {}


@dataclass(frozen=True)
class Impact:
    """words: a sentence for who decides; rows: details in sentences, without names of parties; count: how many in all."""

    words: str
    count: int = 0
    rows: list[str] = field(default_factory=list)


def preview(name: str):
    """Register function(**change) -> Impact. name: a setting's key, or "calendar". It writes nothing."""

    def put(function):
        PREVIEWS[name] = function
        return function

    return put


def follower(name: str):
    """Register function(**change) -> None, called in the transaction of the change."""

    def put(function):
        FOLLOWERS[name] = function
        return function

    return put


def of(name: str, **change) -> Impact | None:
    return PREVIEWS[name](**change) if name in PREVIEWS else None


def follow(name: str, **change) -> None:
    if name in FOLLOWERS:
        FOLLOWERS[name](**change)
