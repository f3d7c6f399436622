"""What is done with bundles: asked for, made by an errand, cancelled, tried again, made anew, taken, dropped."""

from datetime import datetime, timedelta
from functools import partial
from hashlib import file_digest
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from court.base.access.actor import Actor
from court.base.access.decide import may
from court.base.courts import clock
from court.base.people.sweeping import swept
from court.kit.days import stamp
from court.kit.refusal import Refused, not_there
from court.spine.cases.models import Case
from court.spine.dossier import access, places, queries
from court.spine.dossier.bundle import Binding, Stretch, bind_chosen
from court.spine.dossier.closing import on_closing
from court.spine.dossier.models import Document
from court.spine.dossier.places import Placed
from court.spine.errands.actions import ask
from court.spine.journal.actions import append
from court.spine.messages.actions import tell
from court.work.bundles.models import Bundle, Selection
from court.work.bundles.terms import keep_days

State = Bundle.State
MOST_PAGES, MOST_OPEN = 20_000, 5
EVERY = 25


class Cancelled(Exception):
    """Somebody cancelled it while it was made."""


def readable(case: Case, actor: Actor) -> list[Placed]:
    """The papers of a case this person may bind, in the order of the dossier, each in the form for this reader."""
    views = queries.volumes(case, actor)
    placed = [one for view in views for one in view.placed]
    return [one for one in placed if one.document.state != Document.State.STRUCK and may(actor, "read", one.document)]


def order(case: Case, chosen: list[str], *, title: str, marked: bool, folders: bool, by: Actor, at: datetime,
          again: Bundle | None = None) -> Bundle:  # fmt: skip
    """Ask for a bundle of papers in this order; an errand makes it. What may not be read is as if it were not there.

    The same order while the first is not made yet is that one: a second click, or the page sent again.
    again  the bundle of which this is the next edition: same number, the choice and title it had where none are given
    Refused for nothing chosen, for too much at once, and (401) for a whole dossier by the court's people without the factor.
    """
    placed = {str(one.document.pk): one for one in readable(case, by)}
    wanted = [pk for pk in dict.fromkeys(chosen) if pk in placed]
    if not wanted:
        raise Refused("请选择要编入的材料。", do="勾选材料后再制作。", code="nothing", status=422)
    if len(wanted) < len(set(chosen)):
        raise not_there()
    pages = sum(places.pages_of(placed[pk].rendition) for pk in wanted)
    if pages > MOST_PAGES:
        raise Refused(f"所选材料共{pages}页，超过一册{MOST_PAGES}页的上限。", do="请分册制作。", code="too_much", status=422)
    whole = _whole(wanted, list(placed.values()))
    _fresh(by, whole)
    title, marked = title.strip()[:100] or "材料册", marked or not by.is_staff
    with transaction.atomic():
        places.hold_case(case.pk)
        if same := _asked_already(case, wanted, again, by, title=title, marked=marked, folders=folders):
            return same
        if Bundle.objects.filter(made_by=by.account, state__in=[State.WAITING, State.MAKING]).count() >= MOST_OPEN:
            raise Refused(f"您已有{MOST_OPEN}册材料正在制作。", do="请等待制成，或者取消其中的一册。", code="busy")
        number, edition = _numbered(case, again)
        made = Bundle.objects.create(
            case=case, number=number, edition=edition, title=title, chosen=wanted, folders=folders, marked=marked, whole=whole,
            pages=pages, made_by=by.me, asked_at=at,
        )  # fmt: skip
        append(case.stream, "dossier.bundled", by=by.account, at=at, court=case.court_id,
               facts={"bundle": str(made.pk), "number": number, "edition": edition, "papers": len(wanted), "pages": pages,
                      "whole": whole})  # fmt: skip
        _ask(made, at)
    return made


def _whole(wanted: list[str], placed: list[Placed]) -> bool:
    """Whether all is taken that this person may take of the dossier, or of one volume of several papers (S7)."""
    volumes: dict[str, set[str]] = {}
    for one in placed:
        volumes.setdefault(one.placement.volume, set()).add(str(one.document.pk))
    taken = set(wanted)
    return len(taken) == len(placed) or any(len(papers) > 1 and papers <= taken for papers in volumes.values())


def _asked_already(case: Case, wanted: list[str], again: Bundle | None, by: Actor, **as_wished) -> Bundle | None:
    """The same order by the same person that still waits or is being made; the caller holds the case."""
    open_ones = Bundle.objects.filter(case=case, made_by=by.account, state__in=[State.WAITING, State.MAKING], **as_wished)
    same_number = open_ones.filter(number=again.number) if again else open_ones.filter(edition=1)
    return next((one for one in same_number if one.chosen == wanted), None)


def _numbered(case: Case, again: Bundle | None) -> tuple[int, int]:
    of_case = Bundle.objects.filter(case=case)
    if again is None:
        return (of_case.aggregate(last=Max("number"))["last"] or 0) + 1, 1
    return again.number, (of_case.filter(number=again.number).aggregate(last=Max("edition"))["last"] or 0) + 1


def retry(bundle: Bundle, *, by: Actor, at: datetime) -> None:
    """Try again what could not be made."""
    with transaction.atomic():
        _require_own(bundle, by)
        changed = Bundle.objects.filter(pk=bundle.pk, state=State.FAILED).update(
            state=State.WAITING, turn=bundle.turn + 1, fault="", pages_done=0)  # fmt: skip
        if not changed:
            raise Refused("该册不在未制成状态。", do="请刷新页面核对。", code="stale")
        bundle.refresh_from_db()
        _ask(bundle, at)


def cancel(bundle: Bundle, *, by: Actor) -> None:
    """Stop what waits or is being made; the worker notices within a few pages."""
    _require_own(bundle, by)
    if not Bundle.objects.filter(pk=bundle.pk, state__in=[State.WAITING, State.MAKING]).update(state=State.CANCELLED):
        raise Refused("该册已经制成或者已经取消。", do="请刷新页面核对。", code="stale")


def make(bundle_id: int, *, at: datetime) -> Bundle:
    """Make the file outside a transaction. Twice is once; what its maker may no longer read is left out."""
    bundle = Bundle.objects.select_related("case__court", "made_by__person").get(pk=bundle_id)
    if not Bundle.objects.filter(pk=bundle.pk, state__in=[State.WAITING, State.MAKING]).update(state=State.MAKING):
        return bundle
    actor = Actor(bundle.made_by, clock.today())
    placed = {str(one.document.pk): one for one in readable(bundle.case, actor)} if may(actor, "read_file", bundle.case) else {}
    wanted = [placed[pk] for pk in bundle.chosen if pk in placed]
    path = path_of(bundle.pk)
    try:
        if not wanted:
            raise Refused("所选材料均已不能阅看。")
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        mark = f"{bundle.made_by.person.name} {stamp(at)} 制作" if bundle.marked else ""
        how = Binding(f"{bundle.called} {bundle.title}", bundle.label, mark, bundle.folders)
        stretches, pages = bind_chosen(path, bundle.case, wanted, how, on=clock.today(), told=_teller(bundle))
    except Cancelled:
        return bundle
    except Exception as why:
        _fail(bundle, why)
        if isinstance(why, Refused):
            return bundle
        raise
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    with transaction.atomic():
        facts = {"state": State.READY, "ready_at": at, "size": path.stat().st_size, "sha256": digest, "pages_done": pages,
                 "until": clock.real_now() + timedelta(days=keep_days(bundle.case.court_id)),
                 "left_out": len(bundle.chosen) - len(wanted), "pages": sum(one.pages for one in stretches),
                 "contents": [_row(one) for one in stretches]}  # fmt: skip
        # What was cancelled or closed to its maker meanwhile is not ready: its file goes again.
        if not Bundle.objects.filter(pk=bundle.pk, state=State.MAKING).update(**facts):
            path.unlink(missing_ok=True)
        else:
            _tell(bundle, at)
    bundle.refresh_from_db()
    return bundle


def _row(stretch: Stretch) -> dict:
    """Ids as text: a browser's numbers are too short for them."""
    return vars(stretch) | {"document": str(stretch.document), "rendition": str(stretch.rendition)}


def to_take(bundle: Bundle, by: Actor) -> Path:
    """The file, for who made it and may still read each paper in the very form that is in it."""
    _require_own(bundle, by)
    _fresh(by, bundle.whole)
    if bundle.state != State.READY:
        raise Refused(f"该册{bundle.get_state_display()}，不能下载。", do="请重新制作后下载。", code="not_ready")
    now = {str(one.document.pk): str(one.rendition.pk) if one.rendition else "0" for one in readable(bundle.case, by)}
    if any(now.get(one["document"]) != one["rendition"] for one in bundle.contents):
        raise Refused("册内的材料已有变化，其中有的已不能阅看或者已换为遮蔽件。", do="请重新制作，按现在可以阅看的内容下载。", code="changed")
    path = path_of(bundle.pk)
    if not path.is_file():
        raise Refused("文件已不在。", do="请重新制作。", code="gone", status=410)
    return path


def keep_selection(case: Case, name: str, chosen: list[str], *, by: Actor, at: datetime) -> Selection:
    """Keep a choice under a name; the same name again is replaced."""
    known = {str(one.document.pk) for one in readable(case, by)}
    wanted = [pk for pk in dict.fromkeys(chosen) if pk in known]
    if not name.strip() or not wanted:
        raise Refused("请选择材料并填写选集名称。", code="missing_field", status=422)
    made, _ = Selection.objects.update_or_create(case=case, account=by.me, name=name.strip()[:60], defaults={"chosen": wanted, "at": at})
    return made


@on_closing
def drop(papers: list[Document], at: datetime) -> None:
    """What was bound of papers that are closed now is void, and its file goes; whoever makes it anew gets what is open."""
    closed = {str(one.pk) for one in papers}
    cases = {one.case_id for one in papers}
    for bundle in Bundle.objects.filter(case__in=cases, state__in=[State.READY, State.MAKING]):
        if closed & set(bundle.chosen):
            Bundle.objects.filter(pk=bundle.pk).update(state=State.DROPPED, fault="册内材料已封存、遮蔽、剔除或者销毁")
            transaction.on_commit(partial(path_of(bundle.pk).unlink, missing_ok=True))


@swept
def sweep() -> int:
    """Take away files kept long enough, and what was left without a row. Gives how many."""
    old = list(Bundle.objects.filter(state=State.READY, until__lt=clock.real_now()).values_list("pk", flat=True))
    Bundle.objects.filter(pk__in=old).update(state=State.EXPIRED)
    for pk in old:
        path_of(pk).unlink(missing_ok=True)
    there = {path.stem: path for path in folder().glob("*.pdf")}
    live = set(Bundle.objects.filter(pk__in=[int(one) for one in there if one.isdigit()], state__in=[State.READY, State.MAKING])
               .values_list("pk", flat=True))  # fmt: skip
    for stem, path in there.items():
        if not stem.isdigit() or int(stem) not in live:
            path.unlink(missing_ok=True)
    return len(old)


def folder() -> Path:
    """Beside the stored content, never among it: back-ups and the checks of the dossier don't see it."""
    return Path(settings.COURT_BLOBS) / "bundles"


def path_of(pk: int) -> Path:
    return folder() / f"{pk}.pdf"


def _ask(bundle: Bundle, at: datetime) -> None:
    ask("bundle.make", key=f"bundle.make:{bundle.pk}:{bundle.turn}", payload={"bundle": str(bundle.pk)}, at=at,
        court=bundle.case.court_id)  # fmt: skip


def _teller(bundle: Bundle):
    last = [0]

    def told(pages: int) -> None:
        if pages - last[0] < EVERY:
            return
        last[0] = pages
        if not Bundle.objects.filter(pk=bundle.pk, state=State.MAKING).update(pages_done=pages):
            raise Cancelled

    return told


def _fail(bundle: Bundle, why: Exception) -> None:
    words = why.message if isinstance(why, Refused) else "制作时出错，请重试；仍不成功的，请联系系统管理员。"
    Bundle.objects.filter(pk=bundle.pk, state=State.MAKING).update(state=State.FAILED, fault=words[:200])


def _tell(bundle: Bundle, at: datetime) -> None:
    url = reverse("bundle" if bundle.made_by.is_staff_member else "litigant_bundle", args=[bundle.pk])
    tell(bundle.made_by.person, kind="bundle_ready", key=f"bundle-ready:{bundle.pk}:{bundle.turn}", at=at, case=bundle.case, url=url,
         title="材料册已制成", text=f"{bundle.case.number}{bundle.called}已制成，保存{keep_days(bundle.case.court_id)}日，请及时下载。")  # fmt: skip


def _fresh(by: Actor, whole: bool) -> None:
    if whole and by.is_staff and not by.fresh_factor:
        raise Refused("导出整卷前需要再次验证身份。", do="请完成验证后继续，或者只选择需要的材料。", code="factor_needed", status=401)


def _require_own(bundle: Bundle, by: Actor) -> None:
    if bundle.made_by_id != by.me.pk or not access.stance(by, bundle.case):
        raise not_there()
