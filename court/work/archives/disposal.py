"""Disposal in two steps (鉴定销毁): a list, its appraisal, a dry run, a wait, and execution by a second person.

Removed are the package and the contents of papers that nothing else in the house uses. Catalogue rows, digests and the
journal stay and prove what there was. A permanent archive can get onto no list and through no step.
"""
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction

from court.base.access.actor import Actor
from court.base.people.models import Office
from court.kit import blobs
from court.kit.days import date_of, iso
from court.kit.ids import new_id
from court.kit.refusal import Refused, not_there
from court.spine.dossier import closing, verification
from court.spine.dossier.models import Document, Rendition
from court.spine.errands.actions import ask
from court.spine.errands.registry import ErrandFails
from court.spine.journal.actions import append
from court.work.archives import certificates, holds, retention, terms
from court.work.archives.models import Appraisal, Archive, Disposal, DisposalItem

State = Disposal.State
COMMITTEE = (Office.ARCHIVIST, Office.DIVISION_HEAD, Office.VICE_PRESIDENT, Office.PRESIDENT, Office.CASE_MANAGER)


@dataclass(frozen=True)
class Reach:
    """What disposal of some archives would remove: digests with bytes, and how many stay because others use them."""

    going: dict[str, int]
    shared: int


def propose(court: str, *, by: Actor, at: datetime) -> Disposal:
    """A list of what is due today."""
    if not by.holds(Office.ARCHIVIST, court):
        raise not_there()
    found = [(archive, kept) for archive, kept in retention.due({court}, date_of(at)) if archive.state == Archive.State.KEPT]
    if not found:
        raise Refused("没有保管期限届满的档案。", code="nothing")
    with transaction.atomic():
        if Disposal.objects.select_for_update().filter(court=court, state__in=[State.APPRAISAL, State.TRIED]).exists():
            raise Refused("本院已有一份鉴定销毁清单正在办理。", do="请先办结或者撤回。", code="twice")
        one = Disposal.objects.create(pk=new_id(), court_id=court, made_by=by.me, made_at=at)
        DisposalItem.objects.bulk_create(
            DisposalItem(pk=new_id(), disposal=one, archive=archive, due=kept.until) for archive, kept in found)
        _note(one, "proposed", by, at, {"archives": len(found)})
    return one


def appraise(pk: int, opinion: str, keep: dict[int, str], *, by: Actor, at: datetime) -> Disposal:
    """One member's opinion under the member's name; what any member wants kept, with the reason, is kept."""
    with transaction.atomic():
        one = _locked(pk, by)
        if one.state != State.APPRAISAL:
            raise Refused(f"该清单{one.get_state_display()}。", do="请刷新页面核对。", code="stale")
        if not opinion.strip():
            raise Refused("请填写鉴定意见。", code="missing_field", status=422)
        if one.appraisals.filter(member__person=by.person_id).exists():
            raise Refused("您已签署鉴定意见。", do="请由鉴定小组其他成员签署。", code="twice")
        if any(not why.strip() for why in keep.values()):
            raise Refused("继续保管的，请写明理由。", code="missing_field", status=422)
        for item in one.items.filter(pk__in=keep):
            item.keep, item.why = True, keep[item.pk].strip()[:200]
            item.save(update_fields=["keep", "why"])
        post = "、".join(dict.fromkeys(p.get_office_display() for p in by.appointments if p.court_id == one.court_id))
        Appraisal.objects.create(pk=new_id(), disposal=one, member=by.me, name=by.me.person.name, post=post[:60],
                                 opinion=opinion.strip()[:200], at=at)
        _note(one, "appraised", by, at, {"kept": len(keep)})
    return one


def try_out(pk: int, *, by: Actor, at: datetime) -> Disposal:
    """The dry run: what would go, what stays and why. Removes nothing; the time of waiting begins."""
    with transaction.atomic():
        one = _locked(pk, by)
        if one.state not in (State.APPRAISAL, State.TRIED):
            raise Refused(f"该清单{one.get_state_display()}。", do="请刷新页面核对。", code="stale")
        members = terms.of(terms.MEMBERS, one.court_id, date_of(at))
        if one.appraisals.values("member__person").distinct().count() < members:
            raise Refused(f"鉴定意见应当由{members}人以上签署。", do="请由鉴定小组其他成员签署后再试运行。", code="too_few")
        going = chosen(one, at)
        found = reach(going)
        one.report = {"archives": [archive.number for archive in going], "files": len(found.going), "bytes": sum(found.going.values()),
                      "shared": found.shared, "held": held_back(one, at)}
        one.state, one.tried_by, one.tried_at, one.ready_from = State.TRIED, by.me, at, at + timedelta(days=terms.of(terms.WAIT, one.court_id, date_of(at)))
        one.save()
        _note(one, "tried", by, at, {"archives": len(going), "files": len(found.going)})
    return one


def execute(pk: int, *, by: Actor, at: datetime) -> Disposal:
    """Another person than who made the list and who tried it, with the factor given again, after the wait."""
    if not by.fresh_factor:
        raise Refused("销毁档案前需要再次验证身份。", do="请完成验证后继续。", code="factor_needed", status=401)
    with transaction.atomic():
        one = _locked(pk, by)
        if one.state != State.TRIED or one.ready_from is None:
            raise Refused("请先试运行。", do="请刷新页面核对。", code="stale")
        if by.person_id in {before.person_id for before in (one.made_by, one.tried_by) if before}:
            raise Refused("销毁应当由提出清单、试运行以外的另一人执行。", do="请由鉴定小组其他成员执行。", code="same_person", status=403)
        if at < one.ready_from:
            raise Refused("等待期尚未届满。", do=f"请于{iso(date_of(one.ready_from))}之后执行。", code="too_early")
        # Only what the dry run named goes: what it held back was shown to nobody as going.
        named = set(one.report.get("archives", ()))
        going = [archive for archive in chosen(one, at) if archive.number in named]
        found = reach(going)
        for archive in going:
            _let_go(archive, by, at)
        one.certificate = certificates.make(one, going, found.going, by, at)
        one.state, one.done_by, one.done_at = State.DONE, by.me, at
        one.save()
        _note(one, "done", by, at, {"archives": len(going), "files": len(found.going), "digest": one.certificate["digest"]})
        # Content goes last, by an errand, when all rows stand: a kill in between leaves it to the next worker.
        ask("archives.dispose", key=f"dispose:{one.pk}", payload={"disposal": str(one.pk)}, at=at, court=one.court_id)
    return one


def withdraw(pk: int, *, by: Actor, at: datetime) -> Disposal:
    with transaction.atomic():
        one = _locked(pk, by)
        if one.state not in (State.APPRAISAL, State.TRIED):
            raise Refused(f"该清单{one.get_state_display()}。", do="请刷新页面核对。", code="stale")
        one.state = State.WITHDRAWN
        one.save(update_fields=["state"])
        _note(one, "withdrawn", by, at, {})
    return one


def chosen(one: Disposal, at: datetime) -> list[Archive]:
    """What of a list may go now: not kept by the committee, and still due as things stand at this moment."""
    return [item.archive for item in _items(one) if not item.keep and not _why_not(item.archive, at)]


def held_back(one: Disposal, at: datetime) -> list[dict]:
    return [{"number": item.archive.number, "why": item.why if item.keep else _why_not(item.archive, at)}
            for item in _items(one) if item.keep or _why_not(item.archive, at)]


def _items(one: Disposal) -> list[DisposalItem]:
    return list(one.items.select_related("archive__case", "archive__court").order_by("due", "pk"))


def _why_not(archive: Archive, at: datetime) -> str:
    kept = retention.of(archive)
    if kept.retention == retention.PERMANENT:
        return "永久保管，不得销毁"
    if kept.until is None or kept.until >= date_of(at):
        return kept.why or "保管期限尚未届满"
    if why := holds.of(archive, at):
        return why
    return "" if archive.state == Archive.State.KEPT else f"档案{archive.get_state_display()}"


def reach(some: list[Archive]) -> Reach:
    """The contents of these archives that nothing else points to."""
    cases = [archive.case_id for archive in some]
    mine = Rendition.objects.filter(document__case__in=cases)
    sizes = dict(mine.values_list("sha256", "size")) | {a.package_sha256: a.package_size or 0 for a in some if a.package_sha256}
    used = _used_elsewhere(set(sizes), cases, [archive.pk for archive in some])
    return Reach({sha: size for sha, size in sizes.items() if sha not in used}, len(used))


def _used_elsewhere(digests: set[str], cases: list[int], archives: list[int]) -> set[str]:
    """Every column of the house that names content (…sha256) is asked, but for the rows that go."""
    found: set[str] = set()
    wanted = sorted(digests)
    for model in apps.get_models():
        for column in (f.attname for f in model._meta.concrete_fields if f.attname.endswith("sha256")):
            rows = model._default_manager.all()
            if model is Rendition:
                rows = rows.exclude(document__case__in=cases)
            elif model is Archive:
                rows = rows.exclude(pk__in=archives)
            for at in range(0, len(wanted), 500):
                found |= set(rows.filter(**{f"{column}__in": wanted[at:at + 500]}).values_list(column, flat=True))
    return found


def _let_go(archive: Archive, by: Actor, at: datetime) -> None:
    Document.objects.filter(case=archive.case_id).update(data={})
    closing.destroy_copies(list(Document.objects.filter(case=archive.case_id)), at)
    Archive.objects.filter(pk=archive.pk).update(state=Archive.State.DISPOSED, disposed_at=at)
    append(archive.case.stream, verification.DISPOSED, by=by.account, at=at, court=archive.court_id,
           facts={"archive": str(archive.pk)})
    append(f"archive:{archive.pk}", "archive.disposed", by=by.account, at=at, court=archive.court_id,
           facts={"number": archive.number, "sha256": archive.package_sha256})


def clear(disposal: int) -> int:
    """Take the contents of an executed list out of the store, asked anew who uses them. Twice is once; how many went.

    ErrandFails while some of it was stored again within the hour: perhaps by somebody whose row is not there yet.
    """
    some = [item.archive for item in DisposalItem.objects.filter(
        disposal=disposal, disposal__state=State.DONE, archive__state=Archive.State.DISPOSED).select_related("archive")]
    store = blobs.store()
    there = [sha for sha in reach(some).going if store.has(sha)]
    gone = sum(store.remove(sha) for sha in there)
    closing.drop_pictures(there)  # drawn by somebody who read on while the content was still there
    if gone < len(there):
        raise ErrandFails("部分内容刚刚又被存入，稍后再次核对后清除。")
    return gone


def _locked(pk: int, by: Actor) -> Disposal:
    one = Disposal.objects.select_for_update(of=("self",)).select_related("court").filter(pk=pk).first()
    if one is None or not by.holds_any(COMMITTEE, one.court_id):
        raise not_there()
    return one


def _note(one: Disposal, what: str, by: Actor, at: datetime, facts: dict) -> None:
    append(one.stream, f"disposal.{what}", by=by.account, at=at, court=one.court_id, facts=facts)
