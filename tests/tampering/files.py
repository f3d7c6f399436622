"""Stored content: bytes changed, cut off, exchanged, replaced, taken away."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from court.kit import blobs
from court.spine.dossier.models import Rendition


def tamperings() -> list[tuple[str, Callable[[Random], None]]]:
    return [("file: a byte changed", byte), ("file: cut off", cut), ("file: exchanged with another", exchanged),
            ("file: taken away", gone), ("file: emptied", emptied), ("file: grown", grown)]


def _file(chance: Random) -> Path:
    path = blobs.store().path(chance.choice(sorted(set(Rendition.objects.values_list("sha256", flat=True)))))
    path.chmod(0o600)
    return path


def byte(chance: Random) -> None:
    path = _file(chance)
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def cut(chance: Random) -> None:
    path = _file(chance)
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(1, len(content))])


def exchanged(chance: Random) -> None:
    one, two = _file(chance), _file(chance)
    while one == two:
        two = _file(chance)
    first = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(first)


def gone(chance: Random) -> None:
    _file(chance).unlink()


def emptied(chance: Random) -> None:
    _file(chance).write_bytes(b"")


def grown(chance: Random) -> None:
    with _file(chance).open("ab") as file:
        file.write(b"\n%")
