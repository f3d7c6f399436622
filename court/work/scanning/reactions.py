"""A paper that is usable is read; one that came to a case is compared and filed. Here only the errand is written."""

from datetime import datetime
from typing import Any

from django.conf import settings

from court.spine import wiring
from court.spine.dossier.closing import on_destroying
from court.spine.dossier.models import Document
from court.spine.errands.duty import duty_part
from court.spine.errands.models import Errand
from court.spine.errands.registry import handler
from court.work.scanning import filing, reading, sorting, taking
from court.work.scanning.entering import enter, leave_case
from court.work.scanning.models import Deed, Difference, Way
from court.work.scanning.panels import panel, stuck_part

duty_part(stuck_part)


@wiring.on_paper("admitted", "produced", "sealed", "adopted")
def paper_is_usable(document: Document, at: datetime) -> None:
    if settings.COURT_READS_PAPERS and document.state == Document.State.AVAILABLE:
        enter(document, at)


@wiring.on_paper("back_in_tray")
def paper_left_its_case(document: Document, at: datetime) -> None:
    leave_case(document, at)


@wiring.on_act("archive_case")
def case_is_archived(scene, entry) -> None:
    taking.stop_asking(scene.case, by=scene.actor.account if scene.actor else None, at=scene.at)


@wiring.document_panel
def steps_of_paper(request, document: Document) -> tuple[str, dict] | None:
    return panel(request, document)


@handler("scanning.read", outside=True, label="识读材料文字")
def read(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    reading.read(int(payload["document"]), at=now)


@handler("scanning.sort", outside=True, label="识别材料种类")
def sort(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    sorting.sort(int(payload["document"]), at=now)


@handler("scanning.fields", outside=True, label="提取、比对材料信息")
def fields(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    taking.take(int(payload["document"]), at=now)


@handler("scanning.file", outside=True, label="材料归入卷宗")
def file(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    filing.file(int(payload["document"]), at=now)


@on_destroying
def forget(papers: list[Document], at: datetime) -> None:
    """What the machine read in destroyed papers goes; how they were filed and by whom stays."""
    Way.objects.filter(document__in=papers).update(fields="", why=[], marks={})
    Deed.objects.filter(way__document__in=papers).update(before={}, after={})
    Difference.objects.filter(way__document__in=papers).update(says="", stands="")
