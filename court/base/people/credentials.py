"""Passwords and second factors, set by the person they belong to."""

from django.db import transaction

from court.base.access.actor import Actor, nobody
from court.base.access.audit import record
from court.base.courts import clock
from court.base.people import codes, sessions, totp
from court.base.people.models import Account, AccountLink
from court.base.people.passwords import check_password_rules
from court.base.people.sign_in import check_own_password
from court.kit.refusal import Refused


@transaction.atomic
def activate(link: AccountLink, password: str, code: str) -> Account:
    """Set the password and enrol the authenticator shown with the link; the link is used up.

    Refused when the password is weak or the code isn't what the authenticator shows: then the link stays good.
    """
    account = link.account
    check_password_rules(password, account)
    step = totp.matching_step(link.totp_secret, code, clock.real_now())
    if step is None:
        raise Refused("验证器显示的口令不正确。", do="请用验证器重新扫描二维码，输入当前显示的6位数字。",
                      code="bad_factor", status=422)
    codes.use_link(link)
    account.totp_secret, account.totp_last_step = link.totp_secret, step
    _set_password(account, password)
    account.save(update_fields=["totp_secret", "totp_last_step", "password", "password_changed_at"])
    sessions.kill_all(account)
    record(f"people:{account.pk}", "account.activated", by=Actor(account, clock.today()), court=account.court_id or "",
           facts={"account": str(account.pk), "way": link.purpose})
    return account


def change_password(actor: Actor, old: str, new: str) -> None:
    """Change one's own password; every session ends, and the caller begins this one anew."""
    account = actor.me
    if account.has_usable_password():
        check_own_password(account, old, actor.address)
    check_password_rules(new, account)
    if account.has_usable_password() and account.check_password(new):
        raise Refused("新密码与原密码相同。", do="请换一个密码。", code="same_password", status=422)
    with transaction.atomic():
        _set_password(account, new)
        account.save(update_fields=["password", "password_changed_at"])
        sessions.kill_all(account)
        record(f"people:{account.pk}", "account.password_changed", by=actor, court=account.court_id or "",
               facts={"account": str(account.pk)})


@transaction.atomic
def enrol_factor(actor: Actor, secret: str, code: str) -> None:
    """Take a new authenticator in place of the old; the old one was just used (fresh factor)."""
    account = actor.me
    if not account.is_staff_member:
        raise Refused("动态口令用于法院人员账号。", code="not_staff")
    if not actor.fresh_factor:
        raise sessions.FactorNeeded
    step = totp.matching_step(secret, code, clock.real_now())
    if step is None:
        raise Refused("新验证器显示的口令不正确。", do="请重新扫描二维码，输入当前显示的6位数字。", code="bad_factor",
                      status=422)
    account.totp_secret, account.totp_last_step = secret, step
    account.save(update_fields=["totp_secret", "totp_last_step"])
    sessions.kill_all(account)
    record(f"people:{account.pk}", "account.factor_changed", by=actor, court=account.court_id or "",
           facts={"account": str(account.pk)})


def set_first_password(account: Account, password: str) -> None:
    """The password of a litigant who registers, or none: codes to the phone are enough to sign in."""
    if password:
        check_password_rules(password, account)
        _set_password(account, password)
    else:
        account.set_unusable_password()


def record_sign_in(account: Account, way: str, address: str) -> None:
    """An entry that somebody signed in: by password and authenticator, by a code, or through the demo door."""
    with transaction.atomic():
        by = Actor(account, clock.today()) if account.is_active else nobody(clock.today(), address)
        record(f"people:{account.pk}", "account.signed_in", by=by, court=account.court_id or "", facts={"way": way})


def _set_password(account: Account, password: str) -> None:
    account.set_password(password)
    account.password_changed_at = clock.real_now()
