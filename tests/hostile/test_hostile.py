"""Hostile files are refused or contained in time, the reason is plain, and the queue goes on with the good file behind."""

import io
import time
from pathlib import Path

import pytest

from court.kit.refusal import Refused
from court.outside.scanner import standin
from court.outside.scanner.client import Clamd
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.tests.stage import build, moment
from court.spine.dossier import actions
from court.spine.dossier.models import Document
from court.spine.errands.worker import drain
from tests.hostile import measuring
from tests.hostile.__main__ import wrongs
from tests.hostile.corpus import CORPUS, QUICK, Hostile
from tests.hostile.pdfs import good

SOME = [one for one in CORPUS if one.what in QUICK]
QUEUED = [one for one in CORPUS if one.what in (*QUICK[2:5], "text: EICAR", "name: control characters", "nothing")]


@pytest.mark.parametrize("one", SOME, ids=[one.what for one in SOME])
def test_a_hostile_file_is_refused_or_contained_in_time(one, tmp_path):
    assert wrongs(one, measuring.measure(one, Path(tmp_path))) == []


@pytest.mark.proof
@pytest.mark.parametrize("one", CORPUS, ids=[one.what for one in CORPUS])
def test_every_hostile_file_is_refused_or_contained_in_time(one, tmp_path):
    assert wrongs(one, measuring.measure(one, Path(tmp_path))) == []


@pytest.fixture
def scanned():
    scanner = standin.ScannerStandIn()
    with provided(Scanner, Clamd("127.0.0.1", scanner.port)):
        yield
    scanner.stop()


def send(stage, one: Hostile) -> Document | str:
    """The paper, or what the sender is told at the door."""
    try:
        return actions.receive(stage.court, io.BytesIO(one.make()), kind="paper", title=one.what[:200], name=one.name,
                               by=stage.actor("plaintiff"), at=moment(), filing_id=7)  # fmt: skip
    except Refused as refused:
        return refused.for_people()


def queue(hostile: list[Hostile]) -> None:
    stage = build()
    sent = {one.what: send(stage, one) for one in hostile}
    last = send(stage, Hostile("good", "好文件.pdf", good))
    began = time.monotonic()
    drain()
    last.refresh_from_db()
    assert last.state == Document.State.AVAILABLE
    assert time.monotonic() - began < measuring.SECONDS * (len(hostile) + 1)
    for one in hostile:
        told = sent[one.what]
        if isinstance(told, Document):
            told.refresh_from_db()
            assert (told.state == Document.State.AVAILABLE) == one.kept, one.what
            told = told.note
        assert one.kept or ("。" in told and "请" in told), one.what


def test_the_good_file_behind_hostile_ones_is_taken_and_each_has_its_reason(db, scanned):
    queue(QUEUED)


@pytest.mark.proof
def test_the_good_file_behind_all_hostile_ones_is_taken(db, scanned):
    queue(CORPUS)


@pytest.mark.parametrize("name", [one.name for one in CORPUS if one.what.startswith("name:") and one.kept])
def test_no_name_leads_anywhere_or_turns_what_is_read(name):
    from court.spine.dossier import names

    clean = names.clean(name)
    assert len(clean) <= names.LONGEST and clean.endswith(".pdf")
    assert not set(clean) & set("/\\\x00\x1b\r\n\u202e\u202c") and not clean.startswith(".")
