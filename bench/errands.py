"""How many errands one worker does in a second: some that touch the database only, some that speak to the carrier."""

import json
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from statistics import median
from typing import Any

from django.conf import settings
from django.db import transaction

from bench import acts
from bench.processor import Meter
from bench.scene import Scene
from court.base.courts import clock
from court.kit.ids import new_id
from court.site.rehearsal.place import court
from court.spine.errands import worker
from court.spine.errands.actions import ask
from court.spine.errands.models import Errand
from court.spine.errands.registry import handler
from court.spine.journal.actions import append
from court.spine.messages.actions import tell
from court.spine.messages.models import Delivery

LEAST = 100.0


@handler("bench.entry")
def write_entry(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    """What most errands of the house come down to: one entry of the journal, in one transaction with the mark."""
    append(payload["stream"], "bench.done", by=None, at=now, facts={"errand": str(errand.pk)})


def measure(set_up: Scene, meter: Meter, rounds: int, count: int) -> list[dict]:
    case = acts.assigned(set_up).case
    person = case.parties.select_related("person").get(role="plaintiff").person

    def entries() -> None:
        for nth in range(count):
            ask("bench.entry", key=f"bench.entry:{new_id()}", payload={"stream": f"bench:{nth}"}, at=clock.now())

    def messages() -> None:
        for _ in range(count):
            tell(person, kind="case_docketed", key=f"bench:{new_id()}", at=clock.now(), case=case)

    told = f"{count} errands that write a journal entry"
    found = [{**_rate("errands, database only", told, entries, meter, rounds, count), "least": LEAST}]
    with stand_ins():
        before = Delivery.objects.filter(state=Delivery.State.SENT).count()
        told = f"{count} text messages sent over HTTP to the carrier's stand-in"
        found.append(_rate("errands, text messages", told, messages, meter, rounds, count))
        sent = Delivery.objects.filter(state=Delivery.State.SENT).count() - before
    if sent != rounds * count:
        wrong = Counter(Errand.objects.exclude(last_error="").values_list("last_error", flat=True)).most_common(3)
        raise RuntimeError(f"{sent} of {rounds * count} text messages were sent: {wrong}")
    return found


def _rate(name: str, input_: str, fill: Callable[[], None], meter: Meter, rounds: int, count: int) -> dict:
    by_clock, by_processor = [], []
    for _ in range(rounds):
        Errand.objects.exclude(state=Errand.State.DONE).update(state=Errand.State.DONE)
        with transaction.atomic():
            fill()
        kinds = set(Errand.objects.filter(state=Errand.State.READY).values_list("kind", flat=True))
        meter.look()
        began = time.monotonic()
        spent = meter.of(partial(_do, count, kinds))
        by_clock.append(count / (time.monotonic() - began))
        by_processor.append(count / (spent / 1e9))
    return {"bench": name, "input": input_, "value": round(median(by_clock), 1), "unit": "a second",
            "by_processor": round(median(by_processor), 1), "rounds": rounds}  # fmt: skip


def _do(count: int, kinds: set[str]) -> None:
    """One worker, in this thread, until nothing of these kinds is due; what fell due meanwhile is done among them."""
    if (done := worker.drain(count)) < count:
        raise RuntimeError(f"{done} of {count} errands were done")
    while Errand.objects.filter(state=Errand.State.READY, kind__in=kinds, due_at__lte=clock.now()).exists():
        worker.drain(10)


@contextmanager
def stand_ins() -> Iterator[None]:
    """The outside systems of a demo, in their own process."""
    process = subprocess.Popen(court("standins", "--any-ports", "--json"), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout and json.loads(process.stdout.readline())
        assert (settings.COURT_HOME / "standins" / "outside.toml").exists()
        yield
    finally:
        process.terminate()
        process.wait(20)
