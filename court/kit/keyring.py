"""The key ring: a file outside the database, COURT_KEYS/fields.json, made on the first start, for its owner only.

A text is stored as `<key id>:<base64 of nonce, ciphertext and tag>`; the purpose is authenticated, so
that a stored text moved into another column does not open. Old keys stay in the ring: rotation adds a key, and
`reseal` brings a stored text to the newest one.
"""

import base64
import fcntl
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

NONCE, TAG = 12, 16
_ALGORITHMS: dict[str, tuple[Callable[[bytes], Any], int]] = {
    "aes-256-gcm": (algorithms.AES256, 32),
    "sm4-gcm": (algorithms.SM4, 16),
}


class CannotOpen(Exception):
    """A stored text whose key is missing from the ring, or that was changed or moved."""


class KeysInDanger(Exception):
    """The key ring is readable by others, or damaged. The program must not go on."""


@dataclass(frozen=True)
class Key:
    """One key of the ring; secret is raw bytes of the algorithm's length."""

    id: str
    algorithm: str
    secret: bytes


class KeyRing:
    """The keys of one court installation. The last key of each list seals; all of them open."""

    def __init__(self, sealing: list[Key], indexing: list[Key]):
        self._sealing = {key.id: key for key in sealing}
        self._newest = sealing[-1]
        self._indexing = indexing

    def seal(self, text: str, purpose: str) -> str:
        """A text to its stored form, different every time."""
        nonce = secrets.token_bytes(NONCE)
        cipher = _cipher(self._newest, modes.GCM(nonce)).encryptor()
        cipher.authenticate_additional_data(purpose.encode())
        body = cipher.update(text.encode()) + cipher.finalize()
        return f"{self._newest.id}:{base64.urlsafe_b64encode(nonce + body + cipher.tag).decode()}"

    def open(self, stored: str, purpose: str) -> str:
        """The stored form back to its text. CannotOpen when the key is missing or anything was changed."""
        key_id, _, encoded = stored.partition(":")
        key = self._sealing.get(key_id)
        if key is None:
            raise CannotOpen(f"no key {key_id!r} in the ring")
        try:
            raw = base64.urlsafe_b64decode(encoded)
            cipher = _cipher(key, modes.GCM(raw[:NONCE], raw[-TAG:])).decryptor()
            cipher.authenticate_additional_data(purpose.encode())
            return (cipher.update(raw[NONCE:-TAG]) + cipher.finalize()).decode()
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(f"does not open as {purpose}") from error

    def reseal(self, stored: str, purpose: str) -> str:
        """The same text under the newest key; unchanged when it already is."""
        if stored.startswith(f"{self._newest.id}:"):
            return stored
        return self.seal(self.open(stored, purpose), purpose)

    def blind_index(self, text: str, purpose: str) -> str:
        """What a column is searched and kept unique by: 128 bits under the newest index key, with its id."""
        return _index(self._indexing[-1], text, purpose)

    def blind_indexes(self, text: str, purpose: str) -> list[str]:
        """All forms the text may be stored under while index keys are being rotated; use with `__in`."""
        return [_index(key, text, purpose) for key in self._indexing]


def _index(key: Key, text: str, purpose: str) -> str:
    mark = hmac.new(key.secret, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()
    return f"{key.id}:{mark[:32]}"


def _cipher(key: Key, mode: modes.GCM) -> Cipher:
    return Cipher(_ALGORITHMS[key.algorithm][0](key.secret), mode)


@lru_cache(maxsize=4)
def load(folder: str, algorithm: str) -> KeyRing:
    """The ring in a folder, made when there is none. KeysInDanger when others may read it or it is damaged."""
    path = Path(folder) / "fields.json"
    if not path.exists():
        _make(path, algorithm)
    if path.stat().st_mode & 0o077:
        raise KeysInDanger(f"{path} can be read by others; chmod 600 it, and rotate the keys if somebody did")
    ring = _read(path)
    return KeyRing([_key(row) for row in ring["sealing"]], [_key(row) for row in ring["indexing"]])


def add_key(folder: str, algorithm: str, *, index: bool) -> str:
    """Add a new newest key (or index key) to the ring and give its id."""
    path = Path(folder) / "fields.json"
    with Locked(path.parent):
        ring = _read(path)
        part = "indexing" if index else "sealing"
        key = _new_key(f"{part[0]}{len(ring[part]) + 1}", algorithm)
        ring[part].append(key)
        _write(path, ring)
    load.cache_clear()
    return key["id"]


def _make(path: Path, algorithm: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with Locked(path.parent):
        if not path.exists():
            _write(path, {"sealing": [_new_key("s1", algorithm)], "indexing": [_new_key("i1", algorithm)]})


def _new_key(key_id: str, algorithm: str) -> dict[str, str]:
    length = 32 if key_id.startswith("i") else _ALGORITHMS[algorithm][1]
    secret = base64.b64encode(secrets.token_bytes(length)).decode()
    return {"id": key_id, "algorithm": algorithm, "secret": secret}


def _key(row: dict[str, str]) -> Key:
    return Key(row["id"], row["algorithm"], base64.b64decode(row["secret"]))


def _read(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise KeysInDanger(f"{path} is damaged; bring it back from the back-up of the keys") from error


def _write(path: Path, ring: dict[str, Any]) -> None:
    """Replace the file whole: a kill leaves the old ring or the new one."""
    fresh = path.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(ring, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


class Locked:
    """Hold the folder's lock, so that two first starts make one ring."""

    def __init__(self, folder: Path):
        self._path = folder / ".lock"

    def __enter__(self) -> None:
        self._file = self._path.open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self._file.close()
