"""Passwords and second factors, tried (S1, S3). Text and time never tell whether a name exists.

Every try is counted before it is checked, by the name typed, whether or not anybody has it: so a
hundred guesses at one moment count as a hundred, and a locked stranger looks like a locked judge.
"""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.crypto import salted_hmac

from court.base.access.limits import TooMany, limit
from court.base.courts import clock
from court.base.courts.bounds import held
from court.base.courts.queries import setting
from court.base.people import identity, totp
from court.base.people.models import Account, SignInAttempt, SignInLock
from court.base.people.names import folded
from court.kit.refusal import Refused

WRONG = "登录名或者密码不正确。"
TRIES = 5
SPRAY, SPRAY_SECONDS = 20, 300


def check_staff(username: str, password: str, address: str) -> Account:
    """The member of the court behind a name and password. The second factor is still to come."""
    account = Account.objects.filter(username=username.strip(), kind=Account.Kind.STAFF)
    return _check(username, password, address, account.select_related("person", "court").first())


def check_litigant(phone: str, password: str, address: str) -> Account:
    """The litigant or lawyer behind a phone number and password."""
    found = Account.objects.filter(phone_index__in=identity.phone_indexes(phone)).exclude(kind=Account.Kind.STAFF)
    return _check(phone, password, address, found.select_related("person").first())


def check_factor(account: Account, typed: str, address: str) -> None:
    """Use one code of the authenticator. Each step of 30 seconds is good once, whoever is quicker."""
    key = _key(f"factor:{account.pk}")
    _count_a_try(key)
    step = None
    if account.totp_secret:
        step = totp.matching_step(account.totp_secret, typed, clock.real_now(), account.totp_last_step)
    used = step is not None and Account.objects.filter(
        pk=account.pk, totp_last_step__lt=step, disabled_at=None).update(totp_last_step=step)
    _note(key, account, address, succeeded=bool(used), step="factor")
    if not used:
        raise Refused("动态口令不正确，或者已经使用过。", do="请输入验证器当前显示的6位数字；刚用过的请等下一组。",
                      code="bad_factor", status=422)
    _forgive(key)


def limit_guesses_of_links(address: str) -> None:
    """Nobody guesses 132 bits; but nobody should be heard trying, either."""
    limit(f"link:{address}", held("rate.links"), 60, message="尝试过于频繁。")


def check_own_password(account: Account, password: str, address: str) -> None:
    """The password of somebody who is signed in, asked again; guesses count and lock as at the door."""
    key = _key(f"own:{account.pk}")
    _count_a_try(key)
    is_right = account.check_password(password)
    _note(key, account, address, succeeded=is_right, step="own")
    if not is_right:
        raise Refused("原密码不正确。", do="请重新输入原密码。", code="bad_password", status=422)
    _forgive(key)


def _check(name: str, password: str, address: str, account: Account | None) -> Account:
    _slow_down(address)
    key = _key(folded(name))
    _count_a_try(key)
    if account is None or not account.has_usable_password():
        make_password(password)  # the same work as for a name that exists
        right = None
    else:
        right = account if account.check_password(password) and account.is_active else None
    _note(key, account, address, succeeded=right is not None, step="password")
    if right is None:
        raise Refused(WRONG, do="请核对后重试；连续输错5次将暂时锁定。", code="bad_password", status=422)
    _forgive(key)
    return right


def _slow_down(address: str) -> None:
    """At most 10 tries a minute from one address, and none after 20 failures in five minutes."""
    limit(f"sign-in:{address}", held("rate.sign_in"), 60, message="登录过于频繁。")
    since = clock.real_now() - timedelta(seconds=SPRAY_SECONDS)
    failures = SignInAttempt.objects.filter(address=address, at__gt=since, succeeded=False).order_by("at")
    oldest = list(failures.values_list("at", flat=True)[:SPRAY])
    if len(oldest) >= SPRAY:
        wait = (oldest[0] - since).total_seconds()
        raise TooMany("该网络地址登录失败次数过多，已暂停登录。", int(wait) + 1)


@transaction.atomic(durable=True)
def _count_a_try(key: str) -> None:
    """Count a try of this key; TooMany while it is locked. The fifth wrong one in a row locks it.

    Durable: inside another transaction a wrong guess would be uncounted by its own refusal.
    """
    now = clock.real_now()
    SignInLock.objects.get_or_create(key=key)
    lock = SignInLock.objects.select_for_update().get(key=key)
    if lock.locked_until and lock.locked_until > now:
        wait = (lock.locked_until - now).total_seconds()
        raise TooMany(f"连续输错{TRIES}次，已锁定。", int(wait) + 1)
    if lock.locked_until:
        lock.failures, lock.locked_until = 0, None
    lock.failures += 1
    if lock.failures >= TRIES:
        # One value for all courts: a court's own would tell that the name is one of its people.
        lock.locked_until = now + timedelta(minutes=setting("sign_in.lock_minutes", 15, on=clock.today()))
    lock.save()


def _forgive(key: str) -> None:
    SignInLock.objects.filter(key=key).update(failures=0, locked_until=None)


def _note(key: str, account: Account | None, address: str, *, succeeded: bool, step: str) -> None:
    SignInAttempt.objects.create(at=clock.real_now(), name_key=key, account=account, address=address,
                                 succeeded=succeeded, step=step)


def _key(name: str) -> str:
    return salted_hmac("court.base.people.sign_in", name, algorithm="sha256").hexdigest()
