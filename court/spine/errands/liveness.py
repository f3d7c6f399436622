"""Whether a worker is still alive, asked of the kernel: a file lock goes with its process, however it ended.

So the errands of a worker killed outright are taken back within seconds instead of at the end of their lease. A worker
judges only workers of its own home (COURT_HOME); those of other machines are known by their leases alone.
"""

import fcntl
import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.conf import settings


class Alive:
    """This worker's sign of life: its id, and a locked file that names the errand it is doing."""

    def __init__(self, name: str):
        self.folder = Path(settings.COURT_HOME) / "run"
        self.folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        self.id = f"{home_id(self.folder)}:{name[:30]}:{secrets.token_hex(4)}"
        # Locked before it gets its name: nobody may ever see it unlocked while we live.
        fresh = self.folder / f".new-{secrets.token_hex(8)}"
        self._file = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        fresh.rename(_path(self.folder, self.id))

    def doing(self, errand: int) -> None:
        """Note what is being done, 0 for nothing; read by others only after our death."""
        os.pwrite(self._file, b"%020d" % errand, 0)

    def end(self) -> None:
        with suppress(FileNotFoundError):
            _path(self.folder, self.id).unlink()
        os.close(self._file)


def home_id(folder: Path) -> str:
    """Eight hex digits for this home, made once."""
    file = folder / "home"
    with suppress(FileExistsError):
        fresh = folder / f".home-{secrets.token_hex(4)}"
        fresh.write_text(secrets.token_hex(4))
        try:
            os.link(fresh, file)
        finally:
            fresh.unlink()
    return file.read_text().strip()


def last_words(worker: str) -> int | None:
    """The errand a dead worker of this home was doing (0: none); None while it lives or when it is not of this home."""
    folder = Path(settings.COURT_HOME) / "run"
    if not (folder / "home").exists() or not worker.startswith(f"{home_id(folder)}:"):
        return None
    try:
        file = os.open(_path(folder, worker), os.O_RDWR)
    except FileNotFoundError:
        return 0
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return int(os.pread(file, 20, 0) or b"0")
    except BlockingIOError:
        return None
    finally:
        os.close(file)


def anybody() -> bool:
    """Whether a worker of this home is alive."""
    for path in (Path(settings.COURT_HOME) / "run").glob("worker-*"):
        with suppress(FileNotFoundError), path.open("r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
    return False


def bury(worker: str) -> None:
    """Take the file of a dead worker away, after its errands were taken back."""
    with suppress(FileNotFoundError):
        _path(Path(settings.COURT_HOME) / "run", worker).unlink()


def bury_idle(busy: set[str]) -> None:
    """Take away the files of workers that died with nothing in hand; busy: workers that hold errands."""
    folder = Path(settings.COURT_HOME) / "run"
    held = {_path(folder, worker) for worker in busy}
    for path in set(folder.glob("worker-*")) - held:
        with suppress(FileNotFoundError, BlockingIOError), path.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()


def _path(folder: Path, worker: str) -> Path:
    return folder / f"worker-{worker.replace(':', '-').replace('/', '-')}"
