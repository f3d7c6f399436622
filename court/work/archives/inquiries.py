"""Asking to look into an archive with papers of the right to it, and the archivist's decision."""
from datetime import datetime, timedelta

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.base.access.limits import limit
from court.base.courts import clock
from court.base.courts.bounds import held
from court.base.courts.models import Court
from court.base.people.models import Appointment, Office
from court.kit.days import date_of, iso, stamp
from court.kit.ids import new_id
from court.kit.refusal import Refused, not_there
from court.spine.cases.models import Case
from court.spine.dossier import actions as dossier
from court.spine.dossier.actions import Arrived
from court.spine.dossier.models import Document
from court.spine.journal.actions import append
from court.spine.messages.actions import tell
from court.spine.tasks.actions import close_tasks, open_task
from court.work.archives import opening, terms
from court.work.archives.models import Archive, Inquiry

TASK, KIND = "archive_inquiry", "inquiry_authority"
State = Inquiry.State


def ask(court: Court, number: str, relation: str, why: str, papers: dict[str, Arrived], *, by: Actor, at: datetime,
        key: str = "") -> Inquiry:
    """Taken whether or not there is such an archive: the answer is the same (S11)."""
    if relation not in Inquiry.Relation.values or not why.strip():
        raise Refused("请填写与案件的关系和查档目的。", code="missing_field", status=422)
    if not papers:
        raise Refused("请上传证明材料：身份证件、委托手续、亲属关系或者利害关系证明。", code="missing_field", status=422)
    if key and (done := Inquiry.objects.filter(account=by.account, key=key).first()):
        return done
    folded = "".join(number.split()).replace("(", "（").replace(")", "）")[:40]
    _not_twice(court, folded, by)
    limit(f"inquiry:{by.me.pk}", held("rate.inspection_asks"), 24 * 3600, message="今日提出的申请过多。")
    archive = Archive.objects.filter(case__number=folded, court=court).exclude(
        case__secrecy=Case.Secrecy.SEALED).exclude(case__is_state_secret=True).first()
    due = clock.calendar_for().add_workdays(date_of(at), terms.of(terms.DECIDE, court.pk, date_of(at)))
    one = Inquiry(pk=new_id(), court=court, archive=archive, number=folded, account=by.me, person=by.me.person, relation=relation,
                  why=why.strip()[:300], key=key, asked_at=at, decide_by=due)
    with transaction.atomic():
        one.save(force_insert=True)
        for title, arrived in papers.items():
            dossier.receive(court, arrived, kind=KIND, title=title, by=by, at=at, intake_id=one.pk, secrecy=Document.Secrecy.OWN)
        _note(one, "asked", by, at, {"archive": str(one.archive_id or ""), "relation": relation})
        open_task(court=court.pk, subject=one.stream, kind=TASK, label="审批查档申请", at=at, office="archivist", due_on=due)
    return one


def _not_twice(court: Court, number: str, by: Actor) -> None:
    waiting = Inquiry.objects.filter(person=by.person_id, court=court, number=number, state=State.WAITING).first()
    if waiting is not None:
        raise Refused(f"该案号的查档申请已于{stamp(waiting.asked_at)}提交，待审批。", do="请等待处理，结果以消息告知。", code="twice")


def decide(pk: int, *, by: Actor, at: datetime, granted: bool, reason: str = "", days: int | None = None) -> Inquiry:
    """Granted for `days`, else as long as the court has set; or refused with the reason."""
    with transaction.atomic():
        one = _locked(pk)
        require(by, "decide", one)
        if one.state != State.WAITING:
            raise Refused(f"该申请已办理（{one.get_state_display()}）。", do="请刷新页面核对。", code="stale")
        if granted and one.archive is None:
            raise Refused("所填案号没有对应的档案，不能准许。", do="请写明理由不予准许，由申请人更正后重新提出。", code="no_case")
        if granted and one.archive is not None and (why := opening.gone(one.archive)):
            raise Refused(f"该档案{why}，不能准许查阅。", do="请写明理由不予准许。", code="closed")
        if not granted and not reason.strip():
            raise Refused("请填写不予准许的理由。", code="missing_field", status=422)
        days = terms.of(terms.OPEN, one.court_id, date_of(at)) if days is None else days
        if not 1 <= days <= 60:
            raise Refused("查阅期限应为1至60日。", code="bad_field", status=422)
        one.state, one.decided_by, one.decided_at = State.GRANTED if granted else State.REFUSED, by.me, at
        one.reason = "" if granted else reason.strip()[:300]
        one.until = at + timedelta(days=days) if granted else None
        one.save()
        close_tasks(one.stream, TASK, by=by.account, at=at)
        _note(one, str(one.state), by, at, {"until": one.until.isoformat() if one.until else ""})
        text = (f"您查阅{one.number}档案的申请已获准许，请在{stamp(one.until)}前查阅、打印。" if one.until else
                f"您查阅{one.number}档案的申请未获准许。理由：{one.reason}。可以补充材料后重新申请，或者拨打12368咨询。")
        tell(one.person, kind="archive_inquiry", key=f"archive-inquiry:{one.pk}", at=at, title="查档申请的处理", text=text,
             url="/archive-query/")
    return one


def end(pk: int, reason: str, *, by: Actor, at: datetime) -> Inquiry:
    """A grant ends at once: the next page is refused."""
    with transaction.atomic():
        one = _locked(pk)
        require(by, "decide", one)
        if one.state != State.GRANTED or not reason.strip():
            raise Refused("只能终止已准许的查档，并应当填写理由。", do="请刷新页面核对。", code="stale")
        one.state, one.reason = State.ENDED, reason.strip()[:300]
        one.save(update_fields=["state", "reason"])
        _note(one, "ended", by, at, {})
    return one


def warn_overdue(at: datetime) -> int:
    """Tell archivists and the court's president of requests whose day to decide has passed, once each; how many are late."""
    on = date_of(at)
    late = list(Inquiry.objects.filter(state=State.WAITING, decide_by__lt=on).order_by("decide_by", "pk"))
    for one in late:
        posts = Appointment.objects.valid(on).filter(court=one.court_id, office__in=[Office.ARCHIVIST, Office.PRESIDENT])
        with transaction.atomic():
            for post in posts.select_related("account__person"):
                url = f"/staff/archives/inquiries/{one.pk}/" if post.office == Office.ARCHIVIST else ""
                tell(post.account.person, kind="archive_inquiry_late", key=f"archive-inquiry-late:{one.pk}:{post.account_id}", at=at,
                     title="查档申请逾期未审批", url=url, text=f"{one.number}的查档申请应于{iso(one.decide_by)}前审批，现已逾期，请督促办理。")
    return len(late)


def _locked(pk: int) -> Inquiry:
    one = Inquiry.objects.select_for_update(of=("self",)).select_related("archive__case", "person", "court").filter(pk=pk).first()
    if one is None:
        raise not_there()
    return one


def _note(one: Inquiry, what: str, by: Actor, at: datetime, facts: dict) -> None:
    append(one.stream, f"inquiry.{what}", by=by.account, at=at, court=one.court_id, facts=facts)
