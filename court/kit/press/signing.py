"""Signatures: a paper goes out under the court's seal, and anybody can check that nothing changed since.

`COURT_SIGNER` names another Signer, as a 国密 signing server; the default is PAdES by the demonstration authority.
Sign last: stamps and watermarks are for copies only.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Protocol

import pypdfium2
from django.conf import settings
from django.utils.module_loading import import_string

from court.kit.refusal import Refused

# 院印 is 42 mm across.
SEAL = 119.06
DEFAULT = "court.kit.press.pades.PadesSigner"


@dataclass(frozen=True)
class Place:
    """Where the seal goes: page from 0, centre in points from the low left corner."""

    page: int
    x: float
    y: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        half = SEAL / 2
        return round(self.x - half), round(self.y - half), round(self.x + half), round(self.y + half)


@dataclass(frozen=True)
class Signature:
    """One signature found in a paper.

    intact   nothing it covers was changed      whole    it covers the paper to its last byte
    trusted  by a certificate this installation knows      at  the time in its time stamp, else the one it claims
    """

    signer: str
    at: datetime | None
    reason: str
    intact: bool
    trusted: bool
    whole: bool

    @property
    def good(self) -> bool:
        return self.intact and self.trusted and self.whole


@dataclass(frozen=True)
class Verified:
    """All signatures of a paper; good when there is one and each is good."""

    signatures: list[Signature] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return bool(self.signatures) and all(one.good for one in self.signatures)

    @property
    def words(self) -> str:
        """In a sentence, for the page of a paper."""
        if not self.signatures:
            return "该文件没有电子签章。"
        one = self.signatures[-1]
        if not one.intact or not one.whole:
            return "签章后内容被改动，签章无效。"
        if not one.trusted:
            return f"签章完整，但签章人“{one.signer}”的证书不在本院信任范围内。"
        return f"签章有效：{one.signer}。"


class Signer(Protocol):
    """What signs for a court: the demonstration authority, or a signing server that the court runs."""

    def sign(
        self, pdf: bytes, *, court: str, code: str, reason: str, at: datetime, place: Place | None, seal: bytes | None
    ) -> bytes:
        """The PDF with a signature added; `seal` is a one-page PDF shown at `place`, both None for none to see."""

    def verify(self, pdf: bytes) -> Verified: ...

    def sign_bytes(self, content: bytes, *, court: str, code: str) -> bytes:
        """A detached CMS signature over content that is no PDF, as an archive's manifest."""

    def verify_bytes(self, content: bytes, signature: bytes) -> str:
        """The signer's name. ValueError when the signature doesn't hold."""


@lru_cache(maxsize=4)
def _signer(name: str) -> Signer:
    return import_string(name)()


def signer() -> Signer:
    return _signer(getattr(settings, "COURT_SIGNER", "") or DEFAULT)


def sign_pdf(
    pdf: bytes,
    *,
    court: str,
    code: str,
    reason: str,
    at: datetime,
    over: str = "",
    visible: bool = True,
    illustrative: bool = True,
) -> bytes:
    """A paper signed for a court (PAdES), with its round seal to see.

    court, code   the court's full name and code; each court has a certificate of its own
    at            the moment of signing, aware
    over          the seal is set over the last place where this text stands (骑年盖月), else at the end of the paper
    illustrative  the seal says 示意
    Refused when the paper can't be signed.
    """
    place = seal_place(pdf, over) if visible else None
    seal = draw_seal(court, illustrative=illustrative) if visible else None
    try:
        return signer().sign(pdf, court=court, code=code, reason=reason, at=at, place=place, seal=seal)
    except (ValueError, OSError) as error:
        raise Refused("文书不能加盖电子签章。", do="请联系系统管理员检查签章服务。", code="cannot_sign") from error


def verify_pdf(pdf: bytes) -> Verified:
    """Every signature of a paper, checked against the certificates this installation trusts."""
    return signer().verify(pdf)


@lru_cache(maxsize=64)
def draw_seal(court: str, *, illustrative: bool = True) -> bytes:
    """The court's round seal as a one-page PDF, 42 mm square, nothing behind it."""
    from datetime import date
    from pathlib import Path

    from court.kit.press.typesetting import typeset_file

    facts = {"words": court, "under": "示意" if illustrative else ""}
    return typeset_file(Path(__file__).with_name("seal.typ"), facts, on=date(2026, 1, 1))


def seal_place(pdf: bytes, over: str) -> Place:
    """The last place where `over` stands; without it, low on the right of the last page."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in range(len(document) - 1, -1, -1):
            if over and (found := _last_of(document[page], over)):
                return Place(page, *found)
        width, height = document[len(document) - 1].get_size()
        return Place(len(document) - 1, width - 160, min(200.0, height / 3))


def _last_of(page: pypdfium2.PdfPage, over: str) -> tuple[float, float] | None:
    """The middle of the last stretch of a page that reads `over`, in points."""
    text = page.get_textpage()
    seeker, last = text.search(over, match_case=True), None
    while found := seeker.get_next():
        last = found
    if last is None:
        return None
    boxes = [text.get_charbox(at) for at in range(last[0], last[0] + last[1])]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    low, high = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return (left + right) / 2, (low + high) / 2
