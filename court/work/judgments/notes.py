"""A judge's notes on the hearing (审理笔记): inner, read by those who decide the case and nobody else.

They are no paper of the dossier and no draft. A judge who takes the case over finds them; one who left it doesn't.
"""
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.kit.refusal import Refused, not_there
from court.spine.cases.models import Case, Handler
from court.spine.journal.actions import append
from court.work.judgments.models import BenchNote

DECIDERS = {Handler.Role.JUDGE, Handler.Role.PRESIDING, Handler.Role.MEMBER, Handler.Role.JUROR}
LONGEST = 20_000


def reads(case: Case, by: Actor) -> bool:
    """Whether somebody decides this case today: the sole judge or a member of the panel."""
    if not by.is_staff or by.account is None or case.is_state_secret:
        return False
    return case.handlers.filter(account=by.account, until=None, role__in=DECIDERS).exists()


def require(case: Case, by: Actor) -> None:
    """Refused in the words for a page that isn't there: whether there are notes is nobody else's business."""
    if not reads(case, by):
        raise not_there()


def of_case(case: Case, by: Actor) -> list[BenchNote]:
    """All notes of a case, one's own first."""
    require(case, by)
    found = list(BenchNote.objects.filter(case=case).select_related("author__person").order_by("pk"))
    return sorted(found, key=lambda one: one.author_id != by.account.pk)


def write(case: Case, text: str, *, revision: int, by: Actor, at: datetime) -> BenchNote:
    """Keep one's own note, one a person and case. A second window that was opened earlier is told so."""
    require(case, by)
    if len(text) > LONGEST:
        raise Refused(f"笔记不能超过{LONGEST}字。", do="请精简后再保存。", code="too_much", status=422)
    with transaction.atomic():
        note, _ = BenchNote.objects.select_for_update().get_or_create(
            case=case, author=by.account, defaults={"written_at": at})
        if note.revision != revision:
            raise Refused("您在另一个窗口中已经修改过笔记，本次内容尚未保存，仍保留在页面上。", do="请核对后再保存。", code="stale")
        if note.text != text:
            note.text, note.revision, note.written_at = text, revision + 1, at
            note.save(update_fields=["text", "revision", "written_at"])
            append(case.stream, "bench.noted", by=by.account, at=at, court=case.court_id,
                   facts={"note": str(note.pk), "revision": note.revision})
    return note
