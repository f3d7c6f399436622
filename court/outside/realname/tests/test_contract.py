"""What any register of identities must keep, asked over real HTTP; and the signature the service publishes."""

import hashlib
import time
from datetime import date

import httpx
import pytest

from court.base.people import identity
from court.outside.realname import protocol, standin
from court.outside.realname.client import Credentials, FaceId
from court.outside.realname.standin import RealNameStandIn
from court.outside.wire.http import Wire
from court.outside.wire.serve import serving
from court.ports.realname import RealNameFailed

WANG = identity.demo_resident_number(date(1985, 3, 2), 1, male=False)
LI = identity.demo_resident_number(date(1990, 7, 9), 2, male=True)
PRINTED = rb'{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}'
CVM = "cvm.tencentcloudapi.com"


def test_the_older_print_of_the_signature_page_is_met():
    request = protocol.canonical_request(CVM, "", PRINTED)
    assert hashlib.sha256(request.encode()).hexdigest() == (
        "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031")
    key = protocol.signing_key("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", "2019-02-25", "cvm")
    assert protocol.signature(key, 1551113065, "cvm", request) == (
        "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168")


def test_the_newer_print_of_the_signature_page_is_met():
    request = protocol.canonical_request(CVM, "DescribeInstances", PRINTED)
    assert hashlib.sha256(request.encode()).hexdigest() == (
        "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84")
    key = bytes.fromhex("b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af")
    assert protocol.signature(key, 1551113065, "cvm", request) == (
        "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f")


def test_the_stand_in_knows_the_same_demo_people_as_the_court():
    assert standin.DEMO_DIVISION == identity.DEMO_DIVISION
    assert standin.well_formed(WANG)
    assert not standin.well_formed(WANG[:-1] + ("1" if WANG[-1] != "1" else "2"))


@pytest.fixture
def served():
    with serving(RealNameStandIn("id", "word")) as served:
        yield served


def register_at(served, word="word", **other):
    return FaceId(Wire(served.base_url, RealNameFailed, timeout=1), Credentials("id", word), **other)


@pytest.fixture
def register(served):
    return register_at(served)


def failure(call):
    with pytest.raises(RealNameFailed) as caught:
        call()
    return caught.value


def test_a_demo_person_is_who_they_say_they_are(register):
    verdict = register.check("王秀兰", WANG)
    assert verdict.matches
    assert verdict.receipt
    assert not verdict.reason


def test_another_name_with_the_same_number_does_not_match(register):
    register.check("王秀兰", WANG)
    verdict = register.check("李建国", WANG)
    assert not verdict.matches
    assert verdict.receipt
    assert "不一致" in verdict.reason
    assert register.check("王秀兰", WANG).matches


def test_people_can_be_entered_beforehand(register, served):
    httpx.post(f"{served.base_url}/standin/people", json={LI: "李建国"}, trust_env=False)
    assert not register.check("张三", LI).matches
    assert register.check("李建国", LI).matches


def test_rare_characters_and_dots_in_names_are_compared_as_given(register):
    assert register.check("阿依古丽·买买提𠮷", WANG).matches
    assert not register.check("阿依古丽·买买提吉", WANG).matches


def test_a_number_of_a_real_place_has_no_record(register):
    number = "14080219900307001"
    total = sum(int(digit) * weight for digit, weight in zip(number, standin.WEIGHTS, strict=True))
    verdict = register.check("王秀兰", number + "10X98765432"[total % 11])
    assert not verdict.matches
    assert "没有" in verdict.reason


SPOILT = WANG[:-1] + ("1" if WANG[-1] == "2" else "2")


@pytest.mark.parametrize(("name", "number"), [("王秀兰", SPOILT), ("王秀兰", "1"), ("王", WANG)])
def test_what_cannot_be_right_is_refused_for_good(register, name, number):
    assert failure(lambda: register.check(name, number)).for_good


@pytest.mark.parametrize("fault", [{"delay": 3}, {"drop": True}, {"status": 503}, {"status": 400}])
def test_a_register_that_is_down_is_never_a_yes(register, served, fault):
    httpx.post(f"{served.base_url}/standin/faults", json={"times": 1, **fault}, trust_env=False)
    failed = failure(lambda: register.check("王秀兰", WANG))
    assert not failed.for_good
    assert failed.why.endswith("。")
    assert register.check("王秀兰", WANG).matches


def test_a_register_that_breaks_down_on_a_person_is_never_a_yes(register):
    failed = failure(lambda: register.check("核验异常", WANG))
    assert "诉讼服务窗口" in failed.why


def test_a_wrong_secret_or_a_wrong_clock_gets_no_verdict(served):
    assert failure(lambda: register_at(served, "other").check("王秀兰", WANG)).code == "AuthFailure.SignatureFailure"
    late = register_at(served, clock=lambda: time.time() - 600)
    assert failure(lambda: late.check("王秀兰", WANG)).code == "AuthFailure.SignatureExpire"
