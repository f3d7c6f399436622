"""Keeps a few processes running together: starts them, starts again what falls, stops all of them cleanly."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

PATIENCE = 12.0
# With the seconds that a start takes it stays below ten: what falls again and again is back within them.
LONGEST_PAUSE = 5.0
STEADY_AFTER = 30.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process: what it is called, its command, and how often it fell since it last ran steadily."""

    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    started: float = 0.0
    falls: int = 0
    again_at: float = 0.0

    def start(self, environment: dict[str, str]) -> None:
        """A session of its own, so that Ctrl-C reaches us first and we stop the children in order."""
        self.process = subprocess.Popen(
            self.command, env=environment, start_new_session=True, preexec_fn=_die_with_parent
        )
        self.started = time.monotonic()

    def fell(self) -> bool:
        return self.process is not None and self.process.poll() is not None


class Supervisor:
    """Runs children in their order and stops them in the reverse one."""

    def __init__(self, children: list[Child], environment: dict[str, str]):
        self.children, self.environment = children, environment
        self.stopping = False

    def start(self) -> None:
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        for child in self.children:
            child.start(self.environment)

    def add(self, child: Child) -> None:
        """One more, started now."""
        child.start(self.environment)
        self.children.append(child)

    def watch(self) -> None:
        """Until asked to stop: start again what fell, after 1, 2, 4 … seconds."""
        while not self.stopping:
            for child in self.children:
                self._tend(child)
            time.sleep(0.3)

    def stop(self) -> None:
        """TERM to each, in reverse order; KILL to whole groups after PATIENCE seconds. Safe to call twice."""
        self.stopping = True
        running = [child for child in reversed(self.children) if child.process and child.process.poll() is None]
        for child in running:
            _signal(child, signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        for child in running:
            assert child.process is not None
            try:
                child.process.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                print(f"{child.name} does not stop, killed", file=sys.stderr)
            # What a child left behind in its group goes as well.
            _signal_group(child, signal.SIGKILL)
            child.process.wait()

    def _tend(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.again_at:
                child.start(self.environment)
        elif child.fell():
            child.falls = 1 if now - child.started > STEADY_AFTER else child.falls + 1
            pause = min(2.0 ** (child.falls - 1), LONGEST_PAUSE)
            print(f"{child.name} ended ({child.process.returncode}), again in {pause:.0f} s", file=sys.stderr)
            _signal_group(child, signal.SIGKILL)
            child.process, child.again_at = None, now + pause

    def _asked_to_stop(self, *_: object) -> None:
        self.stopping = True


def _signal(child: Child, number: signal.Signals) -> None:
    assert child.process is not None
    child.process.send_signal(number)


def _signal_group(child: Child, number: signal.Signals) -> None:
    assert child.process is not None
    with suppress(ProcessLookupError):  # nothing of the group is left
        os.killpg(child.process.pid, number)


def _die_with_parent() -> None:
    """In the child, on Linux: when the supervisor is killed outright, the child gets TERM."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
