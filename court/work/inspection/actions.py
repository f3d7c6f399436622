"""Asking to read, deciding, prolonging, revoking. A decision holds from its moment; reach.py asks the rest anew."""
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.base.access.limits import limit
from court.base.courts.bounds import held
from court.base.courts.models import Court
from court.kit.days import date_of, stamp
from court.kit.ids import new_id
from court.kit.refusal import Refused, not_there
from court.spine.cases.models import Case, Handler
from court.spine.dossier import actions as dossier
from court.spine.dossier.actions import Arrived
from court.spine.dossier.models import Document
from court.spine.journal.actions import append
from court.spine.messages.actions import tell
from court.spine.tasks.actions import close_tasks, open_task
from court.spine.tasks.models import Task
from court.work.inspection import reach, standing, terms
from court.work.inspection.access import KIND
from court.work.inspection.models import Extension, Inspection
from court.work.inspection.standing import Standing

TASK, MORE_TASK = "inspection", "inspection_more"
LABELS = {TASK: "审批网上阅卷申请", MORE_TASK: "审批延长网上阅卷"}
State, Scope = Inspection.State, Inspection.Scope


@dataclass(frozen=True)
class Wanted:
    """What somebody asks to read, and why. `principal`: for whom, where it is not one's own case."""

    scope: str
    purpose: str
    items: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    wants_copy: bool = False
    principal: str = ""


@dataclass(frozen=True)
class Grant:
    """What is granted. `days` None: as the court has set; `authority_until`: the last day of the authority.

    confirmed  who decides looked at the papers of the authority where they differ from the records (standing.doubts)
    """

    scope: str = ""
    items: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    may_copy: bool = False
    days: int | None = None
    authority_until: date | None = None
    confirmed: bool = False


def ask_own(found: Standing, wanted: Wanted, *, by: Actor, at: datetime, key: str = "") -> Inspection:
    """A request in a case one is in already: the mandate or the party stands for the authority."""
    assert found.case is not None
    if wanted.scope == Scope.PAPERS:
        open_to_ask = {str(one.document.pk) for one in reach.askable(found.case, found.party.pk if found.party else None, by)}
        if not wanted.papers or set(wanted.papers) - open_to_ask:
            raise Refused("请选择要阅看的材料。", do="只能选择本案正卷中已入卷的材料。", code="missing_field", status=422)
    return _write(found, found.case.court, found.case.number, wanted, [], by, at, key)


def ask_by_number(court: Court, number: str, found: Standing, wanted: Wanted, papers: dict[str, Arrived], *, by: Actor,
                  at: datetime, key: str = "") -> Inspection:
    """A request for a case one is not in (yet), with the papers of the authority by their titles."""
    if wanted.scope == Scope.PAPERS:
        raise Refused("按案号申请的，请选择全部正卷或者材料种类。", code="bad_field", status=422)
    if not papers:
        raise Refused("请上传委托手续：授权委托书、律师事务所函、执业证。", law="最高人民法院关于诉讼代理人查阅民事案件材料的规定第四条",
                      code="missing_field", status=422)
    if not wanted.principal.strip():
        raise Refused("请填写委托人。", code="missing_field", status=422)
    return _write(found, court, standing.folded(number), wanted, list(papers.items()), by, at, key)


def _write(found: Standing, court: Court, number: str, wanted: Wanted, papers: list, by: Actor, at: datetime,
           key: str) -> Inspection:
    standing.check(found)
    if not wanted.purpose.strip():
        raise Refused("请填写阅卷目的。", code="missing_field", status=422)
    if wanted.scope not in Scope.values or (wanted.scope == Scope.ITEMS and not wanted.items):
        raise Refused("请选择阅卷范围。", code="missing_field", status=422)
    if key and (done := Inspection.objects.filter(account=by.account, key=key).first()):
        return done
    one = Inspection(
        pk=new_id(), court=court, case=found.case, number=number, account=by.me, person=by.me.person, capacity=found.capacity,
        party=found.party, representative=found.representative, principal=wanted.principal.strip()[:120], scope=wanted.scope,
        items=wanted.items if wanted.scope == Scope.ITEMS else [], papers=wanted.papers if wanted.scope == Scope.PAPERS else [],
        purpose=wanted.purpose.strip()[:300], wants_copy=wanted.wants_copy, key=key, asked_at=at,
        decide_by=terms.decide_by(court.pk, date_of(at)))
    _not_twice(one)
    limit(f"inspection:{by.me.pk}", held("rate.inspection_asks"), 24 * 3600, message="今日提出的申请过多。")
    with transaction.atomic():
        one.save(force_insert=True)
        for title, arrived in papers:
            dossier.receive(court, arrived, kind=KIND, title=title, by=by, at=at, intake_id=one.pk,
                            secrecy=Document.Secrecy.OWN)
        _note(one, "asked", by, at, {"case": str(one.case_id or ""), "capacity": one.capacity, "scope": one.scope,
                                     "copy": one.wants_copy})
        _open(one, TASK, at, one.decide_by)
    return one


def _not_twice(one: Inspection) -> None:
    """The same number, scope and papers wait already, whether or not there is such a case."""
    same = Inspection.objects.filter(person=one.person, court=one.court, number=one.number, state=State.WAITING, scope=one.scope,
                                     wants_copy=one.wants_copy, capacity=one.capacity, principal=one.principal)
    if waiting := next((other for other in same if (other.items, other.papers) == (one.items, one.papers)), None):
        raise Refused(f"同一范围的阅卷申请已于{stamp(waiting.asked_at)}提交，待审批。",
                      do="请等待法院处理；需要更改范围的，请先撤回再重新申请。", code="twice")


def hand_over(case: Case, at: datetime) -> None:
    """The tasks of a case's requests anew, for whoever handles it now, with the days they have."""
    for one in Inspection.objects.filter(case=case, state__in=[State.WAITING, State.GRANTED]).select_related("case"):
        for kind in (TASK, MORE_TASK):
            for task in Task.objects.filter(subject=one.stream, kind=kind, state=Task.State.OPEN):
                close_tasks(one.stream, kind, by=None, at=at, cancelled=True)
                _open(one, kind, at, task.due_on)


def _open(one: Inspection, kind: str, at: datetime, due_on: date | None) -> None:
    open_task(court=one.court_id, case=one.case, subject=one.stream, kind=kind, label=LABELS[kind], at=at, due_on=due_on, **owner(one))


def owner(one: Inspection) -> dict:
    """The clerk of the case, else its judge; where nobody handles it, the desk that does."""
    if one.case is not None:
        handlers = {h.role: h.account for h in one.case.handlers.filter(until=None).select_related("account")}
        for role in (Handler.Role.CLERK, Handler.Role.JUDGE):
            if role in handlers:
                return {"assignee": handlers[role]}
        if one.case.archived_on:
            return {"office": "archivist"}
    return {"office": "filing_clerk"}


def grant(pk: int, given: Grant, *, by: Actor, at: datetime) -> Inspection:
    """The papers open for a limited time, whole or in part."""
    with transaction.atomic():
        one = _to_decide(pk, by)
        if one.case is None:
            raise Refused("该申请所填案号没有对应的案件，不能准许。", do="请核对案号后写明理由不予准许，由申请人更正后重新提出。", code="no_case")
        scope = given.scope or one.scope
        items = list(given.items or one.items) if scope == Scope.ITEMS else []
        papers = list(given.papers or one.papers) if scope == Scope.PAPERS else []
        if scope not in Scope.values or (scope == Scope.ITEMS and not items) or (scope == Scope.PAPERS and not papers):
            raise Refused("请选择准许阅看的材料。", code="missing_field", status=422)
        days = terms.read_days(one.court_id, date_of(at)) if given.days is None else given.days
        _within(days)
        if (doubts := standing.doubts(one)) and not given.confirmed:
            raise Refused(f"{'；'.join(doubts)}。", do="请核对委托手续后勾选确认，或者写明理由不予准许。", code="doubtful", status=422)
        one.granted, one.granted_items, one.granted_papers = scope, items, papers
        one.may_copy, one.authority_until = given.may_copy, given.authority_until
        one.until = terms.until(at, days, one.authority_until)
        if len(named := standing.principals(one)) == 1:
            one.party = named[0]
        if why := reach.shut(_as_granted(one), at):
            raise Refused(why, do="请不予准许并写明理由。", code="no_authority")
        _settle(one, State.GRANTED, by, at, "")
        _note(one, "granted", by, at, {"scope": scope, "copy": one.may_copy, "until": one.until.isoformat(),
                                       **({"confirmed": True} if doubts else {})})
        _tell(one, "granted", "网上阅卷申请已获准许", f"您对{one.number}的阅卷申请已获准许，请在{stamp(one.until)}前登录阅看。"
              f"{'准许下载，下载件带有您的姓名和时间。' if one.may_copy else '本次不含下载。'}", at)
    return one


def refuse(pk: int, reason: str, *, by: Actor, at: datetime) -> Inspection:
    """No, with the reason, served as a message that says what can be done."""
    if not reason.strip():
        raise Refused("请填写不予准许的理由。", code="missing_field", status=422)
    with transaction.atomic():
        one = _to_decide(pk, by)
        _settle(one, State.REFUSED, by, at, reason)
        _note(one, "refused", by, at)
        _tell(one, "refused", "网上阅卷申请未获准许", f"您对{one.number}的阅卷申请未获准许。理由：{one.reason}。"
              "可以按理由补正手续后重新申请；对处理有异议的，可以向该院诉讼服务中心或者拨打12368反映。", at)
    return one


def withdraw(pk: int, *, by: Actor, at: datetime) -> Inspection:
    with transaction.atomic():
        one = _locked(pk)
        if one.person_id != by.person_id:
            raise not_there()
        _still_waiting(one)
        one.state, one.ended_by, one.ended_at = State.WITHDRAWN, by.me, at
        one.save(update_fields=["state", "ended_by", "ended_at"])
        close_tasks(one.stream, TASK, by=by.account, at=at, cancelled=True)
        _note(one, "withdrawn", by, at)
    return one


def finish(pk: int, *, by: Actor, at: datetime) -> Inspection:
    """Who was granted a reading needs it no longer: it ends at once."""
    with transaction.atomic():
        one = _locked(pk)
        if one.person_id != by.person_id:
            raise not_there()
        if one.state != State.GRANTED:
            raise Refused(f"该申请{one.get_state_display()}，没有可以结束的阅卷。", do="请刷新页面核对。", code="stale")
        one.state, one.ended_by, one.ended_at = State.FINISHED, by.me, at
        one.save(update_fields=["state", "ended_by", "ended_at"])
        one.extensions.filter(decided_at=None).update(decided_at=at, decided_by=by.me, reason="申请人已结束阅卷")
        close_tasks(one.stream, MORE_TASK, by=by.account, at=at, cancelled=True)
        _note(one, "finished", by, at)
    return one


def revoke(pk: int, reason: str, *, by: Actor, at: datetime) -> Inspection:
    """Ends a grant at once: the next page is refused."""
    if not reason.strip():
        raise Refused("请填写撤销的理由。", code="missing_field", status=422)
    with transaction.atomic():
        one = _locked(pk)
        require(by, "decide", one)
        if one.state != State.GRANTED:
            raise Refused(f"该申请{one.get_state_display()}，不能撤销。", do="请刷新页面核对。", code="stale")
        one.state, one.reason, one.ended_by, one.ended_at = State.REVOKED, reason.strip()[:300], by.me, at
        one.save(update_fields=["state", "reason", "ended_by", "ended_at"])
        one.extensions.filter(decided_at=None).update(decided_at=at, decided_by=by.me, reason=one.reason[:200])
        close_tasks(one.stream, MORE_TASK, by=by.account, at=at, cancelled=True)
        _note(one, "revoked", by, at)
        _tell(one, "revoked", "网上阅卷已被撤销", f"法院已撤销您对{one.number}的阅卷，自即时起不能继续阅看。理由：{one.reason}。", at)
    return one


def ask_more(pk: int, why: str, *, by: Actor, at: datetime) -> Extension:
    """The applicant asks for more time, while the grant runs or after it ended by time."""
    if not why.strip():
        raise Refused("请填写延长的事由。", code="missing_field", status=422)
    with transaction.atomic():
        one = _locked(pk)
        if one.person_id != by.person_id:
            raise not_there()
        if one.state != State.GRANTED:
            raise Refused(f"该申请{one.get_state_display()}，不能申请延长。", do=reach.AGAIN, code="stale")
        if why := reach.lost(one, at):
            raise Refused(why, do=reach.AGAIN, code="no_authority")
        if waiting := one.extensions.filter(decided_at=None).first():
            return waiting
        made = Extension.objects.create(inspection=one, why=why.strip()[:200], asked_at=at, asked_by=by.me)
        _note(one, "more_asked", by, at, {"extension": str(made.pk)})
        _open(one, MORE_TASK, at, terms.decide_by(one.court_id, date_of(at)))
    return made


def decide_more(pk: int, *, by: Actor, at: datetime, days: int | None = None, reason: str = "") -> Extension:
    """More time from now or from the end, whichever is later; or, without days, a refusal with its reason."""
    with transaction.atomic():
        one = _locked(pk)
        require(by, "decide", one)
        asked = one.extensions.filter(decided_at=None).first()
        if asked is None or one.state != State.GRANTED or one.until is None:
            raise Refused("该申请已办理。", do="请刷新页面核对。", code="stale")
        if days is None and not reason.strip():
            raise Refused("请填写不予延长的理由。", code="missing_field", status=422)
        asked.decided_at, asked.decided_by, asked.reason = at, by.me, reason.strip()[:200] if days is None else ""
        if days is not None:
            _within(days)
            asked.until = one.until = _later(one, at, days)
            one.save(update_fields=["until"])
        asked.save()
        close_tasks(one.stream, MORE_TASK, by=by.account, at=at)
        _note(one, "more_decided", by, at, {"extension": str(asked.pk), "until": asked.until.isoformat() if asked.until else ""})
        text = f"已延长至{stamp(asked.until)}。" if asked.until else f"未获准许，理由：{asked.reason}。"
        _tell(one, f"more-{asked.pk}", "网上阅卷延长申请的处理", f"您延长阅看{one.number}的申请{text}", at)
    return asked


def _later(one: Inspection, at: datetime, days: int) -> datetime:
    """The new end. Refused where the authority has ended or ends before it would help."""
    assert one.until is not None
    if why := reach.lost(one, at):
        raise Refused(why, do="请不予延长并写明理由。", code="no_authority")
    later = terms.until(max(at, one.until), days, one.authority_until)
    if later <= one.until:
        raise Refused("委托手续载明的授权期限届满后不能阅看，无法再延长。", do="请不予延长；有新的委托手续的，由申请人重新申请。", code="no_authority")
    return later


def _within(days: int) -> None:
    if not 1 <= days <= terms.LONGEST:
        raise Refused(f"阅看期限应为1至{terms.LONGEST}日。", do="请更正后再提交。", code="bad_field", status=422)


def _as_granted(one: Inspection) -> Inspection:
    one.state = State.GRANTED
    return one


def _locked(pk: int) -> Inspection:
    rows = Inspection.objects.select_for_update(of=("self",)).select_related("case", "court", "person", "account", "party", "representative")
    one = rows.filter(pk=pk).first()
    if one is None:
        raise not_there()
    return one


def _to_decide(pk: int, by: Actor) -> Inspection:
    one = _locked(pk)
    require(by, "decide", one)
    _still_waiting(one)
    return one


def _still_waiting(one: Inspection) -> None:
    if one.state != State.WAITING:
        raise Refused(f"该申请已办理（{one.get_state_display()}）。", do="请刷新页面核对。", code="stale")


def _settle(one: Inspection, state: str, by: Actor, at: datetime, reason: str) -> None:
    one.state, one.decided_by, one.decided_at, one.reason = state, by.me, at, reason.strip()[:300]
    one.save()
    close_tasks(one.stream, TASK, by=by.account, at=at)


def _tell(one: Inspection, what: str, title: str, text: str, at: datetime) -> None:
    tell(one.person, kind="inspection", key=f"inspection-{what}:{one.pk}", at=at, case=one.case, title=title, text=text,
         url=f"/inspections/{one.pk}/")


def _note(one: Inspection, what: str, by: Actor, at: datetime, facts: dict | None = None) -> None:
    append(one.stream, f"inspection.{what}", by=by.account, at=at, court=one.court_id, facts=facts or {})
