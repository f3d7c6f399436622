"""The court's signature and seal: who, when, over the day; any change afterwards shows."""

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from court.kit.press import authority, pades, sheets, signing
from court.kit.press.tests.test_typesetting import FACTS, judgment

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
COURT, CODE = FACTS["court"], "晋0802"


@pytest.fixture(scope="module")
def signed() -> bytes:
    return signing.sign_pdf(judgment(), court=COURT, code=CODE, reason="民事判决书", at=AT, over=FACTS["dated"])


def red(pdf: bytes, page: int) -> tuple[float, float] | None:
    """The middle of what is red on a page, in points from the low left; None where nothing is."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    picture = document[page].render(scale=1).to_pil().convert("RGB")
    spots = [(x, y) for x in range(picture.width) for y in range(picture.height)
             if (c := picture.getpixel((x, y)))[0] > 150 and c[1] < 90 and c[2] < 90]  # fmt: skip
    if not spots:
        return None
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return (min(xs) + max(xs)) / 2, picture.height - (min(ys) + max(ys)) / 2


def test_it_says_who_signed_and_when_by_its_time_stamp(signed):
    found = signing.verify_pdf(signed)
    assert found.good
    assert [(one.signer, one.at, one.reason) for one in found.signatures] == [(COURT, AT, "民事判决书")]


def test_the_seal_is_red_round_and_over_the_day(signed):
    page = sheets.count(signed) - 1
    place, middle = signing.seal_place(signed, FACTS["dated"]), red(signed, page)
    assert middle is not None
    assert abs(middle[0] - place.x) < 4
    assert abs(middle[1] - place.y) < 4
    assert place.page == page


def test_a_copy_still_shows_the_seal_but_no_longer_proves_anything(signed):
    copy = sheets.stamp(signed, ["1"], on=AT.date())
    assert red(copy, sheets.count(copy) - 1) is not None
    assert signing.verify_pdf(copy).signatures == []


def test_a_seal_of_a_demo_says_so():
    assert "示意" in sheets.text(signing.draw_seal(COURT))[0]
    assert "示意" not in sheets.text(signing.draw_seal(COURT, illustrative=False))[0]
    assert "".join(sheets.text(signing.draw_seal(COURT, illustrative=False))[0].split()) == COURT


@pytest.mark.parametrize("change", [
    lambda pdf: pdf[:3000] + bytes([pdf[3000] ^ 1]) + pdf[3001:],
    lambda pdf: pdf + b"\n% an update\n",
    lambda pdf: sheets.stamp(pdf, ["1"], on=AT.date()),
])  # fmt: skip
def test_any_change_after_signing_shows(signed, change):
    assert not signing.verify_pdf(change(signed)).good


def test_a_paper_without_signature_and_one_of_a_stranger_are_told_apart(signed, settings, tmp_path):
    assert signing.verify_pdf(judgment()).words == "该文件没有电子签章。"
    settings.COURT_KEYS = tmp_path
    found = signing.verify_pdf(signed)
    assert found.signatures[0].intact
    assert not found.signatures[0].trusted
    assert "不在本院信任范围" in found.words


def test_each_court_has_a_certificate_of_its_own_in_a_file_nobody_else_reads(settings, tmp_path):
    settings.COURT_KEYS = tmp_path
    one = authority.court(tmp_path / "signing", "晋0802", "盐湖区人民法院")
    other = authority.court(tmp_path / "signing", "晋0821", "临猗县人民法院")
    assert one.certificate.serial_number != other.certificate.serial_number
    assert one == authority.court(tmp_path / "signing", "晋0802", "盐湖区人民法院")
    files = [path for path in (tmp_path / "signing").iterdir() if path.suffix == ".pem"]
    assert len(files) == 3
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)


def test_what_is_no_pdf_is_signed_beside_itself():
    signer = signing.signer()
    assert isinstance(signer, pades.PadesSigner)
    signature = signer.sign_bytes(b"manifest", court=COURT, code=CODE)
    assert signer.verify_bytes(b"manifest", signature) == COURT
    for content, one in ((b"manifesT", signature), (b"manifest", signature[:-9]), (b"manifest", b"")):
        with pytest.raises(ValueError, match="signature"):
            signer.verify_bytes(content, one)


def test_a_second_signature_leaves_the_first_intact(signed):
    twice = signing.sign_pdf(signed, court="运城市中级人民法院", code="晋08", reason="核对", at=AT, visible=False)
    found = signing.verify_pdf(twice)
    assert [one.intact for one in found.signatures] == [True, True]
    assert found.signatures[1].whole


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not on this machine")
def test_another_program_finds_the_signature_valid(signed, tmp_path):
    path = Path(tmp_path / "signed.pdf")
    path.write_bytes(signed)
    said = subprocess.run([shutil.which("pdfsig"), path], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said
    assert COURT in said


def test_no_place_for_the_seal_is_needed(signed):
    place = signing.seal_place(sheets.slip("无日期", ["正文"], on=AT.date()), "二〇二六年三月一日")
    assert place.page == 0
    assert 0 < place.x < 595
    assert io.BytesIO(signed).read(5) == b"%PDF-"
