"""Signatures and ciphers of WeChat Pay API v3 (接口规则): request, answer, notice, encrypted resource."""

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

SCHEME = "WECHATPAY2-SHA256-RSA2048"
AEAD = "AEAD_AES_256_GCM"
# 接口规则: an answer or a notice older or newer than this many seconds is refused, against replay.
FRESH_SECONDS = 300


class NotGenuine(Exception):
    """A signature, a header or a cipher text that does not hold."""


def request_text(method: str, target: str, timestamp: str, nonce: str, body: str) -> str:
    """The five lines a merchant signs; `target` is the path with its query, as sent."""
    return f"{method}\n{target}\n{timestamp}\n{nonce}\n{body}\n"


def answer_text(timestamp: str, nonce: str, body: str) -> str:
    """The three lines the platform signs."""
    return f"{timestamp}\n{nonce}\n{body}\n"


def sign(key: RSAPrivateKey, text: str) -> str:
    """SHA256 with RSA (PKCS #1 v1.5), in Base64."""
    return base64.b64encode(key.sign(text.encode(), padding.PKCS1v15(), SHA256())).decode()


def check(key: RSAPublicKey, text: str, signature: str) -> None:
    """NotGenuine unless the signature is the key holder's. WECHATPAY/SIGNTEST/ probes fail here like any other."""
    try:
        key.verify(base64.b64decode(signature, validate=True), text.encode(), padding.PKCS1v15(), SHA256())
    except (InvalidSignature, binascii.Error, ValueError) as error:
        raise NotGenuine("the signature does not hold") from error


def authorization(mchid: str, serial: str, key: RSAPrivateKey, *, method: str, target: str, body: str,
                  timestamp: str, nonce: str) -> str:
    """The Authorization header of a request."""
    signature = sign(key, request_text(method, target, timestamp, nonce, body))
    return (f'{SCHEME} mchid="{mchid}",nonce_str="{nonce}",signature="{signature}",'
            f'timestamp="{timestamp}",serial_no="{serial}"')


def read_authorization(header: str) -> dict[str, str]:
    """The fields of an Authorization header. NotGenuine when it has another scheme or lacks a field."""
    scheme, _, rest = header.partition(" ")
    fields = dict(part.split("=", 1) for part in rest.split(",") if "=" in part)
    values = {name.strip(): value.strip().strip('"') for name, value in fields.items()}
    if scheme != SCHEME or not {"mchid", "nonce_str", "signature", "timestamp", "serial_no"} <= values.keys():
        raise NotGenuine("no usable Authorization header")
    return values


def signed_headers(key: RSAPrivateKey, serial: str, body: str, timestamp: int) -> dict[str, str]:
    """The Wechatpay-* headers of an answer or a notice."""
    nonce = new_nonce()
    return {
        "Wechatpay-Timestamp": str(timestamp), "Wechatpay-Nonce": nonce, "Wechatpay-Serial": serial,
        "Wechatpay-Signature": sign(key, answer_text(str(timestamp), nonce, body)),
        "Wechatpay-Signature-Type": SCHEME,
    }


def check_headers(headers: Mapping[str, str], body: bytes, keys: Mapping[str, RSAPublicKey], now: float) -> None:
    """Verify an answer or a notice by its Wechatpay-* headers. NotGenuine with the reason.

    keys  the platform's public keys by the ID of the key or the serial number of the certificate
    now   real seconds since 1970
    """
    low = {name.lower(): value for name, value in headers.items()}
    try:
        timestamp, nonce, serial, signature = (
            low[f"wechatpay-{name}"] for name in ("timestamp", "nonce", "serial", "signature")
        )
        age = abs(now - int(timestamp))
    except (KeyError, ValueError) as error:
        raise NotGenuine("a Wechatpay header is missing") from error
    if low.get("wechatpay-signature-type", SCHEME) != SCHEME:
        raise NotGenuine("another signature type")
    if age >= FRESH_SECONDS:
        raise NotGenuine("too old or from the future")
    if serial not in keys:
        raise NotGenuine(f"unknown key {serial}")
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise NotGenuine("not a text") from error
    check(keys[serial], answer_text(timestamp, nonce, text), signature)


def seal(api_key: bytes, plain: str, associated_data: str) -> dict[str, str]:
    """An encrypted resource as in notices and certificates; `api_key` is the APIv3 key, 32 bytes."""
    nonce = secrets.token_hex(6)
    sealed = AESGCM(api_key).encrypt(nonce.encode(), plain.encode(), associated_data.encode())
    return {"algorithm": AEAD, "ciphertext": base64.b64encode(sealed).decode(), "nonce": nonce,
            "associated_data": associated_data}


def unseal(api_key: bytes, resource: Mapping[str, Any]) -> str:
    """The text of an encrypted resource. NotGenuine when the algorithm, the key or any byte is wrong."""
    if resource.get("algorithm") != AEAD:
        raise NotGenuine("another algorithm")
    try:
        sealed = base64.b64decode(resource["ciphertext"], validate=True)
        nonce, extra = resource["nonce"].encode(), (resource.get("associated_data") or "").encode()
        return AESGCM(api_key).decrypt(nonce, sealed, extra).decode()
    except (KeyError, AttributeError, TypeError, ValueError, InvalidTag) as error:
        raise NotGenuine("the resource does not open") from error


def compact(value: Any) -> str:
    """JSON exactly as it is signed and sent."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def new_nonce() -> str:
    return secrets.token_hex(16).upper()
