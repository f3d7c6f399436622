"""Many writers, one stream: places without gaps, a chain without a break."""

import pytest

from court.spine.journal.tests.own_court import own_court

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
WRITE = """
import json, threading
from datetime import UTC, datetime
from django.db import connection, transaction
from court.spine.journal.actions import append
from court.spine.journal.verification import verify

together, failures = threading.Barrier(4), []

def write(stream, times):
    try:
        together.wait()
        for turn in range(times):
            with transaction.atomic():
                append(stream, "test.noted", by=None, at=datetime.now(UTC), facts={"turn": turn})
                if turn % 5 == 4:
                    transaction.set_rollback(True)
    except Exception as error:
        failures.append(repr(error))
    finally:
        connection.close()

for stream in ("case:old", *(f"case:{n}" for n in range(20))):
    threads = [threading.Thread(target=write, args=(stream, 40 if stream == "case:old" else 1)) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
print(json.dumps({"failures": failures, "findings": [str(found) for found in verify().findings]}))
"""


def test_writers_at_one_stream_new_or_old_leave_no_gap_and_no_fork(tmp_path):
    with own_court(tmp_path / "home") as court:
        assert court.script(WRITE) == {"failures": [], "findings": []}
        counts = dict(court.rows("SELECT stream, COUNT(*) FROM journal_entry GROUP BY stream"))
        places = dict(court.rows("SELECT stream, place FROM journal_streamhead"))
    assert counts == {"case:old": 4 * 32, **{f"case:{number}": 4 for number in range(20)}}
    assert places == counts
