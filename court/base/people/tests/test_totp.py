"""The authenticator's codes: RFC 6238, one step of drift, each step used once."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from court.base.people import totp

# RFC 6238, appendix B, SHA-1 rows: seconds since 1970 and the eight digits due.
RFC = [
    (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
    (2000000000, "69279037"), (20000000000, "65353130"),
]
SECRET = base64.b32encode(b"12345678901234567890").decode()
NOW = datetime(2026, 3, 2, 1, 0, 15, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "code"), RFC)
def test_it_gives_the_codes_of_the_rfc(seconds, code):
    assert totp.code_at(SECRET, seconds // 30, digits=8) == code


@pytest.mark.parametrize("drift", [-1, 0, 1])
def test_a_phone_may_be_one_step_off(drift):
    step = totp.step_of(NOW) + drift
    assert totp.matching_step(SECRET, totp.code_at(SECRET, step), NOW) == step


@pytest.mark.parametrize("drift", [-2, 2])
def test_two_steps_off_is_refused(drift):
    assert totp.matching_step(SECRET, totp.code_at(SECRET, totp.step_of(NOW) + drift), NOW) is None


def test_a_step_that_was_used_is_used_up_and_so_are_those_before():
    step = totp.step_of(NOW)
    assert totp.matching_step(SECRET, totp.code_at(SECRET, step), NOW, after=step) is None
    assert totp.matching_step(SECRET, totp.code_at(SECRET, step - 1), NOW, after=step) is None


def test_spaces_in_what_was_typed_do_not_matter():
    code = totp.code_at(SECRET, totp.step_of(NOW))
    assert totp.matching_step(SECRET, f" {code[:3]} {code[3:]}", NOW)


@pytest.mark.parametrize("typed", ["", "abc", "一二三四五六", "0" * 500])
def test_nonsense_is_no_code(typed):
    assert totp.matching_step(SECRET, typed, NOW + timedelta(seconds=30)) is None


def test_every_secret_is_new_and_160_bits_long():
    secrets = {totp.new_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert {len(base64.b32decode(secret)) for secret in secrets} == {20}


def test_the_address_for_the_app_names_court_and_account():
    uri = totp.enrolment_uri(SECRET, "qian", "运城智慧法院")
    assert uri.startswith("otpauth://totp/")
    assert f"secret={SECRET}" in uri
    assert "digits=6&period=30" in uri
