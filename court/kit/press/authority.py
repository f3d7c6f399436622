"""The demonstration authority: certificates for courts and for time, made on first use under COURT_KEYS/signing.

They prove that a paper was not changed since this installation signed it. They are not certificates of a licensed
authority: a court that goes into service names its own signer (see signing.Signer).
"""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# Wide, so that a court's time moved through the years of a rehearsal stays inside.
SINCE, UNTIL = datetime(2015, 1, 1, tzinfo=UTC), datetime(2074, 12, 31, tzinfo=UTC)
ROOT_NAME = "智慧法院演示认证机构"
TIME_NAME = "智慧法院演示时间戳"


@dataclass(frozen=True)
class Identity:
    """A key and its certificate. Time is stamped by RSA, which every reader of PDFs knows; courts sign by P-256."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate


def root(folder: Path) -> Identity:
    """The authority itself."""
    return _identity(str(folder), "root", ROOT_NAME)


def clock(folder: Path) -> Identity:
    """The one that stamps time."""
    return _identity(str(folder), "time", TIME_NAME)


def court(folder: Path, code: str, name: str) -> Identity:
    """A court's identity, by code and name; made when it first signs. A court renamed gets another."""
    mark = hashlib.sha256(f"{code} {name}".encode()).hexdigest()[:24]
    return _identity(str(folder), f"court-{mark}", name)


@lru_cache(maxsize=64)
def _identity(folder: str, file: str, name: str) -> Identity:
    where = Path(folder)
    with _alone(where):
        path = where / f"{file}.pem"
        if not path.exists():
            above = None if file == "root" else _read(_made_root(where))
            _write(path, _issue(name, above, for_time=file == "time"))
        return _read(path)


def _made_root(where: Path) -> Path:
    path = where / "root.pem"
    if not path.exists():
        _write(path, _issue(ROOT_NAME, None, for_time=False))
    return path


@contextmanager
def _alone(where: Path) -> Iterator[None]:
    """One process at a time, so that two first signers make one authority."""
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(where / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _issue(name: str, above: Identity | None, *, for_time: bool) -> Identity:
    key = rsa.generate_private_key(65537, 2048) if for_time else ec.generate_private_key(ec.SECP256R1())
    subject = _name(name)
    issuer = above.certificate.subject if above else subject
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(SINCE)
        .not_valid_after(UNTIL)
        .add_extension(x509.BasicConstraints(ca=above is None, path_length=None), critical=True)
        .add_extension(_usage(ca=above is None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if above:
        from_above = x509.AuthorityKeyIdentifier.from_issuer_public_key(above.key.public_key())
        builder = builder.add_extension(from_above, critical=False)
    if for_time:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Identity(key, builder.sign(above.key if above else key, hashes.SHA256()))


def _name(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, name[:64]),
        ]
    )


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca, content_commitment=not ca, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=ca, crl_sign=ca, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _write(path: Path, identity: Identity) -> None:
    """Whole or not at all: written beside, synced, then named."""
    content = identity.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    content += identity.certificate.public_bytes(Encoding.PEM)
    fresh = path.with_name(f".{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)


def _read(path: Path) -> Identity:
    content = path.read_bytes()
    key = load_pem_private_key(content, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey)
    return Identity(key, x509.load_pem_x509_certificate(content[content.index(b"-----BEGIN CERT") :]))
