"""`court standins`: a process of its own, small, that leads a demo's clients to it and stops when asked."""

import json
import os
import re
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from court.base.courts import clock
from court.site.commands.standins import CourtClock

COMMAND = [sys.executable, "-m", "court.site.commandline", "standins", "--any-ports", "--json"]


@pytest.fixture
def process(tmp_path):
    environment = {**os.environ, "COURT_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "court.site.settings"}
    running = subprocess.Popen(COMMAND, env=environment, stdout=subprocess.PIPE, text=True)
    yield running
    running.kill()
    running.wait(5)


def test_it_tells_its_addresses_answers_there_and_stops_when_asked(process, tmp_path):
    found = json.loads(process.stdout.readline())
    assert len(found) == 5
    payment = found["微信支付（示意）"]
    assert "示意收银台" in httpx.get(f"{payment}/cashier", trust_env=False).text
    assert payment in (tmp_path / "standins" / "outside.toml").read_text()
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells the memory of a process")
def test_it_is_small(process):
    json.loads(process.stdout.readline())
    told = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    kilobytes = int(re.search(r"^Pss:\s+(\d+) kB", told, re.M).group(1))
    assert kilobytes < 80_000


@pytest.mark.django_db(transaction=True)
def test_it_lives_by_the_courts_clock():
    clock.mark_demo()
    clock.set_court_time(datetime(2027, 5, 4, 1, 0, tzinfo=UTC))
    assert abs(CourtClock()() - datetime(2027, 5, 4, 1, 0, tzinfo=UTC)) < timedelta(seconds=5)


@pytest.mark.django_db(transaction=True)
def test_without_a_demo_its_clock_is_the_real_one():
    assert abs(CourtClock()() - datetime.now(UTC)) < timedelta(seconds=5)


def test_asking_for_the_courts_clock_warns_of_nothing(tmp_path):
    """Its process loads no application on purpose; whoever types `make run` should not read Django's worry about it."""
    asking = "from court.site.commands.standins import CourtClock; CourtClock()()"
    environment = {**os.environ, "COURT_HOME": str(tmp_path), "COURT_PLAIN_HTTP": "1", "PYTHONWARNINGS": "error",
                   "DJANGO_SETTINGS_MODULE": "court.site.settings"}  # fmt: skip
    done = subprocess.run([sys.executable, "-c", asking], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
