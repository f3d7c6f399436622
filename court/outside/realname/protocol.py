"""The signature TC3-HMAC-SHA256 of Tencent Cloud API 3.0 (签名方法 v3)."""

import hashlib
import hmac
from datetime import UTC, datetime

ALGORITHM = "TC3-HMAC-SHA256"
CONTENT_TYPE = "application/json; charset=utf-8"


def canonical_request(host: str, action: str, body: bytes) -> str:
    """POST to / with the headers content-type, host and, when `action` is given, x-tc-action signed."""
    lines, names = canonical_headers(host, action)
    return "\n".join(["POST", "/", "", lines, names, hashlib.sha256(body).hexdigest()])


def canonical_headers(host: str, action: str) -> tuple[str, str]:
    headers = {"content-type": CONTENT_TYPE, "host": host}
    if action:
        headers["x-tc-action"] = action.lower()
    return "".join(f"{name}:{value}\n" for name, value in headers.items()), ";".join(headers)


def signing_key(secret: str, day: str, service: str) -> bytes:
    """The key of one day and service; `day` as 2019-02-25 in UTC."""
    key = f"TC3{secret}".encode()
    for step in (day, service, "tc3_request"):
        key = _hmac(key, step)
    return key


def signature(key: bytes, timestamp: int, service: str, request: str) -> str:
    """The signature of a canonical request, in hexadecimal."""
    scope = f"{day_of(timestamp)}/{service}/tc3_request"
    text = f"{ALGORITHM}\n{timestamp}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    return _hmac(key, text).hex()


def authorization(secret_id: str, secret: str, *, host: str, service: str, action: str, timestamp: int,
                  body: bytes) -> str:
    """The Authorization header of a request."""
    day = day_of(timestamp)
    request = canonical_request(host, action, body)
    signed = signature(signing_key(secret, day, service), timestamp, service, request)
    names = canonical_headers(host, action)[1]
    return (f"{ALGORITHM} Credential={secret_id}/{day}/{service}/tc3_request, "
            f"SignedHeaders={names}, Signature={signed}")


def day_of(timestamp: int) -> str:
    return datetime.fromtimestamp(timestamp, UTC).date().isoformat()


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
