"""The keys on both ends of the line. The court's end is read from files; a stand-in's are made on its first start."""

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_pem_x509_certificate
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Merchant:
    """What the court holds as a merchant.

    serial         serial number of the merchant's API certificate
    api_key        APIv3 key, exactly 32 bytes
    platform_keys  the platform's public keys by key ID (PUB_KEY_ID_…) or certificate serial number; the first is used
    """

    mchid: str
    appid: str
    serial: str
    key: RSAPrivateKey
    api_key: bytes
    platform_keys: dict[str, RSAPublicKey]

    def __post_init__(self) -> None:
        if len(self.api_key) != 32:
            raise ValueError("the APIv3 key must have 32 bytes")


def private_key(path: Path) -> RSAPrivateKey:
    """A PEM private key, PKCS #1 or #8. ValueError when it is no RSA key."""
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise ValueError(f"{path.name} is not an RSA key")
    return key


def public_key(pem: bytes) -> RSAPublicKey:
    """A PEM public key, or that of a PEM certificate. ValueError when it is no RSA key."""
    certified = b"CERTIFICATE" in pem
    key = load_pem_x509_certificate(pem).public_key() if certified else serialization.load_pem_public_key(pem)
    if not isinstance(key, RSAPublicKey):
        raise ValueError("not an RSA key")
    return key


def serial_of(pem: bytes) -> str:
    """The serial number of a PEM certificate as WeChat Pay writes it: upper-case hexadecimal."""
    return f"{load_pem_x509_certificate(pem).serial_number:X}"


def make(folder: Path) -> None:
    """Make a demo merchant's and a demo platform's keys in an empty or missing folder; leave a full one alone."""
    if (folder / "serials.json").exists():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("merchant", "platform"):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        _write(folder / f"{name}_key.pem", key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        _write(folder / f"{name}_public.pem", key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo))
    _certify(folder)
    _write(folder / "api_key", secrets.token_hex(16).encode())
    serials = {
        "mchid": "1" + f"{secrets.randbelow(10**9):09d}", "appid": f"wx{secrets.token_hex(8)}",
        "merchant": secrets.token_hex(20).upper(), "platform": f"PUB_KEY_ID_{secrets.randbelow(10**34):034d}",
    }
    _write(folder / "serials.json", json.dumps(serials).encode())


def _certify(folder: Path) -> None:
    """A platform certificate, for the older way of verifying; self-signed, five years."""
    key = private_key(folder / "platform_key.pem")
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "示意支付平台")])
    begins = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=5 * 365)).sign(key, SHA256())
    )
    _write(folder / "platform_certificate.pem", certificate.public_bytes(serialization.Encoding.PEM))


def merchant(folder: Path) -> Merchant:
    """The court's end of a folder filled by `make`."""
    serials = json.loads((folder / "serials.json").read_text())
    platform_key = public_key((folder / "platform_public.pem").read_bytes())
    return Merchant(
        serials["mchid"], serials["appid"], serials["merchant"], private_key(folder / "merchant_key.pem"),
        (folder / "api_key").read_bytes(), {serials["platform"]: platform_key},
    )


@dataclass(frozen=True)
class Platform:
    """What a stand-in holds as the platform."""

    mchid: str
    appid: str
    serial: str
    key: RSAPrivateKey
    api_key: bytes
    merchant_serial: str
    merchant_key: RSAPublicKey
    certificate: str = ""


def platform(folder: Path, *, by_certificate: bool = False) -> Platform:
    """The gateway's end of a folder filled by `make`; it names its key by ID or, the older way, by certificate."""
    serials = json.loads((folder / "serials.json").read_text())
    pem = (folder / "platform_certificate.pem").read_bytes() if by_certificate else b""
    return Platform(
        serials["mchid"], serials["appid"], serial_of(pem) if pem else serials["platform"],
        private_key(folder / "platform_key.pem"), (folder / "api_key").read_bytes(), serials["merchant"],
        public_key((folder / "merchant_public.pem").read_bytes()), pem.decode(),
    )


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)
