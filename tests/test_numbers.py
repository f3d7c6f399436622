"""Case numbers under pressure: unique and without gaps, with roll-backs in between and the new year passing (S32)."""
import pytest
from django.db import connection

from court.spine.journal.tests.own_court import own_court, whole

PRESS = """
import json, threading
from datetime import date
from django.db import connections, transaction
from court.kit.refusal import Refused
from court.spine.cases import acts, replay
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import build, moment
from court.spine.journal.models import Entry

class ThrownAway(Exception):
    pass

def all_at_once(count, together, call):
    said, waiting, gate = [], list(range(count)), threading.Barrier(together)
    def work():
        gate.wait()
        while waiting:
            try:
                nth = waiting.pop()
            except IndexError:
                break
            try:
                said.append(call(nth))
            except ThrownAway:
                pass
            except Refused as refused:
                said.append(refused.code)
        connections.close_all()
    threads = [threading.Thread(target=work) for _ in range(together)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return said

stage = build()

def docket(nth):
    with transaction.atomic():
        case = stage.case(day=date(2027, 1, 4) if nth % 2 else date(2026, 12, 31))
        if nth % 5 == 0:
            raise ThrownAway
    return case.number

numbers = all_at_once(MANY, 10, docket)
sequences = {year: sorted(Case.objects.filter(year=year).values_list("seq", flat=True)) for year in (2026, 2027)}

case = stage.case()
by, token = stage.actor("plaintiff"), case.version
told = all_at_once(2, 2, lambda nth: acts.perform(case.pk, "apply_withdrawal", by=by, at=moment(), token=token,
                                                  facts={}).kind)
done = Entry.objects.filter(stream=case.stream, kind="case.apply_withdrawal").count()
case.refresh_from_db()
print(json.dumps({"numbers": numbers, "sequences": sequences, "told": sorted(told), "done": done,
                  "differences": replay.compare(case)}))
"""


@pytest.mark.both_databases
@pytest.mark.django_db(databases=["default", "reads"])
def test_parallel_docketings_have_numbers_without_gaps_and_of_two_acts_on_one_form_one_is_done(tmp_path):
    many = 200 if connection.vendor == "postgresql" else 50
    with own_court(tmp_path / "home", like=whole()) as court:
        said = court.script(PRESS.replace("MANY", str(many)))
    assert len(said["numbers"]) == len(set(said["numbers"])) == many - many // 5
    for sequence in said["sequences"].values():
        assert sequence == list(range(1, len(sequence) + 1))
    assert (said["told"], said["done"], said["differences"]) == (["case.apply_withdrawal", "stale"], 1, [])
