"""Time-based one-time passwords: RFC 6238 over HMAC-SHA-1, 6 digits, 30 seconds, as every app speaks it."""

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime
from urllib.parse import quote

STEP = 30
DIGITS = 6
DRIFT = 1  # steps that a phone's clock may be off, each way


def new_secret() -> str:
    """160 random bits in base32, as RFC 4226 recommends."""
    return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def step_of(moment: datetime) -> int:
    """The number of the 30-second step in which an aware moment lies."""
    return int(moment.timestamp()) // STEP


def code_at(secret: str, step: int, digits: int = DIGITS) -> str:
    """The code of one step (RFC 4226, section 5.3)."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset:offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}d}"


def matching_step(secret: str, typed: str, moment: datetime, after: int = 0) -> int | None:
    """The step whose code was typed, within one step of `moment` and later than `after`; None when there is none.

    `after` is the last step that was used: a code seen over a shoulder is worth nothing once it was used.
    """
    code = "".join(typed.split())
    now = step_of(moment)
    found = None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()) and step > after:
            found = step
    return found


def enrolment_uri(secret: str, account: str, issuer: str) -> str:
    """What the QR code of an enrolment says to an authenticator app."""
    label = quote(f"{issuer}:{account}")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(issuer)}&algorithm=SHA1&digits={DIGITS}&period={STEP}"
