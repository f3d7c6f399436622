"""RFC 3161 requests and tokens: made, read, and held to what was asked."""
import asyncio
import hashlib
import secrets
from collections.abc import Sequence
from typing import ClassVar

from asn1crypto import cms, core, tsp, x509
from pyhanko.sign.validation.generic_cms import async_validate_cms_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from court.ports.timestamp import Stamped

OIDS = {"sha256": "2.16.840.1.101.3.4.2.1", "sm3": "1.2.156.10197.1.401"}


class _Imprint(core.Sequence):
    """MessageImprint with a bare OID, for digests that asn1crypto has no name for (SM3)."""

    class Algorithm(core.Sequence):
        _fields: ClassVar[list] = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]

    _fields: ClassVar[list] = [("hash_algorithm", Algorithm), ("hashed_message", core.OctetString)]


class Query(core.Sequence):
    _fields: ClassVar[list] = [("version", core.Integer), ("message_imprint", _Imprint), ("req_policy", core.ObjectIdentifier, {"optional": True}),
               ("nonce", core.Integer, {"optional": True}), ("cert_req", core.Boolean, {"default": False})]


class _Status(core.Sequence):
    """The head of a TimeStampResp: a rejection has no token."""

    _fields: ClassVar[list] = [("status", tsp.PKIStatusInfo), ("token", core.Any, {"optional": True})]


def query(content: bytes, digest: str) -> Query:
    imprint = {"hash_algorithm": {"algorithm": OIDS[digest]}, "hashed_message": hashlib.new(digest, content).digest()}
    return Query({"version": 1, "message_imprint": imprint, "nonce": secrets.randbits(63), "cert_req": True})


def granted(answer: bytes, asked: Query) -> bytes:
    """The token of an answer. ValueError unless it was granted for just this digest and nonce."""
    status = _Status.load(answer)["status"]["status"].native
    if status not in ("granted", "granted_with_mods"):
        raise ValueError(f"not granted: {status}")
    token = tsp.TimeStampResp.load(answer)["time_stamp_token"]
    info = _info(token)
    if info["nonce"].native != asked["nonce"].native or info["message_imprint"].dump() != asked["message_imprint"].dump():
        raise ValueError("the stamp is over something else")
    return token.dump()


class Unfit(ValueError):
    """A token that is none, or is not over the content it came with."""


def checked(content: bytes, token: bytes, roots: Sequence[bytes]) -> Stamped:
    """What a token says of its content. ValueError when it doesn't fit, or isn't under one of the roots (DER)."""
    try:
        outer = cms.ContentInfo.load(token)
        info = _info(outer)
        imprint = _Imprint.load(info["message_imprint"].dump())
        oid, said = imprint["hash_algorithm"]["algorithm"].dotted, imprint["hashed_message"].native
        name = next((name for name, known in OIDS.items() if known == oid), None)
        if name is None or hashlib.new(name, content).digest() != said:
            raise Unfit("the stamp is over something else")
        trust = ValidationContext(trust_roots=[x509.Certificate.load(root) for root in roots], allow_fetching=False,
                                  moment=info["gen_time"].native)
        status = asyncio.run(async_validate_cms_signature(
            outer["content"], validation_context=trust, key_usage_settings=_usage()))
    except Unfit:
        raise
    except Exception as error:  # whatever a torn token makes the readers say
        raise Unfit("no stamp that can be read") from error
    if not (status.intact and status.valid and status.trusted):
        raise ValueError("the stamp doesn't hold")
    return Stamped(info["gen_time"].native, str(status.signing_cert.subject.native["common_name"]))


def _usage() -> KeyUsageConstraints:
    return KeyUsageConstraints(extd_key_usage={"time_stamping"}, key_usage={"digital_signature"})


def _info(token: cms.ContentInfo) -> tsp.TSTInfo:
    return token["content"]["encap_content_info"]["content"].parsed
