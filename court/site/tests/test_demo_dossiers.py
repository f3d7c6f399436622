"""The demo shows the rooms of the dossier with work in them, done by the rooms' own actions."""

from datetime import datetime

import pytest

from court.kit.days import SHANGHAI
from court.site.demo import city
from court.spine.dossier import verification
from court.spine.dossier.models import Sealing
from court.spine.tasks.models import Task
from court.work.annotations.models import Annotation, Quotation
from court.work.archives.models import Inquiry, Loan
from court.work.bundles.models import Bundle
from court.work.elements.models import Finding
from court.work.inspection.models import Inspection
from court.work.intake.models import Intake
from court.work.reading.models import Bookmark
from court.work.redaction.models import Redaction

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 16, 20, tzinfo=SHANGHAI)


def _states(rows, name: str = "state") -> list[str]:
    return sorted(rows.values_list(name, flat=True))


def test_every_room_of_the_dossier_has_work_to_show_and_the_dossier_stands_as_the_journal_says(settings, tmp_path, monkeypatch):
    settings.COURT_HOME = tmp_path
    monkeypatch.setattr(city, "CHAPTERS", [one for one in city.CHAPTERS if one.name in city.SHOWN])
    city.make(3, now=NOW)
    assert _states(Intake.objects.filter(court="晋0802")) == ["given", "open", "open"]
    assert Intake.objects.filter(state="open", holder=None).count() == 1
    assert Task.objects.filter(kind="new_material", state=Task.State.OPEN).exists()
    assert _states(Inspection.objects.all()) == ["granted", "refused", "waiting"]
    assert _states(Redaction.objects.all()) == ["burning", "in_force"]
    assert _states(Bundle.objects.all()) == ["ready"]
    assert _states(Inquiry.objects.all()) == ["granted", "waiting"]
    assert _states(Loan.objects.all()) == ["out", "waiting"]
    assert Sealing.objects.get().document and Finding.objects.exists()
    assert (Annotation.objects.count(), Quotation.objects.count(), Bookmark.objects.count()) == (3, 1, 2)
    assert [fault.words for fault in verification.verify()] == []
