"""What any time stamping authority must keep, asked over real HTTP; the stand-in signs real tokens."""
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from court.kit.press import authority
from court.outside.timestamp import tokens
from court.outside.timestamp.client import Authority
from court.outside.timestamp.standin import TimeStampStandIn
from court.outside.wire.http import Wire
from court.outside.wire.serve import serving
from court.ports.timestamp import StampFailed

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def served(tmp_path):
    with serving(TimeStampStandIn(tmp_path, now=lambda: MOMENT)) as made:
        yield made


@pytest.fixture
def root(tmp_path):
    return authority.root(tmp_path).certificate.public_bytes(Encoding.DER)


@pytest.mark.parametrize("digest", ["sha256", "sm3"])
def test_a_stamp_says_when_and_by_whom_and_fits_its_content_alone(served, root, digest):
    client = Authority(Wire(served.base_url, StampFailed), [root], digest=digest)
    token = client.stamp(b"manifest")
    found = client.verify(b"manifest", token)
    assert found.at == MOMENT and found.by == authority.TIME_NAME
    for content, changed in ((b"manifest.", token), (b"manifest", token[:-1] + bytes([token[-1] ^ 1])), (b"manifest", b"no token")):
        with pytest.raises(ValueError, match="stamp"):
            client.verify(content, changed)


def test_a_stamp_by_another_authority_is_not_taken(served, tmp_path):
    other = authority.root(tmp_path / "other").certificate.public_bytes(Encoding.DER)
    with pytest.raises(StampFailed) as failed:
        Authority(Wire(served.base_url, StampFailed), [other]).stamp(b"manifest")
    assert failed.value.code == "unreadable"


@pytest.mark.parametrize("faults", [{"status": 503}, {"drop": True}, {"status": 404}])
def test_an_authority_that_is_down_fails_plainly(served, root, faults):
    served.standin.faults = type(served.standin.faults)(times=1, **faults)
    with pytest.raises(StampFailed):
        Authority(Wire(served.base_url, StampFailed), [root]).stamp(b"manifest")


def test_what_is_no_query_is_rejected(served):
    answer = Wire(served.base_url, StampFailed).ask("POST", "/", content=b"no query")
    with pytest.raises(ValueError, match="rejection"):
        tokens.granted(answer.body, tokens.query(b"x", "sha256"))
