"""PAdES by pyHanko, with the certificates and the time stamps of the demonstration authority."""

import asyncio
import io
from copy import copy
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import cms
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import async_validate_detached_cms, validate_pdf_signature
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from court.kit.press import authority
from court.kit.press.signing import Place, Signature, Verified


class PadesSigner:
    """PAdES-B-T with a certificate a court; keys lie in COURT_KEYS/signing."""

    def sign(
        self, pdf: bytes, *, court: str, code: str, reason: str, at: datetime, place: Place | None, seal: bytes | None
    ) -> bytes:
        made, writer = io.BytesIO(), IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        field = f"seal-{len(writer.prev.embedded_signatures) + 1}"
        meta = PdfSignatureMetadata(
            field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", reason=reason[:200], name=court,
            location=court,
        )  # fmt: skip
        spec = SigFieldSpec(field, on_page=place.page, box=place.box) if place else SigFieldSpec(field)
        signer = _TimedSigner(
            meta, _simple_signer(code, court), timestamper=_time_stamper(at), new_field_spec=spec,
            stamp_style=_seal_style(seal) if seal else None,
        )  # fmt: skip
        signer.at = at
        try:
            signer.sign_pdf(writer, output=made)
        except PdfError as error:
            raise ValueError(str(error)) from error
        return made.getvalue()

    def verify(self, pdf: bytes) -> Verified:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        return Verified([_checked(one, pdf) for one in reader.embedded_regular_signatures])

    def sign_bytes(self, content: bytes, *, court: str, code: str) -> bytes:
        signed: Any = asyncio.run(_simple_signer(code, court).async_sign_general_data(content, "sha256"))
        return signed.dump()

    def verify_bytes(self, content: bytes, signature: bytes) -> str:
        try:
            info = cms.ContentInfo.load(signature)
            status = asyncio.run(
                async_validate_detached_cms(content, info["content"], signer_validation_context=_trust())
            )
        except Exception as error:
            raise ValueError("no signature that can be read") from error
        if not (status.intact and status.valid and status.trusted):
            raise ValueError("the signature doesn't hold")
        return str(status.signing_cert.subject.native["common_name"])


class _TimedSigner(PdfSigner):
    """A signer whose clock is the court's: a rehearsal lives through months."""

    at: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


class _SealPage(ImportedPdfPage):
    """A page taken from bytes; pyHanko's own takes a file."""

    def __init__(self, content: bytes):
        super().__init__("", 0)
        self._content = content

    def render(self) -> bytes:
        writer = self._ensure_writer
        page = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._content)), page_ix=0)
        self.resources.xobject["/Seal"] = page
        x1, y1, x2, y2 = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(x1 - x2), height=abs(y1 - y2))
        return b"/Seal Do"


def _seal_style(seal: bytes) -> StaticStampStyle:
    filling = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, margins=Margins(0, 0, 0, 0))
    return StaticStampStyle(
        background=_SealPage(seal), background_opacity=1.0, border_width=0, background_layout=filling
    )


def _folder() -> Path:
    return Path(settings.COURT_KEYS) / "signing"


def _simple_signer(code: str, court: str) -> SimpleSigner:
    identity, root = authority.court(_folder(), code, court), authority.root(_folder())
    known = SimpleCertificateStore.from_certs([_certificate(root)])
    return SimpleSigner(signing_cert=_certificate(identity), signing_key=_key(identity), cert_registry=known)


class _TimeStamper(DummyTimeStamper):
    """Stamps a given moment; the sample by which room is reserved in a paper is made once a process."""

    def at(self, moment: datetime) -> "_TimeStamper":
        one = copy(self)  # shares the sample, so that a paper costs one stamp and not two
        one.fixed_dt = moment
        return one


def _time_stamper(at: datetime) -> DummyTimeStamper:
    return _stamper_of(_folder()).at(at)


@lru_cache(maxsize=4)
def _stamper_of(folder: Path) -> _TimeStamper:
    identity, root = authority.clock(folder), authority.root(folder)
    chain = SimpleCertificateStore.from_certs([_certificate(root)])
    return _TimeStamper(_certificate(identity), _key(identity), certs_to_embed=chain)


def _trust(moment: datetime | None = None) -> ValidationContext:
    return ValidationContext(trust_roots=[_certificate(authority.root(_folder()))], moment=moment, allow_fetching=False)


def _checked(signature: Any, pdf: bytes) -> Signature:
    status = validate_pdf_signature(signature, signer_validation_context=_trust(), ts_validation_context=_trust())
    stamped = status.timestamp_validity
    start, length, second, rest = (int(n) for n in signature.byte_range)
    return Signature(
        signer=str(signature.signer_cert.subject.native.get("common_name", "")),
        at=stamped.timestamp if stamped else signature.self_reported_timestamp,
        reason=str(signature.sig_object.get("/Reason", "")),
        intact=bool(status.intact and status.valid),
        trusted=bool(status.trusted),
        whole=start == 0 and second + rest == len(pdf) and length > 0,
    )


def _certificate(identity: authority.Identity) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(identity.certificate.public_bytes(Encoding.DER))


def _key(identity: authority.Identity) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(identity.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
