"""Recordings of a hearing: a paper of the case from the hearing's page, listed at once, opened after the checks."""

import io
import wave
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from court.base.access.decide import may
from court.base.courts import clock
from court.kit.refusal import Refused
from court.ports.failure import OutsideFailed
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.tests.stage import build, moment
from court.spine.dossier import actions as dossier
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import IsDown, SaysInfected, pdf
from court.spine.journal.models import Entry
from court.work.hearings import recordings
from court.work.hearings.tests.story import HELD, answering, plan

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def sound(seconds: int = 1) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\x01\x02" * 8000 * seconds)
    return made.getvalue()


SOUND = sound()


@pytest.fixture
def stage():
    return build()


@pytest.fixture
def hearing(stage):
    return plan(stage, answering(stage))


def add(stage, hearing, who: str = "clerk", content: bytes = SOUND, name: str = "a.wav", at=None):
    arrived = dossier.take_in(io.BytesIO(content), name)
    return recordings.add(hearing.pk, arrived, by=stage.actor(who, HELD), at=at or moment(HELD, 17))


def test_a_recording_is_a_paper_of_the_case_at_once_and_once(stage, hearing):
    made = add(stage, hearing)
    assert (made.case_id, made.state, made.kind) == (hearing.case_id, "waiting", "recording")
    assert made.item == "开庭审理笔录（含庭审录音录像目录）" and made.title == "庭审录音录像（第一次开庭）"
    assert add(stage, hearing).pk == made.pk and recordings.of(hearing).count() == 1
    assert add(stage, hearing, content=sound(2)).title == "庭审录音录像（第一次开庭）之2"
    assert Entry.objects.filter(kind="hearing.recording_added", stream=hearing.case.stream).count() == 2


def test_it_is_refused_by_the_scanner_and_waits_while_there_is_no_verdict(stage, hearing):
    made = add(stage, hearing)
    with provided(Scanner, IsDown()), pytest.raises(OutsideFailed):
        inspect_document(made, at=moment(HELD, 17))
    assert Document.objects.get(pk=made.pk).state == "waiting"
    assert not may(stage.actor("plaintiff", HELD), "read", Document.objects.get(pk=made.pk))
    with provided(Scanner, SaysInfected()):
        assert inspect_document(made, at=moment(HELD, 17)).state == "refused"


def test_what_is_no_recording_comes_too_early_or_from_somebody_else_is_refused(stage, hearing):
    with pytest.raises(Refused, match="不是录音录像"):
        add(stage, hearing, content=pdf(), name="a.pdf")
    with pytest.raises(Refused, match="尚未开始"):
        add(stage, hearing, at=hearing.starts_at - timedelta(minutes=1))
    with pytest.raises(Refused):
        add(stage, hearing, who="judge2")
    assert not recordings.of(hearing).exists()


def test_the_clerk_puts_it_in_from_the_hearings_page(stage, hearing, web, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(HELD, 17))
    where = reverse("hearing_recording", args=(hearing.pk,))
    answer = web("clerk").post(where, {"recording": SimpleUploadedFile("庭审.wav", SOUND)})
    assert answer.status_code == 302
    page = web("clerk").get(reverse("hearing", args=(hearing.pk,))).content.decode()
    assert "庭审录音录像（第一次开庭）" in page and "待安全检查" in page
    assert web("clerk").post(where, {}).status_code == 422
    assert web("judge2").post(where, {"recording": SimpleUploadedFile("庭审.wav", SOUND)}).status_code in (403, 404)
    assert recordings.of(hearing).count() == 1
