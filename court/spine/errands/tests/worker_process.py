"""A worker in a process of its own, to be killed: python -m court.spine.errands.tests.worker_process MARKS [SECONDS].

Its handlers write a line into MARKS when they begin, work SECONDS, and leave their effect in the journal.
"""

import sys
import time
from pathlib import Path

import django


def main(marks: Path, seconds: float) -> int:
    django.setup()
    from court.spine.errands import registry, worker
    from court.spine.journal.actions import append

    registry.SCHEDULES.clear()

    def effect(payload, now, errand):
        with marks.open("a") as file:
            file.write(f"{payload['key']}\n")
        append(f"test:{payload['key']}", "test.done", by=None, at=now, facts={})
        time.sleep(seconds)

    registry.handler("test.effect")(effect)
    return worker.run(name="test", poll=0.1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2])))
