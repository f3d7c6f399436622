"""The RPC signature (version 1.0, HMAC-SHA1) of Alibaba Cloud, as the SMS service Dysmsapi 2017-05-25 takes it."""

import base64
import hashlib
import hmac
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote

VERSION = "2017-05-25"


def encoded(text: str) -> str:
    """RFC 3986: letters, digits and - _ . ~ stay, all else becomes %XY."""
    return quote(text, safe="-_.~")


def text_to_sign(method: str, fields: Mapping[str, str]) -> str:
    """Method, path and the sorted fields without Signature, encoded twice over."""
    query = "&".join(
        f"{encoded(name)}={encoded(fields[name])}" for name in sorted(fields) if name != "Signature"
    )
    return f"{method}&{encoded('/')}&{encoded(query)}"


def signature(method: str, fields: Mapping[str, str], secret: str) -> str:
    """The value of the field Signature."""
    text = text_to_sign(method, fields).encode()
    return base64.b64encode(hmac.new(f"{secret}&".encode(), text, hashlib.sha1).digest()).decode()


def signed(action: str, fields: Mapping[str, str], *, key_id: str, secret: str, now: datetime) -> dict[str, str]:
    """All fields of a POST: the action's own, the public ones and the signature."""
    public = {
        "AccessKeyId": key_id, "Action": action, "Format": "JSON", "RegionId": "cn-hangzhou",
        "SignatureMethod": "HMAC-SHA1", "SignatureNonce": str(uuid.uuid4()), "SignatureVersion": "1.0",
        "Timestamp": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "Version": VERSION,
    }
    every = {**public, **fields}
    return {**every, "Signature": signature("POST", every, secret)}
