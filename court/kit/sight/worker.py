"""The reading process: `python -m court.kit.sight.worker FILE FOLDER MEDIA_TYPE FIRST SECONDS MEMORY`.

Tells on its standard output, a JSON object a line, how many pages there are and which it begins; leaves a sheet a page
in FOLDER, and at the end layout.json.gz and searchable.pdf. It trusts nothing of the file: a page that trips it is a
page with a reason; a page that uses up processor time or memory ends this process, and the next goes on after it.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from court.kit import alone

FILE_SIZE = 1_000_000_000
SECONDS_TO_BIND, SECONDS_TO_BIND_A_PAGE = 60.0, 0.5


def main(source: str, folder: str, media_type: str, first: str, seconds: str, memory: str) -> int:
    say = _speaker()
    alone.cut_off()
    alone.bound(memory=int(memory), file_size=FILE_SIZE)
    for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[library] = "1"
    from court.kit.sight import binding, reading
    from court.kit.sight.engine import engine

    alone.allow_seconds(float(seconds))
    try:
        file = reading.opened(Path(source), media_type)
    except (MemoryError, reading.Unreadable):
        say({"unreadable": True})
        return 0
    say({"pages": file.pages})
    if int(first) <= file.pages:
        engine().load()
    alone.forbid()
    for place in range(int(first), file.pages + 1):
        say({"begins": place})
        alone.allow_seconds(float(seconds))
        reading.read(file, place, Path(folder))
    alone.allow_seconds(SECONDS_TO_BIND + SECONDS_TO_BIND_A_PAGE * file.pages)
    say({"begins": 0})
    say(binding.bind(file, Path(folder)))
    return 0


def _speaker() -> Callable[[dict], None]:
    """Standard output is kept for ourselves: what libraries print goes nowhere."""
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(what: dict) -> None:
        own.write(json.dumps(what) + "\n")
        own.flush()

    return say


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
