"""A court of its own for playing scenarios from the command line: the database in use is never opened.

It is made in a folder that is taken away, with settings of its own (as the rehearsal's), in a process of its own.
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from court.site.rehearsal import place

BROKEN = 4


def play(files: list[Path], shared: Path | None) -> tuple[list[dict], int]:
    """Play the scenarios of the files (none: of those that ship). ({"file", "place", "fault"} each, scenarios played).

    RuntimeError with what was said, where the court for it can't be made.
    """
    home = Path(tempfile.mkdtemp(prefix="court-scenarios-"))
    settings = place.environment(home, place.free_port())
    try:
        place.prepare(settings)
        words = [str(path.absolute()) for path in files] + (["--shared", str(shared.absolute())] if shared else [])
        done = subprocess.run([sys.executable, "-m", "court.site.scenarios", *words], env=settings, check=False,
                              capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        told = json.loads(done.stdout.splitlines()[-1])
        return told["faults"], told["played"]
    finally:
        shutil.rmtree(home, ignore_errors=True)
