"""A process that looks into files of strangers is alone: bounded memory and files, no network, no children (S19)."""

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_DIE_WITH_PARENT = 1
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "ctypes.")


def bound(*, memory: int, file_size: int) -> None:
    """Limit address space and written files, both in bytes; no core; ends when the process that started it ends."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def cut_off() -> None:
    """A network of its own with nothing in it. Where the kernel forbids that, forbid() still holds for Python code.

    To be called while the process has one thread, and forbid() when what it needs is loaded.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NET)


def forbid() -> None:
    """From now on sockets, programs, forks and foreign functions are refused with PermissionError."""
    sys.addaudithook(_refuse)


def processor_seconds() -> float:
    used = os.times()
    return used.user + used.system


def allow_seconds(more: float) -> None:
    """The kernel ends the process (SIGXCPU) when it has used so much more processor time from now; one second is the grain."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(processor_seconds() + more) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _refuse(event: str, _: tuple) -> None:
    if event.startswith(_FORBIDDEN) and not event.startswith("ctypes.dl"):
        raise PermissionError(event)
