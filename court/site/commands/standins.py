"""court standins: the outside systems of a demo, on this machine: payment, SMS, real names, the scanner."""

import argparse
import json
import signal
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from court.outside.rehearsal import PORTS, Rehearsal

BELIEVED = 0.5


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "standins",
        help="serve the outside systems of a demo",
        description="Serve stand-ins for payment, SMS, real names and the virus scanner on this machine, until "
        "SIGTERM. They write outside.toml, which leads a demo's clients to them; a court in use never obeys it.",
    )
    parser.add_argument("--any-ports", action="store_true", help=f"any free ports, not {min(PORTS.values())} and on")
    parser.add_argument("--json", action="store_true", help="print the addresses as one line of JSON")
    parser.set_defaults(run=standins)


def standins(arguments: argparse.Namespace) -> int:
    from django.conf import settings  # settings only: no application is loaded into this process

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    ports = dict.fromkeys(PORTS, 0) if arguments.any_ports else PORTS
    rehearsal = Rehearsal(Path(settings.COURT_HOME) / "standins", CourtClock(), ports)
    try:
        _tell(rehearsal, as_json=arguments.json)
        stop.wait()
    finally:
        rehearsal.stop()
    return 0


def _tell(rehearsal: Rehearsal, *, as_json: bool) -> None:
    found = rehearsal.addresses()
    if as_json:
        print(json.dumps(dict(found), ensure_ascii=False), flush=True)
        return
    for title, address in found:
        print(f"  {title}  {address}", flush=True)


class CourtClock:
    """The court's moment, as court.base.courts.clock has it, read from the database without Django's applications."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._offset, self._read_at = timedelta(0), float("-inf")

    def __call__(self) -> datetime:
        with self._lock:
            if time.monotonic() - self._read_at > BELIEVED:
                self._offset, self._read_at = _offset(), time.monotonic()
            return datetime.now(UTC) + self._offset


def _offset() -> timedelta:
    """How far the demo's clock was moved; nothing while there is no demo yet."""
    from django.db import Error, connections

    connection = connections["default"]
    try:
        connection.ensure_connection()
        # The driver's own cursor: Django's would warn that its applications are not loaded, as is meant here.
        with connection.wrap_database_errors, closing(connection.connection.cursor()) as cursor:
            cursor.execute("SELECT offset_us FROM courts_demomark")
            row = cursor.fetchone()
    except Error:
        return timedelta(0)
    finally:
        connection.close()
    return timedelta(microseconds=row[0] if row else 0)
