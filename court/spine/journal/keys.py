"""The key that signs what leaves the house: Ed25519, COURT_KEYS/journal.pem, made on the first export.

The public half lies beside it as journal-<key id>.pub.pem and stays there when the key is changed, so that old
seals can be checked; hand a copy to whoever keeps the exported heads.
"""

import hashlib
import os
import secrets
from base64 import b64decode, b64encode
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


class NotAKey(Exception):
    """A file that should hold an Ed25519 key and does not."""


def sign(text: str) -> tuple[str, str]:
    """The key's id and the signature over a text, base64."""
    key = _private()
    return key_id(key.public_key()), b64encode(key.sign(text.encode())).decode()


def check(text: str, signature: str, key: Ed25519PublicKey) -> bool:
    """Whether the signature is this key's over this text."""
    try:
        key.verify(b64decode(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def key_id(key: Ed25519PublicKey) -> str:
    """The first 16 hex digits of the SHA-256 of the raw public key."""
    return hashlib.sha256(key.public_bytes(forms.Encoding.Raw, forms.PublicFormat.Raw)).hexdigest()[:16]


def known(folder: Path | None = None) -> dict[str, Ed25519PublicKey]:
    """All public keys of a folder (COURT_KEYS), by id."""
    found = (read_public(file) for file in sorted((folder or _folder()).glob("journal-*.pub.pem")))
    return {key_id(key): key for key in found}


def read_public(file: Path) -> Ed25519PublicKey:
    """A public key from a PEM file. NotAKey otherwise."""
    try:
        key = forms.load_pem_public_key(file.read_bytes())
    except ValueError as error:
        raise NotAKey(f"{file} holds no public key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise NotAKey(f"{file} holds no Ed25519 key")
    return key


def _folder() -> Path:
    return Path(settings.COURT_KEYS)


def _private() -> Ed25519PrivateKey:
    file = _folder() / "journal.pem"
    if not file.exists():
        _make(file)
    key = forms.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise NotAKey(f"{file} holds no Ed25519 key")
    public = file.with_name(f"journal-{key_id(key.public_key())}.pub.pem")
    if not public.exists():
        pem = key.public_key().public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo)
        _write_new(public, pem)
    return key


def _make(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption()
    )
    _write_new(file, pem)


def _write_new(file: Path, content: bytes) -> None:
    """Whole or not at all; when two processes start at once, the first one's file stays."""
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    with suppress(FileExistsError):
        os.link(fresh, file)
    fresh.unlink()
