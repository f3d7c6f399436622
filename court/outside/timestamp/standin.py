"""An RFC 3161 authority on this machine: real tokens, signed by the demonstration authority's clock certificate."""
import asyncio
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from asn1crypto import cms, core, tsp
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.general import CMSExtractionError
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from court.kit.press import authority
from court.outside.timestamp.tokens import Query
from court.outside.wire.serve import Call, Reply, StandIn

POLICY = "1.3.6.1.4.1.57264.2"
ANSWER = {"Content-Type": "application/timestamp-reply"}


class _Rejection(core.Sequence):
    """A TimeStampResp without a token."""

    _fields: ClassVar[list] = [("status", tsp.PKIStatusInfo)]


class TimeStampStandIn(StandIn):
    """folder  of the demonstration authority's keys · now: the court's clock, as a rehearsal lives through months"""

    name = "timestamp"
    title = "可信时间戳（示意）"
    routes: ClassVar[list[tuple[str, str, str]]] = [("POST", "/", "stamp")]

    def __init__(self, folder: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)):
        super().__init__()
        self._folder, self._now = folder, now

    def stamp(self, call: Call) -> Reply:
        try:
            asked = Query.load(call.body, strict=True)
            made = _token(self._folder, asked, self._now())
        except (ValueError, TypeError, KeyError, CMSExtractionError):
            return Reply(200, _Rejection({"status": {"status": "rejection"}}).dump(), ANSWER)
        return Reply(200, tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": made}).dump(), ANSWER)


def _token(folder: Path, asked: Query, at: datetime) -> cms.ContentInfo:
    identity, root = authority.clock(folder), authority.root(folder)
    certificate, above = (asn1_x509.Certificate.load(one.certificate.public_bytes(Encoding.DER)) for one in (identity, root))
    key = asn1_keys.PrivateKeyInfo.load(identity.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    info = tsp.TSTInfo({"version": 1, "policy": POLICY, "message_imprint": tsp.MessageImprint.load(asked["message_imprint"].dump()),
                        "serial_number": secrets.randbits(63), "gen_time": at.astimezone(UTC).replace(microsecond=0),
                        **({"nonce": asked["nonce"].native} if asked["nonce"].native is not None else {})})
    signer = SimpleSigner(signing_cert=certificate, signing_key=key, cert_registry=SimpleCertificateStore.from_certs([above]))
    content = cms.EncapsulatedContentInfo({"content_type": "tst_info", "content": core.ParsableOctetString(info.dump())})
    made: Any = asyncio.run(signer.async_sign_general_data(content, "sha256", detached=False))
    return made
