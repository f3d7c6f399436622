"""The stand-ins and the court's own clients, put together as `court standins` and site do it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from court.base.courts import clock
from court.base.people import identity
from court.outside import assembly
from court.outside.rehearsal import PORTS, Rehearsal
from court.outside.scanner.standin import EICAR
from court.ports import registry
from court.ports.failure import NotProvided
from court.ports.payment import Payment, PayState
from court.ports.realname import RealName
from court.ports.scanner import Scanner
from court.ports.sms import Sms

NOW = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
ANY = dict.fromkeys(PORTS, 0)


@pytest.fixture
def rehearsal(tmp_path, settings):
    settings.COURT_OUTSIDE = tmp_path / "standins" / "outside.toml"
    rehearsal = Rehearsal(tmp_path / "standins", lambda: NOW, ANY)
    assembly.provide_all()
    yield rehearsal
    rehearsal.stop()
    assembly.provide_all()


@pytest.fixture
def demo(db):
    clock.mark_demo()


@pytest.mark.usefixtures("demo")
def test_every_port_is_answered_by_a_real_conversation(rehearsal):
    pay = registry.get(Payment)
    link = pay.create_order("C20260302001", 100, "诉讼费", NOW + timedelta(days=7), "http://127.0.0.1:9/notice")
    assert link.url.startswith(rehearsal.served["payment"].base_url)
    assert pay.query("C20260302001").state is PayState.UNPAID
    assert registry.get(Sms).send("12000000007", "login_code", {"code": "123456", "minutes": "5"}, key="c1")
    number = identity.demo_resident_number(date(1985, 3, 2), 1, male=False)
    assert registry.get(RealName).check("王秀兰", number).matches
    assert not registry.get(Scanner).scan([EICAR]).clean


@pytest.mark.django_db
@pytest.mark.usefixtures("rehearsal")
def test_a_court_that_is_no_demo_never_obeys_the_stand_ins():
    clock.forget()
    with pytest.raises(NotProvided) as caught:
        registry.get(Payment)
    assert caught.value.code == "not_demo"


def test_a_missing_or_spoilt_file_is_a_plain_notice(settings, tmp_path):
    settings.COURT_OUTSIDE = tmp_path / "outside.toml"
    assembly.provide_all()
    for text, code in ((None, "not_provided"), ("[sms", "bad_configuration"), ("[scanner]\n", "not_provided"),
                       ('[sms]\naddress = "http://example.com"\n', "bad_configuration")):
        if text is not None:
            settings.COURT_OUTSIDE.write_text(text)
        with pytest.raises(NotProvided) as caught:
            registry.get(Sms)
        assert caught.value.code == code


def test_keys_and_memory_outlive_a_restart_and_are_the_owners_alone(tmp_path):
    folder = tmp_path / "standins"
    first = Rehearsal(folder, lambda: NOW, ANY)
    serials = (folder / "payment" / "serials.json").read_text()
    first.stop()
    Rehearsal(folder, lambda: NOW, ANY).stop()
    assert (folder / "payment" / "serials.json").read_text() == serials
    assert folder.stat().st_mode & 0o077 == 0
    secrets = [folder / "sms_secret", folder / "realname_secret", *(folder / "payment").glob("*")]
    assert [file.name for file in secrets if file.stat().st_mode & 0o077] == []


def test_a_port_in_use_is_left_to_its_owner(tmp_path):
    first = Rehearsal(tmp_path / "one", lambda: NOW, ANY)
    taken = {name: served.port for name, served in first.served.items()} | {"scanner": first.scanner.port}
    second = Rehearsal(tmp_path / "two", lambda: NOW, taken)
    assert second.served["sms"].port != first.served["sms"].port
    assert second.served["sms"].base_url in (tmp_path / "two" / "outside.toml").read_text()
    first.stop()
    second.stop()
