"""The certificate of a disposal: what went, by whom appraised and executed, under the court's signature."""
import base64
import hashlib
import json
from datetime import datetime

from court.base.access.actor import Actor
from court.kit.days import iso, stamp
from court.kit.press import signing
from court.work.archives.models import Archive, Disposal


def make(one: Disposal, going: list[Archive], contents: dict[str, int], by: Actor, at: datetime) -> dict:
    """{"text": canonical JSON, "digest": its SHA-256, "signature": CMS, base64}."""
    told = {
        "court": one.court.name, "list": str(one.pk), "executed": stamp(at), "by": by.me.person.name,
        "members": [f"{row.name}（{row.post}）：{row.opinion}" for row in one.appraisals.order_by("pk")],
        "archives": [{"number": a.number, "case": a.case.number, "retention": a.retention, "until": iso(a.kept_until) if a.kept_until else "",
                      "package": a.package_sha256, "files": a.files, "pages": a.pages} for a in going],
        "contents": sorted(contents),
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1)
    signature = signing.signer().sign_bytes(text.encode(), court=one.court.name, code=one.court_id)
    return {"text": text, "digest": hashlib.sha256(text.encode()).hexdigest(), "signature": base64.b64encode(signature).decode()}


def signer(certificate: dict) -> str:
    """Who signed it. ValueError when text and signature don't fit."""
    return signing.signer().verify_bytes(certificate["text"].encode(), base64.b64decode(certificate["signature"]))
