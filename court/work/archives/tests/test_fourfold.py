"""The package is stamped with a trusted time, and the four checks say what each found."""
import io
import zipfile

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from court.kit.press import authority
from court.outside.timestamp.client import Authority
from court.outside.timestamp.standin import TimeStampStandIn
from court.outside.wire.http import Wire
from court.outside.wire.serve import serving
from court.ports.registry import provided
from court.ports.timestamp import StampFailed, TimeStamp
from court.spine.cases.tests.stage import DAY, moment
from court.work.archives import fourfold, package

pytestmark = pytest.mark.django_db


@pytest.fixture
def stamping(tmp_path):
    with serving(TimeStampStandIn(tmp_path, now=moment)) as served:
        root = authority.root(tmp_path).certificate.public_bytes(Encoding.DER)
        with provided(TimeStamp, Authority(Wire(served.base_url, StampFailed), [root])):
            yield served


def changed(content: bytes, name: str, new: bytes) -> bytes:
    old, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for one in {*old.namelist(), name}:
            made.writestr(one, new if one == name else old.read(one))
    return out.getvalue()


def findings(content: bytes) -> dict[str, bool | None]:
    return {one.name: one.good for one in fourfold.of_package(content)}


def test_a_stamped_package_passes_all_four_and_each_damage_is_named_by_its_check(archived, stamping):
    content, _ = package.build(archived.case, {"archive_number": archived.number}, DAY)
    assert package.verify(content)["stamped"].at == moment()
    assert findings(content) == dict.fromkeys(["真实性", "完整性", "可用性", "安全性"], True)
    for name, new, failing in (("manifest.tst", b"no stamp", "真实性"), ("manifest.p7s", b"no signature", "真实性"),
                               ("metadata.xml", b"<a/>", "完整性"), ("volumes/main.pdf", b"%PDF-1.7", "可用性"),
                               ("papers/run.exe", b"MZ", "安全性"), ("../out.txt", b"x", "安全性")):
        damaged = changed(content, name, new)
        assert findings(damaged)[failing] is False, name
        with pytest.raises(package.Faulty):
            package.verify(damaged)
    assert findings(b"no zip") == {"完整性": False}


def test_no_package_is_made_while_an_authority_that_is_set_up_is_down(archived, stamping):
    stamping.standin.faults = type(stamping.standin.faults)(times=9, status=503)
    with pytest.raises(StampFailed):
        package.build(archived.case, {}, DAY)


def test_where_no_authority_is_set_up_the_package_says_so(archived):
    content, _ = package.build(archived.case, {}, DAY)
    assert package.verify(content)["stamped"] is None
    assert "没有时间戳" in fourfold.of_package(content)[0].words
