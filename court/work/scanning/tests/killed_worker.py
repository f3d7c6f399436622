"""A worker to be killed: python -m court.work.scanning.tests.killed_worker POINT SAID.

It kills itself with SIGKILL before the POINT-th statement that writes (0: never, and writes how many there were to SAID).
"""

import os
import signal
import sys
from pathlib import Path

import django

WRITES = ("INSERT", "UPDATE", "DELETE", "WITH", "COMMIT", "SAVEPOINT")


def main(point: int, said: Path) -> int:
    django.setup()
    from django.db import connection

    from court.site import wire
    from court.spine.errands import registry, worker

    wire.wire()
    registry.SCHEDULES.clear()
    passed = [0]

    def count(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES) and "errands_" not in sql:
            passed[0] += 1
            if passed[0] == point:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        worker.run(name="test", poll=0.1, once=True)
    said.write_text(str(passed[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), Path(sys.argv[2])))
