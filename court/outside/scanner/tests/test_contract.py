"""What any scanner must keep, asked over real TCP."""

import pytest

from court.outside.scanner.client import Clamd
from court.outside.scanner.standin import EICAR, ScannerStandIn
from court.ports.scanner import ScanFailed, ScanResult


@pytest.fixture
def scanner():
    standin = ScannerStandIn(most=3_000_000)
    yield Clamd("127.0.0.1", standin.port, timeout=1)
    standin.stop()


def failure(scanner, chunks=(b"text",)):
    with pytest.raises(ScanFailed) as caught:
        scanner.scan(chunks)
    return caught.value


def test_a_clean_file_is_clean(scanner):
    assert scanner.scan([b"%PDF-1.7", b"", b"x" * 700_000]) == ScanResult(clean=True)


def test_an_empty_file_is_clean(scanner):
    assert scanner.scan([]).clean


def test_the_test_file_is_found_and_named(scanner):
    assert scanner.scan([EICAR]) == ScanResult(clean=False, threat="Eicar-Signature")


@pytest.mark.parametrize("at", [1, 20, len(EICAR) - 1])
def test_it_is_found_across_two_pieces(scanner, at):
    assert not scanner.scan([b"x" * 1000 + EICAR[:at], EICAR[at:] + b"y"]).clean


def test_a_file_beyond_the_scanners_limit_is_no_clean_file(scanner):
    failed = failure(scanner, [b"x" * 1_000_000] * 4)
    assert (failed.code, failed.for_good) in {("too_large", True), ("connection", False)}


def test_the_scanner_says_whether_it_is_there(scanner):
    assert scanner.ready()


def test_a_scanner_that_is_gone_is_never_clean():
    standin = ScannerStandIn()
    standin.stop()
    gone = Clamd("127.0.0.1", standin.port, timeout=1)
    assert failure(gone).code == "connection"
    assert not gone.ready()


def test_a_scanner_that_is_slow_or_silent_is_never_clean():
    for standin, code in ((ScannerStandIn(delay=2), "timeout"), (ScannerStandIn(mute=True), "connection")):
        assert failure(Clamd("127.0.0.1", standin.port, timeout=0.5)).code == code
        standin.stop()


def test_after_five_failures_nobody_waits():
    standin = ScannerStandIn()
    standin.stop()
    gone = Clamd("127.0.0.1", standin.port, timeout=1)
    for _ in range(5):
        failure(gone)
    assert failure(gone).code == "breaker_open"
