"""Borrowing of archives by people of the court: asked, approved by the archivist, due, reminded, returned."""
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from court.base.access.actor import Actor
from court.base.people.models import Appointment, Office
from court.kit.days import date_of, iso
from court.kit.ids import new_id
from court.kit.refusal import Refused, not_there
from court.spine.journal.actions import append
from court.spine.messages.actions import tell
from court.spine.tasks.actions import close_tasks, open_task
from court.work.archives import terms
from court.work.archives.models import Archive, Loan
from court.work.archives.opening import closed_off

TASK = "archive_loan"
# The most days ahead that a court may set for reminders (archive.loan_remind_days).
MOST_AHEAD = 30
State, What = Loan.State, Loan.What


def ask(archive: Archive, what: str, why: str, due_on: date, *, by: Actor, at: datetime) -> Loan:
    """Anybody who holds an office in the archive's court may ask."""
    if not by.is_staff or by.is_administrator or archive.court_id not in by.courts:
        raise not_there()
    if archive.case.is_state_secret or archive.disposed_at is not None:
        raise Refused("该档案不能在线借阅。", do="请联系档案管理员。", code="closed")
    _not_of_the_case(archive, by.person_id)
    if what not in What.values or not why.strip():
        raise Refused("请选择借阅对象并填写借阅事由。", code="missing_field", status=422)
    longest = terms.of(terms.LONGEST, archive.court_id, date_of(at))
    if not 0 <= (due_on - date_of(at)).days <= longest:
        raise Refused(f"应还日期应在今日之后{longest}日以内。", do="请更正后再提交。", code="bad_field", status=422)
    if Loan.objects.filter(archive=archive, borrower=by.account, state__in=[State.WAITING, State.OUT], what=what).exists():
        raise Refused("您已申请或者借出该档案。", do="请在“我的借阅”中查看。", code="twice")
    with transaction.atomic():
        one = Loan.objects.create(pk=new_id(), court_id=archive.court_id, archive=archive, what=what, borrower=by.me, why=why.strip()[:200],
                                  asked_at=at, due_on=due_on)
        _note(one, "asked", by, at)
        open_task(court=one.court_id, subject=one.stream, kind=TASK, label="审批档案借阅", at=at, office="archivist")
    return one


def decide(pk: int, *, by: Actor, at: datetime, granted: bool, reason: str = "") -> Loan:
    with transaction.atomic():
        one = _kept(pk, by)
        if one.borrower.person_id == by.person_id:
            raise Refused("不能审批本人的借阅。", do="请由另一名档案管理员或者院领导办理。", code="own", status=403)
        if one.state != State.WAITING:
            raise Refused(f"该申请已办理（{one.get_state_display()}）。", do="请刷新页面核对。", code="stale")
        if not granted and not reason.strip():
            raise Refused("请填写不予借阅的理由。", code="missing_field", status=422)
        if granted:
            _not_of_the_case(one.archive, one.borrower.person_id)
            _can_go_out(one, date_of(at))
        if granted and one.what == What.PAPER and (other := _out(one.archive_id)):
            raise Refused(f"该档案的纸质原件已由{other.borrower.person.name}借出。", do="请待归还后办理。", code="out")
        one.state, one.decided_by, one.decided_at = State.OUT if granted else State.REFUSED, by.me, at
        one.reason = "" if granted else reason.strip()[:200]
        one.save()
        close_tasks(one.stream, TASK, by=by.account, at=at)
        _note(one, str(one.state), by, at)
        words = f"借阅已获准许，应于{iso(one.due_on)}前归还。" if granted else f"借阅未获准许，理由：{one.reason}。"
        tell(one.borrower.person, kind="archive_loan", key=f"archive-loan:{one.pk}", at=at, title="档案借阅", url="/staff/archives/loans/",
             text=f"{one.archive.number}的{one.get_what_display()}{words}")
    return one


def _not_of_the_case(archive: Archive, person: int | None) -> None:
    """Who was in a case looks into it as a party does: a loan would hand over 副卷 and what others gave to the court alone."""
    if archive.case.parties.filter(person=person).exists() or archive.case.representatives.filter(person=person).exists():
        raise Refused("借阅人是该案的当事人或者代理人，不能借阅。", do="请以当事人、代理人的身份通过档案查询查阅正卷。", code="of_the_case", status=403)


def _can_go_out(one: Loan, on: date) -> None:
    """What was open when asked for may be destroyed, sealed or overdue by the time it is decided."""
    if one.archive.disposed_at is not None or (one.what == What.ELECTRONIC and closed_off(one.archive.case)):
        raise Refused("该档案已销毁、封存或者涉密，不能借出。", do="请写明理由不予借阅。", code="closed")
    if one.due_on < on:
        raise Refused(f"申请的应还日期{iso(one.due_on)}已过，不能准许。", do="请不予借阅，由申请人重新填写应还日期。", code="stale")


def take_back(pk: int, *, by: Actor, at: datetime, condition: str = "", remark: str = "") -> Loan:
    """The archivist has it back, paper with the condition it was found in; an electronic loan may be given back by the borrower."""
    with transaction.atomic():
        one = _locked(pk)
        own = one.borrower_id == by.me.pk and one.what == What.ELECTRONIC
        if not own and not by.holds(Office.ARCHIVIST, one.court_id):
            raise not_there()
        if one.state != State.OUT:
            raise Refused(f"该借阅{one.get_state_display()}。", do="请刷新页面核对。", code="stale")
        if one.what == What.PAPER:
            one.condition, one.remark = _looked_over(condition, remark)
        one.state, one.returned_at, one.returned_to = State.RETURNED, at, by.me
        one.save(update_fields=["state", "returned_at", "returned_to", "condition", "remark"])
        _note(one, "returned", by, at, {"condition": one.condition} if one.condition else {})
    return one


def _looked_over(condition: str, remark: str) -> tuple[str, str]:
    if condition not in Loan.Condition.values:
        raise Refused("请清点归还的原件并选择状况。", do="选择“完整无损”或者“有缺页、破损或者污损”。", code="missing_field", status=422)
    if condition == Loan.Condition.DAMAGED and not remark.strip():
        raise Refused("请写明缺少、破损的页次。", code="missing_field", status=422)
    return condition, remark.strip()[:200]


def remind(at: datetime) -> int:
    """Tell borrowers what is due within the days the court set or overdue, once a day; how many. The most overdue first."""
    on, told = date_of(at), 0
    out = Loan.objects.filter(state=State.OUT, due_on__lte=on + timedelta(days=MOST_AHEAD)).exclude(reminded_on=on)
    for one in out.select_related("borrower__person", "archive").order_by("due_on", "pk"):
        left = (one.due_on - on).days
        if left > terms.of(terms.REMIND, one.court_id, on):
            continue
        with transaction.atomic():
            if not Loan.objects.filter(pk=one.pk, state=State.OUT).exclude(reminded_on=on).update(reminded_on=on):
                continue
            words = f"已逾期{-left}日，请立即归还" if left < 0 else f"应于{iso(one.due_on)}前归还"
            tell(one.borrower.person, kind="archive_loan_due", key=f"archive-loan-due:{one.pk}:{on}", at=at, title="档案借阅到期提醒",
                 url="/staff/archives/loans/", text=f"您借阅的{one.archive.number}{words}。")
            if left < 0:
                _tell_archivists(one, on, at)
        told += 1
    return told


def _tell_archivists(one: Loan, on: date, at: datetime) -> None:
    """Once a loan: a borrower may have left the court, and then nobody else would hear of it."""
    for post in Appointment.objects.valid(on).filter(court=one.court_id, office=Office.ARCHIVIST).select_related("account__person"):
        tell(post.account.person, kind="archive_loan_late", key=f"archive-loan-late:{one.pk}:{post.account_id}", at=at,
             title="借阅的档案逾期未还", url="/staff/archives/loans/",
             text=f"{one.borrower.person.name}借阅的{one.archive.number}（{one.get_what_display()}）应于{iso(one.due_on)}前归还，现已逾期，请催还。")


def overdue(courts: set[str], on: date) -> QuerySet[Loan]:
    return Loan.objects.filter(court__in=courts, state=State.OUT, due_on__lt=on)


def reading(pk: int, by: Actor, on: date) -> Loan:
    """An electronic loan that opens 正卷 to its borrower today. Refused otherwise."""
    one = Loan.objects.select_related("archive__case__court").filter(pk=pk, borrower=by.account, what=What.ELECTRONIC).first()
    if one is None:
        raise not_there()
    if one.state != State.OUT or one.due_on < on or one.archive.disposed_at is not None or one.court_id not in by.courts:
        raise Refused("该借阅已到期或者已归还。", do="仍需查阅的，请重新申请借阅。", code="loan_ended", status=403)
    if closed_off(one.archive.case):
        raise Refused("该档案现已封存或者涉密，不提供线上阅看。", do="请联系档案管理员。", code="closed", status=403)
    return one


def _out(archive: int) -> Loan | None:
    return Loan.objects.filter(archive=archive, state=State.OUT, what=What.PAPER).select_related("borrower__person").first()


def _kept(pk: int, by: Actor) -> Loan:
    one = _locked(pk)
    if not by.holds(Office.ARCHIVIST, one.court_id):
        raise not_there()
    return one


def _locked(pk: int) -> Loan:
    # The archive first: two loans of one original are decided one after the other.
    archive = Loan.objects.filter(pk=pk).values_list("archive", flat=True).first()
    if archive is None:
        raise not_there()
    Archive.objects.select_for_update().get(pk=archive)
    return Loan.objects.select_for_update(of=("self",)).select_related("archive__case", "borrower__person").get(pk=pk)


def _note(one: Loan, what: str, by: Actor, at: datetime, more: dict | None = None) -> None:
    append(one.stream, f"loan.{what}", by=by.account, at=at, court=one.court_id,
           facts={"archive": str(one.archive_id), "what": str(one.what), "due": iso(one.due_on), **(more or {})})
