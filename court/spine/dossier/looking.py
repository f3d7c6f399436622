"""A closer look at a file while the person who brought it is still there to bring a better one."""

from pathlib import Path

from court.kit import blobs
from court.kit.press.inspection import inspect
from court.kit.press.kinds import Kind
from court.spine.dossier.actions import Arrived

TAIL = 65_536


def closer(arrived: Arrived) -> Arrived:
    """The same file. Refused names it and the cure when it is a PDF that is cut off or locked.

    The errand looks into every file once more; this only spares people from learning of it hours later.
    """
    look_at(blobs.store().path(arrived.blob.sha256), arrived.kind, arrived.blob.size, arrived.name)
    return arrived


def look_at(path: Path, kind: Kind, size: int, name: str) -> None:
    """Refused for the file there as closer() refuses what arrived."""
    if kind.family == "pdf":
        with path.open("rb") as file:
            file.seek(max(0, size - TAIL))
            tail = file.read(TAIL)
        if b"%%EOF" not in tail[-2048:] or b"/Encrypt" in tail:
            inspect(path, name).require()
