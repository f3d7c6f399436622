"""Where a throw-away court lives: a folder, a port, settings of its own. Standard library only."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

# A life takes some 5 MB.
MEMORY, ROOM = Path("/dev", "shm"), 4_000_000_000


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def passing() -> Path:
    """A new folder that outlives nothing: in memory where there is room, for a court waits for its disk at every act."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return Path(tempfile.mkdtemp(prefix="court-rehearsal-", dir=MEMORY if roomy else None))


def environment(home: Path, port: int) -> dict[str, str]:
    """The settings of a court that nobody else uses; whatever the caller's own court is set to is left out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COURT_")}
    return kept | {
        "COURT_HOME": str(home), "COURT_PLAIN_HTTP": "1", "COURT_DEMO": "1", "COURT_FACE": "all",
        "COURT_HOSTS": "localhost,127.0.0.1", "COURT_ADDRESS": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "court.site.settings", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip


def court(*words: str) -> list[str]:
    return [sys.executable, "-m", "court.site.commandline", *words]


def prepare(settings: dict[str, str]) -> None:
    """Databases and static files of the throw-away court. RuntimeError with what was said."""
    done = subprocess.run(court("prepare"), env=settings, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
