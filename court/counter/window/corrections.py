"""Putting a person's data right: a clerk proposes with the proof at hand, another looks again, then it changes."""
from datetime import datetime

from django.db import IntegrityError, transaction

from court.base.access.actor import Actor
from court.base.access.reads import record_read
from court.base.people import identity, persons, sessions
from court.base.people.models import Account, Office, Person
from court.base.people.names import kept
from court.counter.window.models import Correction
from court.kit.ids import new_id
from court.kit.refusal import Refused
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.spine.errands.actions import ask
from court.spine.journal.actions import append
from court.spine.messages.actions import tell

Field, State = Correction.Field, Correction.State
LAW = "《人民法院在线诉讼规则》第七条"
TELL_OLD = "window.tell_old"
SECOND = (Office.FILING_CLERK, Office.CASE_MANAGER)


def find(number: str, *, by: Actor) -> Person | None:
    """The person of a whole ID number or phone, as shown at the window; parts of numbers find nobody. The look is recorded."""
    _clerk(by)
    digits = "".join(number.split()).upper()
    if len(digits) < 11:
        raise Refused("请输入完整的证件号码或者手机号码。", do="由当事人出示证件，逐位核对。", code="bad_field", status=422)
    found = Person.objects.filter(id_index__in=identity.id_indexes(digits)).first()
    if found is None:
        account = Account.objects.filter(phone_index__in=identity.phone_indexes(digits)).exclude(kind=Account.Kind.STAFF)
        owner = account.select_related("person").first()
        found = owner.person if owner else Person.objects.filter(phone_index__in=identity.phone_indexes(digits)).first()
    if found is None or of_the_court(found):
        return None
    record_read(by, f"person:{found.pk}", "search", "window")
    return found


def of_the_court(person: Person) -> bool:
    """People of the courts are put right by their administrators, not at the window; not even two clerks rename a judge."""
    return person.accounts.filter(kind=Account.Kind.STAFF).exists() and _account(person) is None


def propose(person_id: int, field: str, typed: str, *, reason: str, proof: dossier.Arrived | None, by: Actor, at: datetime) -> Correction:
    """Put a new value forward. Refused where it can't exist, belongs to somebody else, is the same, or has no proof."""
    court = _clerk(by)
    _fresh(by)
    if field not in Field.values:
        raise Refused("请选择变更事项。", code="bad_field", status=422)
    if proof is None:
        raise Refused("请上传证明材料。", law=LAW, do="例如身份证件、户籍证明、手机号码实名证明的照片或者扫描件。", code="missing_field", status=422)
    if len(reason.strip()) < 4:
        raise Refused("请写明变更理由。", code="missing_field", status=422)
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(pk=person_id).first()
        if person is None or of_the_court(person):
            raise Refused("没有找到该人员。", do="请重新查找。", code="missing", status=404)
        value = _checked(person, field, typed)
        if Correction.objects.filter(person=person, field=field, state=State.PENDING).exists():
            raise Refused("该事项已有一份变更等待复核。", do="请先处理该份变更。", code="pending")
        pk = new_id()
        # A paper belongs to a case or to a matter before one; here the matter is the correction.
        paper = dossier.receive(court, proof, kind="person_correction", title=f"{Field(field).label}变更证明材料", by=by, at=at,
                                filing_id=pk, secrecy=Document.Secrecy.COURT)
        row = Correction.objects.create(pk=pk, court=court, person=person, field=field, old=_value(person, field), new=value,
                                        reason=reason.strip()[:200], proof=paper, proposed_by=by.account, proposed_at=at)
        _note(row, "person.correction_proposed", by, at)
    return row


def _checked(person: Person, field: str, typed: str) -> str:
    """The value in its one form."""
    if field == Field.PHONE:
        value = identity.phone_number(typed)
        taken = Account.objects.filter(phone_index__in=identity.phone_indexes(value)).exclude(person=person).exists()
    elif field == Field.ID_NUMBER:
        value = persons.checked_id_number(person.id_kind, typed)
        taken = Person.objects.filter(id_index__in=identity.id_indexes(value)).exclude(pk=person.pk).exists()
    else:
        value, taken = kept(typed), False
        if not 2 <= len(value) <= (120 if field == Field.NAME else 200):
            raise Refused(f"请填写完整的{Field(field).label}。", code="bad_field", status=422)
    if taken:
        raise Refused(f"该{Field(field).label}已用于另一人。", do="请核对；确属同一人的，报本院系统管理员处理。", code="taken")
    if value == _value(person, field):
        raise Refused("与现有登记相同，无须变更。", code="same")
    return value


def _value(person: Person, field: str) -> str:
    """What stands now; the phone is the one somebody signs in by, where there is an account."""
    if field == Field.PHONE:
        account = _account(person)
        return account.phone if account and account.phone else person.phone
    return getattr(person, field)


def _account(person: Person) -> Account | None:
    return person.accounts.exclude(kind=Account.Kind.STAFF).first()


def decide(pk: int, *, granted: bool, opinion: str = "", by: Actor, at: datetime) -> Correction:
    """The second look. On agreement the value changes, sign-ins by the old phone end, and the old number is told."""
    with transaction.atomic():
        row = Correction.objects.select_for_update(of=("self",)).select_related("person", "proof").filter(pk=pk).first()
        if row is None or not any(by.holds(office, row.court_id) for office in SECOND):
            raise Refused("没有找到该份变更。", do="请刷新页面核对。", code="missing", status=404)
        _fresh(by)
        if row.proposed_by.person_id == by.person_id:
            raise Refused("复核应当由另一人办理。", code="same_person", status=403)
        if row.state != State.PENDING:
            raise Refused(f"该份变更{row.get_state_display()}。", do="请刷新页面核对。", code="stale")
        if granted:
            _apply(row, at)
        elif not opinion.strip():
            raise Refused("请写明不通过的理由。", code="missing_field", status=422)
        row.state = State.APPROVED if granted else State.REFUSED
        row.decided_by, row.decided_at, row.opinion = by.account, at, opinion.strip()[:200]
        row.save(update_fields=["state", "decided_by", "decided_at", "opinion"])
        _note(row, "person.corrected" if granted else "person.correction_refused", by, at)
    return row


def _apply(row: Correction, at: datetime) -> None:
    if row.proof.state != Document.State.AVAILABLE:
        raise Refused("证明材料尚未通过安全检查。", do="请稍后再办理；未通过检查的，请重新提交变更。", code="not_ready")
    person = Person.objects.select_for_update().get(pk=row.person_id)
    if _value(person, row.field) != row.old:
        raise Refused("提出变更之后，该项登记已由他人改动。", do="请不予通过，核对后重新提出。", code="stale")
    _checked(person, row.field, row.new)
    try:
        with transaction.atomic():
            _write(person, row)
    except IntegrityError as why:
        raise Refused(f"该{row.get_field_display()}已用于另一人。", do="请不予通过，核对后重新提出。", code="taken") from why
    tell(person, kind="account_changed", key=f"corrected:{row.pk}", at=at, fields={"matter": f"{row.get_field_display()}变更"})
    old = row.old if row.field == Field.PHONE else person.phone
    if old:
        ask(TELL_OLD, key=f"{TELL_OLD}:{row.pk}", payload={"correction": str(row.pk)}, at=at, court=row.court_id)


def _write(person: Person, row: Correction) -> None:
    account = _account(person)
    if row.field == Field.PHONE:
        person.phone, person.phone_index = row.new, identity.phone_index(row.new)
        if account:
            account.phone, account.phone_index = person.phone, person.phone_index
            account.save(update_fields=["phone", "phone_index"])
    elif row.field == Field.ID_NUMBER:
        person.id_number, person.id_index = row.new, identity.id_index(row.new)
        if person.id_kind == Person.IdKind.RESIDENT:
            person.born_on, person.sex = identity.born_on(row.new), identity.sex_of(row.new)
    else:
        setattr(person, row.field, row.new)
    if row.field in (Field.NAME, Field.ID_NUMBER) and person.id_kind == Person.IdKind.RESIDENT and person.verified_at:
        # A verified identity stays one only if the register confirms the name and number as they are now (S6).
        persons.ask_real_name(person.name, person.id_number)
    person.save()
    if account and row.field != Field.ADDRESS:
        sessions.kill_all(account)


def _clerk(by: Actor):
    post = by.holds(Office.FILING_CLERK)
    if post is None:
        raise Refused("当事人信息变更由诉讼服务中心窗口人员办理。", code="forbidden", status=403)
    return post.court


def _fresh(by: Actor) -> None:
    if not by.fresh_factor:
        raise Refused("变更当事人信息前需要再次验证身份。", do="请输入动态口令后继续。", code="factor_needed", status=401)


def _note(row: Correction, kind: str, by: Actor, at: datetime) -> None:
    append(f"people:{row.person_id}", kind, by=by.account, at=at, court=row.court_id, basis=LAW,
           facts={"correction": str(row.pk), "field": row.field, "proof": str(row.proof_id)})
