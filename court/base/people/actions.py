"""Accounts and offices, given and taken by the administrator whose work it is (S8), each with its journal entry.

system_admin    makes, resets and disables accounts
security_admin  grants and ends offices, and may disable an account at once
audit_admin     reads; changes nothing
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from court.base.access.actor import ADMINISTRATORS, Actor
from court.base.access.audit import record
from court.base.courts import clock
from court.base.courts.models import Court, Division, Tribunal
from court.base.courts.queries import answers_for
from court.base.people import codes, identity, sessions
from court.base.people.models import Account, AccountLink, Appointment, Office
from court.base.people.names import kept
from court.base.people.persons import find_or_create_person
from court.kit.refusal import Refused
from court.ports.failure import OutsideFailed
from court.ports.registry import get
from court.ports.sms import Sms

LAW = "信息安全技术 网络安全等级保护基本要求（GB/T 22239—2019）"


@dataclass(frozen=True)
class NewAccount:
    """What the system administrator enters for a member of the court."""

    username: str
    name: str
    court: str
    id_number: str = ""
    phone: str = ""


@transaction.atomic
def create_account(new: NewAccount, *, by: Actor) -> tuple[Account, str]:
    """A member of the court gets an account without a password, and a link to set one within 24 hours.

    Gives the account and the link's token, which is shown once. No office comes with it.
    """
    _administers(by, "system_admin", new.court)
    account = _make_account(new)
    token = codes.make_link(account, AccountLink.Purpose.ACTIVATE)
    _note(account, "account.created", by)
    return account, token


@transaction.atomic
def reset_account(account: Account, *, by: Actor) -> str:
    """Password and second factor are void at once; a link of 15 minutes sets both anew.

    Gives the token to hand over in person, or "" where it went to the phone: an administrator's link is
    never shown to another administrator, who could else become both (S8).
    """
    _administers(by, "system_admin", account.court_id)
    _not_oneself(by, account)
    token = _reset(account, by)
    if not _is_administrator(account):
        return token
    _send_link(account, token)
    return ""


@transaction.atomic
def reset_on_the_server(username: str) -> str:
    """The last way in for an administrator who lost password, authenticator and phone; gives the token.

    Whoever may run commands on the server may do this: it is recorded as done by the house itself.
    """
    account = Account.objects.filter(username=username, kind=Account.Kind.STAFF).first()
    if account is None:
        raise Refused("没有这个登录名。", do="请核对登录名。", code="missing", status=404)
    return _reset(account, None)


@transaction.atomic
def disable_account(account: Account, *, by: Actor, reason: str) -> None:
    """Close an account; its sessions end at their next request. `reason` is one of DISABLE_REASONS."""
    _administers(by, ("system_admin", "security_admin"), account.court_id)
    _not_oneself(by, account)
    if reason not in DISABLE_REASONS:
        raise Refused("请选择停用原因。", code="bad_field")
    if account.disabled_at:
        raise Refused("该账号已经停用。", code="already")
    account.disabled_at = clock.real_now()
    account.save(update_fields=["disabled_at"])
    sessions.kill_all(account)
    _note(account, "account.disabled", by, reason=reason)


DISABLE_REASONS = {"left": "调离或者退休", "risk": "存在安全风险", "duplicate": "重复账号", "request": "本人申请"}


@transaction.atomic
def enable_account(account: Account, *, by: Actor) -> str:
    """Open a disabled account of a member of the court again, by a link: the old password stays void."""
    _administers(by, "system_admin", account.court_id)
    _not_oneself(by, account)
    _is_staff(account)
    if not account.disabled_at:
        raise Refused("该账号没有停用。", code="already")
    account.disabled_at = None
    account.save(update_fields=["disabled_at"])
    _note(account, "account.enabled", by)
    return reset_account(account, by=by)


@transaction.atomic
def grant_office(account: Account, office: str, *, court: str, since: date, until: date | None = None,
                 division: Division | None = None, tribunal: Tribunal | None = None, by: Actor) -> Appointment:
    """Appoint an account to an office for a time (both days included). Only the security administrator does."""
    _administers(by, "security_admin", court)
    _not_oneself(by, account)
    _factor_is_fresh(by)
    if not account.is_active:
        raise Refused("该账号已停用，不能任职。", do="请先启用账号。", code="disabled")
    if office not in Office.values:
        raise Refused("没有这一职务。", do="请从列表中选择。", code="bad_field")
    if any(place and place.court_id != court for place in (division, tribunal)):
        raise Refused("所选部门不属于该法院。", do="请重新选择部门。", code="bad_field")
    if account.appointments.filter(court=court, office=office, division=division, since=since).exists():
        raise Refused("该任职已经登记。", code="already")
    row = Appointment.objects.create(account=account, court_id=court, division=division, tribunal=tribunal,
                                     office=office, since=since, until=until)
    _note(account, "office.granted", by, office=office, since=since.isoformat(), appointment=str(row.pk),
          until=until.isoformat() if until else None)
    return row


@transaction.atomic
def end_office(appointment: Appointment, *, last_day: date, by: Actor) -> None:
    """End an office after `last_day`; with yesterday as the last day it ends at the next request."""
    _administers(by, "security_admin", appointment.court_id)
    _not_oneself(by, appointment.account)
    _factor_is_fresh(by)
    if appointment.until and appointment.until <= last_day:
        raise Refused("该任职在此日之前已经终止。", code="already")
    appointment.until = max(last_day, appointment.since - timedelta(days=1))
    if appointment.until < appointment.since:
        Appointment.objects.filter(pk=appointment.pk).delete()  # it never began
    else:
        appointment.save(update_fields=["until"])
    _note(appointment.account, "office.ended", by, appointment=str(appointment.pk), office=appointment.office,
          until=last_day.isoformat())


@transaction.atomic
def install_administrators(people: dict[str, NewAccount], *, since: date) -> dict[str, str]:
    """The first three administrators of a new installation, from its command line: {office: link token}.

    people  one NewAccount for each of system_admin, security_admin, audit_admin, of three persons
    Refused once any administrator was appointed: from then on they appoint each other.
    """
    if set(people) != ADMINISTRATORS:
        raise Refused("须同时指定系统管理员、安全管理员、审计管理员三人。", law=LAW, code="three_needed")
    if Appointment.objects.filter(office__in=ADMINISTRATORS).exists():
        raise Refused("管理员已经设立。", do="请由现任管理员办理变更。", code="already")
    tokens = {}
    for office, new in sorted(people.items()):
        account = _make_account(new)
        Appointment.objects.create(account=account, court_id=new.court, office=office, since=since)
        tokens[office] = codes.make_link(account, AccountLink.Purpose.ACTIVATE)
        _note(account, "account.created", None, office=office)
    return tokens


def _make_account(new: NewAccount) -> Account:
    username = kept(new.username)
    if not 2 <= len(username) <= 60 or any(sign.isspace() for sign in username):
        raise Refused("登录名为2至60个字符，不含空格。", code="bad_field")
    if not Court.objects.filter(pk=new.court).exists():
        raise Refused("没有这个法院。", do="请从列表中选择。", code="bad_field")
    person = find_or_create_person(new.name, id_number=new.id_number, phone=new.phone)
    account = Account(username=username, kind=Account.Kind.STAFF, person=person, court_id=new.court,
                      created_at=clock.now(), phone=identity.phone_number(new.phone) if new.phone.strip() else "")
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as why:
        raise Refused("该登录名已被使用。", do="请换一个登录名。", code="username_taken") from why
    return account


def _reset(account: Account, by: Actor | None) -> str:
    _is_staff(account)
    account.set_unusable_password()
    account.totp_secret = ""
    account.save(update_fields=["password", "totp_secret"])
    sessions.kill_all(account)
    _note(account, "account.reset", by)
    return codes.make_link(account, AccountLink.Purpose.RESET)


def _note(account: Account, kind: str, by: Actor | None, **facts: str | None) -> None:
    record(f"people:{account.pk}", kind, by=by, court=account.court_id or "",
           facts={"account": str(account.pk), **facts})


def _administers(by: Actor, office: str | tuple[str, ...], court: str | None) -> None:
    """Refused unless `by` holds the office in the court itself or in the one above it."""
    offices = (office,) if isinstance(office, str) else office
    posts = [post for post in by.appointments if post.office in offices]
    if not any(court in answers_for(post.court_id) for post in posts):
        titles = "或者".join(Office(one).label for one in offices)
        raise Refused(f"该操作由{titles}办理。", law=LAW, do="请转交有权限的管理员。", code="forbidden", status=403)


def _not_oneself(by: Actor, account: Account) -> None:
    if by.person_id == account.person_id:
        raise Refused("不能办理本人账号的授权、重置或者停用。", law=LAW, do="请由其他管理员办理。",
                      code="oneself", status=403)


def _factor_is_fresh(by: Actor) -> None:
    if not by.fresh_factor:
        raise sessions.FactorNeeded


def _is_staff(account: Account) -> None:
    if not account.is_staff_member:
        raise Refused("诉讼参与人账号由本人通过手机验证码登录后自行管理。", code="not_staff")


def _is_administrator(account: Account) -> bool:
    return account.appointments.filter(office__in=ADMINISTRATORS).valid(clock.today()).exists()


def _send_link(account: Account, token: str) -> None:
    if not account.phone:
        raise Refused("该管理员账号没有登记手机号，办理码无法送达本人。", law=LAW, do="请在服务器上用命令行重置。",
                      code="no_phone")
    try:
        get(Sms).send(account.phone, "account_link", {"matter": "重置", "code": token, "minutes": "15"},
                      key=f"link-{token[:8]}-{account.pk}")
    except OutsideFailed as why:
        raise Refused(f"办理码未能发出，账号未重置：{why.why}", do="请稍后再试。", code="sms_down", status=503) from why
