"""The record of a hearing: typed by the clerk, closed for reading, confirmed by everybody who came (民诉法150)."""
import hashlib
import json
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.kit.days import date_of
from court.kit.refusal import Refused, not_there
from court.spine.journal.actions import append
from court.work.hearings import actions
from court.work.hearings.models import Attendance, Hearing, HearingRecord

MOST_ROWS, LONGEST_WHO, LONGEST_ROW = 2000, 30, 5000
State, How = Attendance.State, Attendance.How
CONFIRMED = (State.CONFIRMED, State.OBJECTED)


def clean_rows(rows: list[dict]) -> list[dict]:
    """Rows with a speaker or words; Refused for one that is too long."""
    kept = [{"who": str(r.get("who", "")).strip(), "text": str(r.get("text", "")).strip()} for r in rows]
    kept = [row for row in kept if row["text"]]
    if len(kept) > MOST_ROWS:
        raise Refused(f"笔录超过{MOST_ROWS}段。", do="请合并后保存。", code="too_long", status=422)
    for number, row in enumerate(kept, 1):
        if len(row["who"]) > LONGEST_WHO or len(row["text"]) > LONGEST_ROW:
            raise Refused(f"第{number}段过长（发言人不超过{LONGEST_WHO}字，内容不超过{LONGEST_ROW}字）。", do="请拆分后保存。", code="too_long", status=422)
    return kept


def save(hearing_id: int, rows: list[dict], *, revision: int, by: Actor, at: datetime) -> HearingRecord:
    """Keep what was typed. Somebody else's newer text is never overwritten (`revision` is the one that was open)."""
    with transaction.atomic():
        hearing = _open(hearing_id, by)
        record = _locked_record(hearing)
        kept = clean_rows(rows)
        if record is None:
            return HearingRecord.objects.create(hearing=hearing, rows=kept, saved_by=by.account, saved_at=at)
        if record.closed_at:
            raise Refused("笔录已交当事人核对，不能修改。", do="需要补正的，请先“收回修改”，修改后须重新核对。", code="closed")
        if kept == record.rows:
            return record
        if revision != record.revision:
            raise Refused(f"{record.saved_by.person.name}已在您之前保存了笔录，您的修改尚未保存，内容仍保留在页面上。",
                          do="请打开最新笔录核对后合并。", code="stale")
        record.rows, record.revision, record.saved_by, record.saved_at = kept, record.revision + 1, by.account, at
        record.save(update_fields=["rows", "revision", "saved_by", "saved_at"])
    return record


def attend(hearing_id: int, present: dict[int, bool], absences: dict[int, str], *, by: Actor, at: datetime) -> None:
    """Who came and who did not, by attendance id. Not after the record was closed."""
    with transaction.atomic():
        hearing = _open(hearing_id, by)
        record = _locked_record(hearing)
        if record and record.closed_at:
            raise Refused("笔录已交当事人核对，到庭情况不能修改。", do="请先“收回修改”。", code="closed")
        for row in hearing.attendances.all():
            row.is_present = bool(present.get(row.pk))
            row.absence = "" if row.is_present else absences.get(row.pk, "").strip()[:100]
            row.save(update_fields=["is_present", "absence"])


def close(hearing_id: int, *, by: Actor, at: datetime) -> HearingRecord:
    """交付核对: the text stands as it is and everybody present is asked to read it."""
    with transaction.atomic():
        hearing = _open(hearing_id, by)
        record = _locked_record(hearing)
        if record is None or not record.rows:
            raise Refused("笔录尚无内容。", do="请先录入笔录。", code="empty")
        if date_of(hearing.starts_at) > date_of(at):
            raise Refused("尚未到开庭日期，不能交付核对。", code="not_yet")
        if not hearing.attendances.filter(is_present=True).exists():
            raise Refused("没有登记到庭人员。", do="请先登记到庭情况；均未到庭的，应当延期开庭或者按撤诉、缺席处理。", code="nobody")
        if record.closed_at is None:
            record.closed_at, record.digest = at, digest(record.rows)
            record.save(update_fields=["closed_at", "digest"])
            _note(hearing, "record_closed", by, at, digest=record.digest, revision=record.revision)
    return record


def take_back(hearing_id: int, *, by: Actor, at: datetime) -> HearingRecord:
    """收回修改: the text may be changed again; what was confirmed before is confirmed no more."""
    with transaction.atomic():
        hearing = _open(hearing_id, by)
        record = _locked_record(hearing)
        if record is None or record.closed_at is None:
            raise Refused("笔录尚未交付核对。", code="open")
        record.closed_at, record.digest = None, ""
        record.save(update_fields=["closed_at", "digest"])
        hearing.attendances.update(state=State.WAITING, how="", said="", digest="", settled_at=None, settled_by=None)
        _note(hearing, "record_taken_back", by, at, revision=record.revision)
    return record


def confirm(attendance_id: int, *, digest: str, objection: str = "", by: Actor, at: datetime, typed_name: str = "") -> Attendance:
    """Somebody who was present says the record is right, with or without remarks.

    On one's own phone `by` is that person; on the court's device `by` is the clerk and `typed_name` the signature.
    digest  of the text that was shown: a text changed meanwhile is not confirmed
    """
    with transaction.atomic():
        row, record = _to_settle(attendance_id)
        how = How.PHONE if by.is_litigant else How.DEVICE
        if how == How.PHONE and by.person_id != row.person_id:
            raise not_there()
        if how == How.DEVICE:
            require(by, "record", row.hearing)
            if typed_name.strip() != row.person.name:
                raise Refused("签名与到庭人员姓名不一致。", do=f"请由{row.person.name}本人核对后签名。", code="bad_field", status=422)
        if digest != record.digest:
            raise Refused("笔录已被修改，您看到的不是最新内容。", do="请重新阅看后确认。", code="stale")
        if row.state in CONFIRMED:
            return row
        row.state = State.OBJECTED if objection.strip() else State.CONFIRMED
        row.said, row.how, row.digest = objection.strip()[:500], how, record.digest
        _settle(row, by, at, "record_confirmed")
    return row


def refuse(attendance_id: int, reason: str, *, by: Actor, at: datetime) -> Attendance:
    """拒绝签名: noted by the clerk with the reason (民诉法150)."""
    with transaction.atomic():
        row, record = _to_settle(attendance_id)
        require(by, "record", row.hearing)
        if not reason.strip():
            raise Refused("请记明拒绝签名的情况。", law="民事诉讼法第一百五十条", code="missing_field", status=422)
        if row.state in CONFIRMED:
            raise Refused("本人已经确认笔录。", code="settled")
        row.state, row.said, row.how, row.digest = State.REFUSED, reason.strip()[:500], How.DEVICE, record.digest
        _settle(row, by, at, "record_refused")
    return row


def _to_settle(attendance_id: int) -> tuple[Attendance, HearingRecord]:
    hearing_id = Attendance.objects.values_list("hearing_id", flat=True).filter(pk=attendance_id).first()
    if hearing_id is None:
        raise not_there()
    hearing = actions.locked(hearing_id)
    row = Attendance.objects.select_for_update(of=("self",)).select_related("person").get(pk=attendance_id)
    row.hearing = hearing
    record = _locked_record(hearing)
    if record is None or record.closed_at is None or not row.is_present:
        raise Refused("笔录尚未交付核对。", do="请稍后再试。", code="not_closed")
    return row, record


def _settle(row: Attendance, by: Actor, at: datetime, what: str) -> None:
    row.settled_at, row.settled_by = at, by.account
    row.save(update_fields=["state", "said", "how", "digest", "settled_at", "settled_by"])
    _note(row.hearing, what, by, at, attendance=str(row.pk), how=row.how, state=str(row.state))


def _open(hearing_id: int, by: Actor) -> Hearing:
    hearing = actions.locked(hearing_id)
    require(by, "record", hearing)
    if hearing.state != Hearing.State.SCHEDULED:
        raise Refused(f"该次开庭{hearing.get_state_display()}，笔录不能再修改。", code="over")
    return hearing


def _locked_record(hearing: Hearing) -> HearingRecord | None:
    found = HearingRecord.objects.select_for_update(of=("self",)).select_related("saved_by__person")
    return found.filter(hearing=hearing).first()


def digest(rows: list[dict]) -> str:
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _note(hearing: Hearing, what: str, by: Actor, at: datetime, **facts) -> None:
    append(hearing.case.stream, f"hearing.{what}", by=by.account, at=at, court=hearing.court_id,
           facts={"hearing": str(hearing.pk), **facts})
