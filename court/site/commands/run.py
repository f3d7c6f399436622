"""court run: all of it on this machine: databases, demo city, web, worker and stand-ins; Ctrl-C stops all of it."""

import argparse
import os
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from urllib.error import URLError
from urllib.request import urlopen

from court.outside.rehearsal import PORTS
from court.site.supervisor import Child, Supervisor

STARTS_WITHIN = 60


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "run",
        help="run all of it on this machine, with an invented city",
        description="Prepare the database, load the demo city when it is empty, start web, worker and stand-ins, "
        "print the address. Plain HTTP on loopback only: this is for trying out, not for a court.",
    )
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if not _is_free(arguments.port):
        print(f"port {arguments.port} is in use; try: make run PORT={arguments.port + 1}", file=sys.stderr)
        return 4
    environment = _environment(arguments.port)
    if code := _step(environment, "prepare"):
        return code
    children = [Child("web", _court("serve", "--bind", f"127.0.0.1:{arguments.port}", "--workers", "1"))]
    if _has("standins"):
        children.insert(0, Child("stand-ins", _court(*standins())))
    if _has("demo") and not arguments.no_demo and (code := _step(environment, "demo", "--if-empty")):
        return code
    supervisor = Supervisor(children, environment)
    supervisor.start()
    try:
        if not _answers(arguments.port, supervisor):
            print(f"the web process does not answer within {STARTS_WITHIN} s", file=sys.stderr)
            return 4
        # Last, so that nothing it sends meets an outside system that is still starting.
        supervisor.add(Child("worker", _court("work")))
        _tell(arguments.port, environment)
        supervisor.watch()
    except KeyboardInterrupt:
        print("\nstopping …", flush=True)
    finally:
        supervisor.stop()
    return 0


def _environment(port: int) -> dict[str, str]:
    """The stated demo setting: plain HTTP, both faces, loopback only."""
    stated = {"COURT_PLAIN_HTTP": "1", "COURT_FACE": "all", "COURT_DEMO": "1", "COURT_HOSTS": "localhost,127.0.0.1"}
    given = {"COURT_ADDRESS": f"http://localhost:{port}", "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **stated, **given}


def standins() -> list[str]:
    """At their usual ports, or at any where another court on this machine has those."""
    usual = all(_is_free(port) for port in PORTS.values())
    return ["standins"] if usual else ["standins", "--any-ports"]


def _court(*words: str) -> list[str]:
    return [sys.executable, "-m", "court.site.commandline", *words]


def _step(environment: dict[str, str], *words: str) -> int:
    return subprocess.run(_court(*words), env=environment, check=False).returncode


def _has(command: str) -> bool:
    return find_spec(f"court.site.commands.{command}") is not None


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _answers(port: int, supervisor: Supervisor) -> bool:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and not supervisor.stopping:
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
                return answer.status == 200
        except (URLError, OSError):
            time.sleep(0.2)
    return False


def _tell(port: int, environment: dict[str, str]) -> None:
    print(f"\nThe smart court is open (demo, this machine only): http://localhost:{port}/", flush=True)
    print(f"  litigants (phone size)   http://localhost:{port}/")
    print(f"  the court's people       http://localhost:{port}/staff/")
    if _has("demo"):
        _step(environment, "demo", "--cast")
    print("  Ctrl-C stops all of it.\n", flush=True)
