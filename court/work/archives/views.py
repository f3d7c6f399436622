"""The archivist's pages: what is kept and until when, a package checked again, downloaded on the record."""
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people import sessions
from court.base.people.models import Office
from court.kit import blobs
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused
from court.spine.tasks.models import Task
from court.work.archives import actions, checks
from court.work.archives.models import Archive

PAGE = 30


def kept_by(request: CourtRequest) -> set[str]:
    """Courts whose archives the reader keeps: any other office in a court opens none of its packages."""
    return {post.court_id for post in request.actor.appointments if post.office == Office.ARCHIVIST}


@require_safe
@open_to("archivist")
def archives(request: CourtRequest) -> HttpResponse:
    """Archived cases of my court, newest first; cases that wait for the archive, with what they still lack."""
    mine = Archive.objects.filter(court__in=kept_by(request)).select_related("case").order_by("-pk")
    words, before = request.GET.get("q", "").strip()[:60], request.GET.get("before", "")
    if words:
        mine = mine.filter(case__number__contains=words)
    if (last := whole_number(before)) is not None:
        mine = mine.filter(pk__lt=last)
    found = list(mine[: PAGE + 1])
    return render(request, "archives/list.html", {
        "archives": found[:PAGE], "next": found[PAGE - 1].pk if len(found) > PAGE else None, "words": words,
        "waiting": _waiting(request)})


def _waiting(request: CourtRequest) -> list[dict]:
    """Cases with an open task to archive, the nearest due first, with the first things they lack."""
    on = clock.today()
    tasks = Task.objects.filter(kind="archive", state=Task.State.OPEN, court__in=kept_by(request))
    rows = tasks.select_related("case__court").order_by("due_on", "pk")[:10]
    return [{"task": task, "lacks": checks.lacks(task.case, on)[:3]} for task in rows]


def _mine(request: CourtRequest, pk: int) -> Archive:
    found = get_object_or_404(Archive.objects.select_related("case"), pk=pk, court__in=kept_by(request))
    if found.state == Archive.State.MAKING:
        raise Refused("归档包正在制作。", do="请稍后再试。", code="not_ready")
    if found.state == Archive.State.DISPOSED:
        raise Refused("该档案已依法销毁，只保留目录和日志。", code="disposed")
    return found


@require_POST
@open_to("archivist")
def check(request: CourtRequest, pk: int) -> HttpResponse:
    archive = actions.check(_mine(request, pk), at=clock.now())
    good = archive.state == Archive.State.KEPT
    say(request, f"{archive.number}校验通过，清单、签名和全部文件一致。" if good else f"校验异常：{archive.fault}", "good" if good else "alarm")
    return redirect("archives")


@require_POST
@open_to("archivist")
def download(request: CourtRequest, pk: int) -> FileResponse:
    """The whole package leaves the house: the second factor again (S7), and a record first."""
    archive = _mine(request, pk)
    sessions.require_fresh_factor(request)
    record_read(request.actor, archive.case.stream, "export", f"archive:{archive.pk}")
    return FileResponse(blobs.open_blob(archive.package_sha256), as_attachment=True,
                        filename=f"{archive.number}.zip", content_type="application/zip")
