"""kill -9 of a worker at any point of the way, and inside the reading process: nothing is lost, nothing is doubled."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from court.spine.journal.tests.own_court import own_court, whole

pytestmark = [pytest.mark.django_db]
WORKER = ("-m", "court.work.scanning.tests.killed_worker")
SEED = """
import io
from django.conf import settings
settings.COURT_READS_PAPERS = True
from court.site import wire; wire.wire()
from court.spine.cases.tests.stage import build, moment, DAY
from court.spine.cases.models import Case, Handler
from court.spine.dossier import actions
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.tests.papers import SaysClean
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.work.scanning.tests import sheets
stage = build()
case = Case.objects.create(court=stage.court, year=2026, type_code="民初", seq=1, number="（2026）晋0802民初1号",
    definition="civil_first", definition_version=1, track="simplified", stage="trial", cause_code="103.01", cause="民间借贷纠纷",
    title="甲诉乙", filed_on=DAY, docketed_on=DAY)
Handler.objects.create(case=case, account=stage.accounts["clerk"], role="clerk", since=moment())
with provided(Scanner, SaysClean()):
    for pages in ([sheets.SUMMONS, sheets.complaint()], [sheets.UNCLEAR]):
        made = actions.receive(case.court, io.BytesIO(sheets.pdf(pages)), kind="added", title="扫描件", name="a.pdf",
                               by=stage.actor("clerk"), at=moment(), case=case)
        inspect_document(made, at=moment())
"""
COUNTS = """
import json
from collections import Counter
from django.db.models import Count
from court.spine.cases.models import Case
from court.spine.dossier.models import Document, Placement, Rendition, PageText
from court.spine.dossier import verification
from court.spine.errands.models import Errand
from court.spine.journal.models import Entry
from court.spine.journal.verification import verify
from court.spine.tasks.models import Task
from court.work.scanning.models import Deed, Difference, Step, Way
def by(model, *names):
    return sorted([list(map(str, row)) for row in model.objects.values_list(*names).annotate(n=Count("pk"))])
print(json.dumps({"documents": by(Document, "state", "item", "title"), "renditions": by(Rendition, "purpose"),
    "placements": by(Placement, "item", "item_order"), "pages": PageText.objects.count(), "tasks": by(Task, "kind", "state"),
    "entries": by(Entry, "kind"), "deeds": by(Deed, "what"), "steps": by(Step, "name", "state"), "ways": by(Way, "state"),
    "differences": by(Difference, "name", "state"), "errands": by(Errand, "kind", "state"),
    "faults": [one.words for one in verification.verify(Case.objects.get())], "journal": list(map(str, verify().findings))}))
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    with own_court(tmp_path_factory.mktemp("prepared") / "home", like=whole()) as made:
        made.script(SEED)
        yield made


def told(prepared, folder: Path, kill) -> dict:
    """What there is at the end of a court in which kill(court) happened first."""
    with own_court(folder / "home", like=prepared) as court:
        said = kill(court)
        for turn in range(6):
            if not court.rows("SELECT 1 FROM errands_errand WHERE state <> 'done'"):
                break
            time.sleep(1 if turn else 0)
            assert court.start(*WORKER, "0", str(folder / "said")).wait(120) == 0
        return {"said": said, **court.script(COUNTS)}


@pytest.fixture(scope="module")
def alone(prepared, tmp_path_factory) -> dict:
    folder = tmp_path_factory.mktemp("alone")

    def nothing(court) -> int:
        assert court.start(*WORKER, "0", str(folder / "points")).wait(120) == 0
        return int((folder / "points").read_text())

    found = told(prepared, folder, nothing)
    assert found["faults"] == found["journal"] == [] and found["deeds"], found
    return found


def killed_at(prepared, folder: Path, point: int) -> dict:
    def kill(court) -> None:
        assert court.start(*WORKER, str(point), str(folder / "never")).wait(120) == -signal.SIGKILL

    return told(prepared, folder, kill)


def same(found: dict, alone: dict) -> None:
    for name in alone.keys() - {"said"}:
        assert found[name] == alone[name], name


def test_a_worker_killed_on_the_way_loses_and_doubles_nothing(prepared, alone, tmp_path):
    for point in random.Random(7).sample(range(1, alone["said"] + 1), 1):
        folder = tmp_path / str(point)
        folder.mkdir()
        same(killed_at(prepared, folder, point), alone)


@pytest.mark.proof
def test_killed_before_every_single_statement_it_is_the_same(prepared, alone, tmp_path):
    for point in range(1, alone["said"] + 1):
        folder = tmp_path / str(point)
        folder.mkdir()
        same(killed_at(prepared, folder, point), alone)


@pytest.mark.proof
@pytest.mark.parametrize("whole", [False, True], ids=["reading process", "worker and reading process"])
def test_killed_inside_the_reading_process_it_is_the_same(prepared, alone, tmp_path, whole):
    def kill(court) -> None:
        worker = court.start(*WORKER, "0", str(tmp_path / "said"), start_new_session=True)
        child = _child(worker.pid)
        if whole:
            os.killpg(worker.pid, signal.SIGKILL)
        else:
            os.kill(child, signal.SIGKILL)
        worker.wait(120)

    found = told(prepared, tmp_path, kill)
    assert found["documents"] == alone["documents"] and found["renditions"] == alone["renditions"]
    assert found["faults"] == [] and found["entries"] == alone["entries"] and found["deeds"] == alone["deeds"]


def _child(pid: int) -> int:
    """The reading process of a worker, once it is there."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for one in Path("/proc").iterdir():
            if one.name.isdigit():
                try:
                    words = (one / "cmdline").read_bytes()
                    parent = int((one / "stat").read_text().rpartition(")")[2].split()[1])
                except OSError:
                    continue
                if parent == pid and b"court.kit.sight.worker" in words:
                    return int(one.name)
        time.sleep(0.01)
    raise AssertionError("no reading process")
