"""First piece of the way: the words of a paper and its searchable form, made by a limited process, kept once."""

import shutil
import tempfile
import time
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from court.base.courts import clock
from court.kit import blobs
from court.kit.press import sheets
from court.kit.sight.process import Outcome, read_file
from court.spine.dossier import actions, places, texts
from court.spine.dossier.models import Document, Rendition
from court.spine.errands.registry import ErrandFails, scheduled
from court.work.scanning import office, steps
from court.work.scanning.models import Way

Name, State = steps.Name, steps.State
RECORDING = "录音录像不识读文字，可直接播放。"
NO_WORDS = "该格式的文件不识读文字，请下载后打开。"
NOT_OPEN = "该材料已被替换、剔除或者拆分，不再处理。"
LEFT_FOR = timedelta(hours=6)


def read(document_id: int, *, at: datetime) -> None:
    """Read a paper once; done again it only asks for the next piece. ErrandFails with the reason in Chinese."""
    document = Document.objects.select_related("case", "court").get(pk=document_id)
    way, form = steps.opened(document, at), places.shown(document)
    if document.state != Document.State.AVAILABLE or form is None:
        return None if steps.over(way, Name.READ) else _leave(way, at, NOT_OPEN)
    if way.rendition_id == form.pk and steps.over(way, Name.READ):
        with transaction.atomic():
            steps.go_on(way, "scanning.sort", at)
        return None
    if form.media_type not in places.PAGED:
        return _of_other(document, way, form, at)
    steps.begin(way, Name.READ, at)
    if document.template and (own := _of_our_making(form)) is not None:
        return keep(document, way, form, own, None, at)
    with _folder() as folder:
        outcome = _carried_out(way, form, Path(folder), at)
        pages = texts.loads(outcome.layout.read_bytes()) if outcome.layout else []
        made = outcome.searchable.read_bytes() if outcome.searchable else None
        if made and sheets.count(made) != len(pages):
            _fail(way, "可检索件的页数与原件不符。", at)
        blob = blobs.put(made) if made else None
    keep(document, way, form, pages, blob, at, outcome)
    return None


def keep(document: Document, way: Way, form: Rendition, pages: list[texts.PageLayout], blob: blobs.Blob | None,
         at: datetime, outcome: Outcome | None = None) -> None:  # fmt: skip
    """The result of a reading, in one transaction with the next errand: there wholly or not at all."""
    now = clock.now()
    with transaction.atomic():
        places.hold_case(document.case_id)
        document = Document.objects.select_for_update(of=("self",)).select_related("case", "court").get(pk=document.pk)
        way = steps.locked(document.pk)
        if way.rendition_id is not None and steps.over(way, Name.READ) and way.rendition_id >= form.pk:
            return
        if places.shown(document) != form:
            # A page was put in while the old one was read: what was read of it must not stand before it.
            steps.go_on(way, "scanning.read", at, f":{form.pk}")
            return
        if blob:
            name = f"{document.title[:80]}.pdf".replace("/", "_")
            form = actions.keep(document, blob, Rendition.Purpose.PDF, "application/pdf", name, at, len(pages))
            actions.note(document, "searchable", by=None, at=at, rendition=form)
        laid = texts.store(form, pages, at=at)
        actions.note(document, "read", by=None, at=at, rendition=laid)
        way.rendition, way.pages, way.read_at, way.state = form, len(pages), now, Way.State.GOING
        way.marks = {str(page): list(said) for page, said in outcome.marks.items()} if outcome else {}
        way.save(update_fields=["rendition", "pages", "read_at", "state", "marks"])
        steps.put(way, Name.READ, State.DONE, now, _faults(outcome))
        steps.put(way, Name.SEARCHABLE, State.DONE if blob else State.SKIPPED, now, "" if blob else "原件本身带有文字，无须另制。")
        steps.go_on(way, "scanning.sort", at)


def _of_our_making(form: Rendition) -> list[texts.PageLayout] | None:
    """The words of a paper the court typeset itself: nothing to be wary of, so no process of its own is started."""
    if form.media_type != "application/pdf":
        return None
    from court.kit.sight import born  # brings numpy and OpenCV: not into every process

    found = born.pages(blobs.store().path(form.sha256))
    return None if found is None else texts.from_rows([asdict(page) for page in found])


def _carried_out(way: Way, form: Rendition, folder: Path, at: datetime) -> Outcome:
    told = [0.0]

    def progress(page: int, of: int) -> None:
        if time.monotonic() - told[0] > 0.5 or page == of:
            told[0] = time.monotonic()
            way.steps.filter(name=Name.READ).update(page=page, of=of)

    outcome = read_file(blobs.store().path(form.sha256), form.media_type, folder, progress=progress)
    if outcome.layout is None:
        _fail(way, f"{outcome.message}{outcome.do}" or "识读没有得到结果。", at)
    return outcome


def _faults(outcome: Outcome | None) -> str:
    """Pages that could not be read, for the reason of the step; the others are read all the same."""
    if outcome is None or not outcome.faults:
        return ""
    pages = "、".join(str(page) for page in sorted(outcome.faults)[:20])
    return f"第{pages}页未能识读：{next(iter(outcome.faults.values()))}"


def _of_other(document: Document, way: Way, form: Rendition, at: datetime) -> None:
    """Office files give their words where a library here reads them; recordings and the rest are left out plainly."""
    recording = form.media_type.startswith(("audio/", "video/"))
    try:
        pages = None if recording else office.words(blobs.read(form.sha256), form.media_type)
    except ValueError:
        pages = None
    if pages is None:
        _leave(way, at, RECORDING if recording else NO_WORDS, form)
    else:
        keep(document, way, form, pages, None, at)


def _leave(way: Way, at: datetime, reason: str, form: Rendition | None = None) -> None:
    """Nothing to read: the paper stands where it was put, and the rest of the way is left out."""
    with transaction.atomic():
        steps.skip(way, [*steps.after(Name.READ)], at, reason)
        Way.objects.filter(pk=way.pk).update(state=Way.State.SKIPPED, rendition=form)


def _fail(way: Way, reason: str, at: datetime) -> None:
    steps.fail(way, Name.READ, at, reason)
    raise ErrandFails(reason)


def _root() -> Path:
    root = Path(settings.COURT_HOME) / "run" / "scanning"
    root.mkdir(parents=True, exist_ok=True)
    return root


def _folder() -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory(dir=_root(), ignore_cleanup_errors=True)


@scheduled("scanning.sweep", every_seconds=3600, label="清理识读留下的临时文件")
def sweep(now: datetime) -> None:
    """What a killed worker left behind."""
    before = time.time() - LEFT_FOR.total_seconds()
    for left in _root().iterdir():
        if left.stat().st_mtime < before:
            shutil.rmtree(left, ignore_errors=True)
