"""What comes in and where it goes: received with a receipt, given to a case and its judge, or sent back with a reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.base.courts.calendars import calendar_for
from court.base.courts.models import Court
from court.base.courts.queries import setting
from court.base.people.models import Account
from court.kit.days import date_of
from court.kit.ids import new_id, public_code
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Handler, Party
from court.spine.dossier import actions as dossier
from court.spine.dossier import allowed, places
from court.spine.dossier.actions import Arrived
from court.spine.dossier.models import Document
from court.spine.journal.actions import append
from court.spine.messages.actions import tell
from court.spine.tasks.actions import close_tasks, open_task
from court.work.intake.access import handlers, may_scan
from court.work.intake.models import Intake

SORT, NEW = "sort_intake", "new_material"
# One task a person for the same material; closing any of them closes the others.
TOLD = {NEW: (Handler.Role.PRESIDING, Handler.Role.JUDGE), "new_material_clerk": (Handler.Role.CLERK, Handler.Role.ASSISTANT)}
HAND_OVER, SCAN = "intake.hand_over_days", "intake.scan_days"
DEFAULT_DAYS = {HAND_OVER: 2, SCAN: 1}
CLOSED_STAGES = {"archived"}


@dataclass(frozen=True)
class Sender:
    """Who hands in, by which door, and what they say of it."""

    door: str
    name: str
    phone: str = ""
    account: Account | None = None
    from_court: Court | None = None
    mail_number: str = ""
    asked: str = ""
    sheets: int | None = None
    remarks: str = ""


@dataclass(frozen=True)
class Paper:
    """One paper of several files, in their order."""

    title: str
    files: Sequence[Arrived]


def natural(name: str) -> list:
    """The order in which people count: 第2页 before 第10页."""
    return [(0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", name.lower()) if part]


def receive(court: Court, sender: Sender, papers: Sequence[Paper], *, by: Actor, at: datetime, case: Case | None = None,
            party: Party | None = None, key: str = "") -> Intake:
    """Take in what somebody brings; with a case it goes there at once, without one it lies in the tray.

    The same key twice is one intake. Refused after the case went to the archive.
    """
    if key and (known := Intake.objects.filter(key=_key(by, key)).first()):
        return known
    may_bring(by, court.pk, case)
    allowed.refuse_many(sum(len(paper.files) for paper in papers))
    with transaction.atomic():
        if case is not None:
            case = _open_case(case.pk)
        intake = Intake(
            pk=new_id(), court=court, door=sender.door, sender=sender.name.strip()[:120] or "未具名",
            sender_phone=sender.phone, account=sender.account, from_court=sender.from_court,
            mail_number=sender.mail_number, asked=sender.asked.strip()[:60], sheets=sender.sheets,
            remarks=sender.remarks.strip()[:500], code=public_code(), key=_key(by, key), received_at=at,
            received_by=by.account, case=case, party=party,
            state=Intake.State.GIVEN if case else Intake.State.OPEN,
        )  # fmt: skip
        _save_once(intake)
        if intake.key and Intake.objects.filter(key=intake.key).exclude(pk=intake.pk).exists():
            return Intake.objects.get(key=intake.key)
        _take(intake, papers, by, at)
        _note(intake, "received", by, at, door=intake.door, papers=len(papers))
        if case is None:
            open_sorting(intake, at)
        else:
            intake.ended_at, intake.ended_by = at, by.account
            intake.save(update_fields=["ended_at", "ended_by"])
            _tell_the_court(intake, at, by)
    return intake


def may_bring(by: Actor, court: str, case: Case | None) -> None:
    """Refused for whoever may not bring this: parties bring to their own case or the tray, staff as access.may_scan()."""
    if by.is_staff:
        if not may_scan(by, court, case):
            raise Refused("该案件的材料由本案办案人员、立案窗口、送达专员或者档案管理员扫描。", do="请登记到收件箱，或者联系本案书记员。",
                          code="forbidden", status=403)  # fmt: skip
    elif case is not None:
        require(by, "read", case)


def _key(by: Actor, key: str) -> str:
    return f"{by.me.pk}:{key}"[:120] if key else ""


def _save_once(intake: Intake) -> None:
    Intake.objects.bulk_create([intake], ignore_conflicts=bool(intake.key))


def add(intake_id: int, papers: Sequence[Paper], *, by: Actor, at: datetime) -> Intake:
    """Further papers of an intake that still lies in the tray: what was scanned later."""
    with transaction.atomic():
        intake = _open(intake_id, by)
        _take(intake, papers, by, at)
        _note(intake, "added", by, at, papers=len(papers))
    return intake


def _take(intake: Intake, papers: Sequence[Paper], by: Actor, at: datetime) -> None:
    scanned = intake.door in (Intake.Door.SCAN, Intake.Door.COUNTER, Intake.Door.POST)
    for paper in papers:
        dossier.receive(
            intake.court, list(paper.files) if len(paper.files) > 1 else paper.files[0],
            kind="scanned" if scanned else "material", title=paper.title, by=by, at=at, case=intake.case,
            intake_id=intake.pk, party=intake.party,
        )  # fmt: skip
    if papers and intake.scanned_at is None:
        intake.scanned_at = at
        intake.save(update_fields=["scanned_at"])


def due_on(court: str, since: datetime, key: str = HAND_OVER) -> date:
    """Until when the tray is to be emptied (scanned): working days after the day it came; the court's own setting."""
    day = date_of(since)
    days = setting(key, DEFAULT_DAYS[key], on=day, court=court)
    return calendar_for().add_workdays(day, days if isinstance(days, int) else DEFAULT_DAYS[key])


def open_sorting(intake: Intake, at: datetime) -> None:
    open_task(court=intake.court_id, subject=intake.stream, kind=SORT, label=f"收件待分转：{intake.sender}", at=at,
              office="filing_clerk", due_on=due_on(intake.court_id, intake.received_at))  # fmt: skip


def take(intake_id: int, *, by: Actor, at: datetime) -> Intake:
    """领办: say that I deal with it, or take it over from who had it."""
    with transaction.atomic():
        intake = _open(intake_id, by)
        if intake.holder_id != by.me.pk:
            intake.holder = by.account
            intake.save(update_fields=["holder"])
            _note(intake, "taken", by, at)
    return intake


def give(intake_id: int, case: Case, *, by: Actor, at: datetime, party: Party | None = None) -> Intake:
    """To its case: the papers become papers of the case, judge and clerk get a task, the sender is told. Twice is once.

    Two people giving the same intake at once: the second is told what the first did.
    """
    with transaction.atomic():
        case = _open_case(case.pk)
        intake = _locked(intake_id, by)
        if intake.state == Intake.State.GIVEN and intake.case_id == case.pk:
            return intake
        _still_open(intake)
        if case.court_id != intake.court_id:
            raise Refused(f"{case.number}由{case.court.name}受理，不能直接转入。", do="请退回递交人，或者由该院登记收件。", code="other_court")
        if party is not None and party.case_id != case.pk:
            raise Refused("递交人不是该案当事人。", do="请重新选择。", code="bad_field", status=422)
        if intake.documents.exists() and not intake.documents.exclude(state=Document.State.REFUSED).exists():
            raise Refused("材料均未通过安全检查，不能转入案件。", do="请按材料所列原因重新扫描后补扫，或者退回递交人。", code="all_refused")
        for document in _lying(intake).exclude(state=Document.State.REFUSED):
            dossier.give(document, case, by=by, at=at, party=party)
        intake.case, intake.party, intake.state = case, party, Intake.State.GIVEN
        intake.ended_at, intake.ended_by = at, by.account
        intake.save(update_fields=["case", "party", "state", "ended_at", "ended_by"])
        _note(intake, "given", by, at, case=str(case.pk))
        close_tasks(intake.stream, SORT, by=by.account, at=at)
        _tell_the_court(intake, at, by)
        _tell_the_sender(intake, at, "intake_given", "材料已转办案人员", f"您递交的材料（查询码{intake.code}）已转入{case.number}办案人员。")
    return intake


def _lying(intake: Intake) -> QuerySet[Document]:
    """Its papers without a case yet, and what was split out of them; what a sheet gives to another case has a row of its own."""
    found = Document.objects.filter(intake_id=intake.pk, case=None)
    return found.select_for_update(of=("self",)).order_by("id")


def send_back(intake_id: int, why: str, *, by: Actor, at: datetime) -> Intake:
    """退回递交人 with the reason; what was scanned stays with the row for the record."""
    if not why.strip():
        raise Refused("退回应当写明理由。", do="请写明退回理由和递交人可以怎样办理。", code="no_reason", status=422)
    with transaction.atomic():
        intake = _open(intake_id, by)
        intake.state, intake.why, intake.ended_at, intake.ended_by = Intake.State.RETURNED, why.strip()[:300], at, by.account
        intake.save(update_fields=["state", "why", "ended_at", "ended_by"])
        _note(intake, "returned", by, at)
        close_tasks(intake.stream, SORT, by=by.account, at=at)
        _tell_the_sender(intake, at, "intake_returned", "材料已退回", f"您递交的材料（查询码{intake.code}）已退回：{intake.why}")
    return intake


def settle(intake_id: int, outcome: str, *, by: Actor, at: datetime, note: str = "", to: Account | None = None) -> Intake:
    """What became of new material: on the record, to be answered, passed on to somebody with the reason. Closes the tasks."""
    if outcome not in Intake.Settled.values:
        raise Refused("请选择处理结果。", code="bad_field", status=422)
    if outcome != Intake.Settled.FILED and not note.strip():
        raise Refused("请写明需要回复的事项或者转交的理由。", do="填写后再提交。", code="no_reason", status=422)
    with transaction.atomic():
        intake = Intake.objects.select_for_update(of=("self",)).select_related("case__court").get(pk=intake_id)
        require(by, "settle", intake)
        if intake.settled == outcome and intake.settled != Intake.Settled.PASSED:
            return intake
        if intake.settled and intake.settled != Intake.Settled.PASSED:
            raise Refused(f"该材料已由{intake.settled_by}处理：{intake.get_settled_display()}。", do="请刷新页面核对。", code="stale")
        if outcome == Intake.Settled.PASSED:
            _pass_on(intake, to, by, at, note)
        intake.settled, intake.settled_note = outcome, note.strip()[:300]
        intake.settled_at, intake.settled_by = at, by.account
        intake.save(update_fields=["settled", "settled_note", "settled_at", "settled_by"])
        _note(intake, "settled", by, at, outcome=outcome)
        if outcome != Intake.Settled.PASSED:
            _close_new(intake, by, at)
    return intake


def _pass_on(intake: Intake, to: Account | None, by: Actor, at: datetime, note: str) -> None:
    assert intake.case is not None
    if to is None or to.pk not in handlers(intake.case) or to.pk == by.me.pk:
        raise Refused("请选择本案的其他办案人员。", do="不属于本案的材料，请退回收件箱。", code="bad_field", status=422)
    _close_new(intake, by, at)
    open_task(court=intake.court_id, case=intake.case, subject=intake.stream, kind=NEW, at=at, assignee=to,
              label=f"新收到材料（{by.person}转交）：{intake.sender}")  # fmt: skip


def take_back(intake_id: int, why: str, *, by: Actor, at: datetime) -> Intake:
    """退回收件箱: given to the wrong case, it lies in the tray again and leaves the case's dossier, in one step."""
    if not why.strip():
        raise Refused("退回收件箱应当写明理由。", do="请写明为什么不属于本案。", code="no_reason", status=422)
    with transaction.atomic():
        case_id = Intake.objects.values_list("case_id", flat=True).get(pk=intake_id)
        places.hold_case(case_id)
        intake = Intake.objects.select_for_update(of=("self",)).select_related("case__court").get(pk=intake_id)
        if intake.state != Intake.State.GIVEN:
            raise Refused("该收件不在案件中。", do="请刷新页面核对。", code="stale")
        require(by, "settle", intake)
        mine = Document.objects.filter(intake_id=intake.pk, case=case_id).exclude(state=Document.State.STRUCK)
        for document in mine.select_for_update(of=("self",)).select_related("case").order_by("id"):
            dossier.give_back(document, by=by, at=at)
        _close_new(intake, by, at)
        intake.state, intake.case, intake.party, intake.holder = Intake.State.OPEN, None, None, None
        intake.settled, intake.ended_at, intake.ended_by, intake.why = "", None, None, why.strip()[:300]
        intake.save(update_fields=["state", "case", "party", "holder", "settled", "ended_at", "ended_by", "why"])
        _note(intake, "taken_back", by, at, case=str(case_id))
        open_sorting(intake, at)
    return intake


def _close_new(intake: Intake, by: Actor, at: datetime) -> None:
    for kind in TOLD:
        close_tasks(intake.stream, kind, by=by.account, at=at)


def _tell_the_court(intake: Intake, at: datetime, by: Actor) -> None:
    """Judge and clerk each get the material as a task; where nobody handles the case yet, its case manager."""
    assert intake.case is not None
    roles = handlers(intake.case)
    made = False
    for kind, wanted in TOLD.items():
        who = next((pk for role in wanted for pk, held in roles.items() if held == role), None)
        made = made or who is not None
        if who is not None and who != by.me.pk:
            open_task(court=intake.court_id, case=intake.case, subject=intake.stream, kind=kind, at=at,
                      label=f"新收到材料：{intake.sender}", assignee=Account.objects.get(pk=who))  # fmt: skip
    if not made:
        open_task(court=intake.court_id, case=intake.case, subject=intake.stream, kind=NEW, at=at,
                  label=f"新收到材料：{intake.sender}", office="case_manager")  # fmt: skip


def _tell_the_sender(intake: Intake, at: datetime, kind: str, title: str, text: str) -> None:
    if intake.account:
        tell(intake.account.person, kind=kind, key=f"{kind}:{intake.pk}:{int(at.timestamp())}", at=at, title=title, text=text)


def _open_case(case_id: int) -> Case:
    case = Case.objects.select_for_update(of=("self",)).select_related("court").get(pk=case_id)
    if case.stage in CLOSED_STAGES or case.archived_on:
        raise Refused(f"{case.number}已归档，不再接收材料。", law="人民法院诉讼文书立卷归档办法",
                      do="申请再审、执行的，请另行立案；确需补入卷宗的，请联系本院档案部门。", code="archived")  # fmt: skip
    return case


def _locked(intake_id: int, by: Actor) -> Intake:
    intake = Intake.objects.select_for_update(of=("self",)).select_related("court").filter(pk=intake_id).first()
    if intake is None:
        raise Refused("没有找到该收件。", do="请刷新页面。", code="missing", status=404)
    require(by, "keep", intake)
    return intake


def _open(intake_id: int, by: Actor) -> Intake:
    intake = _locked(intake_id, by)
    _still_open(intake)
    return intake


def _still_open(intake: Intake) -> None:
    if intake.state != Intake.State.OPEN:
        where = f"转入{intake.case.number}" if intake.case else "退回递交人"
        raise Refused(f"该收件已{f'由{intake.ended_by}' if intake.ended_by else ''}{where}。", do="请刷新页面核对。", code="stale")


def _note(intake: Intake, what: str, by: Actor, at: datetime, **facts) -> None:
    append(intake.stream, f"intake.{what}", by=by.account, at=at, court=intake.court_id,
           facts={"intake": str(intake.pk), "state": str(intake.state), **facts})  # fmt: skip
