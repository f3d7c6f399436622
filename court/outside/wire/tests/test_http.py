import json
import time

import pytest

from court.outside.wire.http import BadAddress, Wire, origin_of
from court.outside.wire.serve import Call, Reply, StandIn, json_reply, serving
from court.ports.breaker import Breaker
from court.ports.failure import OutsideFailed


class Echo(StandIn):
    name = "echo"
    routes = [("GET", "/hello", "hello"), ("POST", "/hello", "hello"), ("GET", "/refuse", "refuse")]

    def hello(self, call: Call) -> Reply:
        self.seen = call
        return json_reply({"hello": call.body.decode()})

    def refuse(self, call: Call) -> Reply:
        return json_reply({"code": "NO"}, 403)


@pytest.fixture
def echo():
    with serving(Echo()) as served:
        yield served


@pytest.fixture
def wire(echo):
    return Wire(echo.base_url, OutsideFailed, timeout=0.6)


def code_of(wire, target="/hello"):
    with pytest.raises(OutsideFailed) as caught:
        wire.ask("GET", target)
    assert not caught.value.for_good
    return caught.value.code


def misbehave(wire, **how):
    wire.ask("POST", "/standin/faults", content=json.dumps(how).encode())


def test_an_answer_comes_back_with_its_status_and_body(wire, echo):
    answer = wire.ask("POST", "/hello?a=1", content="你好".encode())
    assert (answer.status, answer.body) == (200, '{"hello": "你好"}'.encode())
    assert echo.standin.seen.target == "/hello?a=1"


def test_a_refusal_is_an_answer_for_whoever_knows_the_protocol(wire):
    assert wire.ask("GET", "/refuse").status == 403


@pytest.mark.parametrize("how", [{"delay": 2}, {"drip": 0.2}])
def test_a_slow_service_is_left_after_the_time_out_however_it_is_slow(wire, how):
    misbehave(wire, times=1, **how)
    began = time.monotonic()
    assert code_of(wire) == "timeout"
    assert time.monotonic() - began < 1.5


def test_a_broken_line_and_an_error_status_are_failures(wire):
    misbehave(wire, times=1, drop=True)
    assert code_of(wire) == "connection"
    misbehave(wire, times=1, status=503)
    assert code_of(wire) == "http_503"


def test_a_redirect_is_not_followed(wire, echo):
    echo.standin.seen = None
    misbehave(wire, times=1, redirect=f"{echo.base_url}/hello")
    assert code_of(wire, "/refuse") == "http_302"
    assert echo.standin.seen is None


def test_a_host_that_is_not_on_the_list_is_never_called(wire):
    with serving(Echo()) as other:
        other.standin.seen = None
        assert code_of(wire, f"{other.base_url}/hello") == "host_not_allowed"
        assert other.standin.seen is None


def test_a_second_host_can_be_allowed_by_name(echo):
    with serving(Echo()) as other:
        wire = Wire(echo.base_url, OutsideFailed, also_allowed=[other.base_url])
        assert wire.ask("GET", f"{other.base_url}/hello").status == 200


def test_nobody_home_is_a_failure():
    with serving(Echo()) as gone:
        pass
    assert code_of(Wire(gone.base_url, OutsideFailed)) == "connection"


def test_proxies_of_the_environment_are_not_used(wire, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert wire.ask("GET", "/hello").status == 200


def test_after_five_failures_nobody_waits_any_more(echo):
    wire = Wire(echo.base_url, OutsideFailed, breaker=Breaker(OutsideFailed))
    misbehave(wire, times=50, drop=True)
    for _ in range(5):
        assert code_of(wire) == "connection"
    assert code_of(wire) == "breaker_open"
    assert echo.standin.faults.times == 45


@pytest.mark.parametrize("address", [
    "http://example.com", "ftp://127.0.0.1/", "file:///etc/passwd", "https://", "https://user:word@example.com",
    "http://127.0.0.1:99999",
])
def test_an_address_the_court_may_not_call_is_refused(address):
    with pytest.raises(BadAddress):
        origin_of(address)
