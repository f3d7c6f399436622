"""Codes to a phone and links to an account: random, short-lived, used once (S2). They live by the real clock."""

import hmac
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from court.base.access.limits import limit
from court.base.courts import clock
from court.base.courts.bounds import held
from court.base.people import identity, totp
from court.base.people.models import Account, AccountLink, OneTimeCode
from court.kit.ids import ALPHABET, read_code
from court.kit.refusal import Refused
from court.ports.failure import OutsideFailed
from court.ports.registry import get
from court.ports.sms import Sms

CODE_MINUTES, GUESSES = 5, 5
LINK_LENGTH = 27  # of 30 letters: 132 random bits, and still fits a field of a text message
LINK_LIFE = {AccountLink.Purpose.ACTIVATE: timedelta(hours=24), AccountLink.Purpose.RESET: timedelta(minutes=15)}
WRONG = "验证码不正确或者已失效。"


def send_code(phone: str, purpose: str) -> OneTimeCode:
    """Send six digits to a checked number. TooMany beyond 1 a minute or the number a day that is set (rate.codes); Refused when the carrier fails."""
    limit(f"sms:minute:{phone}", 1, 60, message="验证码发送过于频繁。")
    limit(f"sms:day:{phone}", held("rate.codes"), 86_400, message="该手机号今日获取验证码次数已用完。")
    digits = f"{secrets.randbelow(10**6):06d}"
    now = clock.real_now()
    code = OneTimeCode(purpose=purpose, phone_index=identity.phone_index(phone), made_at=now,
                       expires_at=now + timedelta(minutes=CODE_MINUTES))
    code.digest = _digest(f"{code.pk}:{digits}")
    code.save()
    try:
        fields = {"code": digits, "minutes": str(CODE_MINUTES)}
        code.receipt = get(Sms).send(phone, "login_code", fields, key=f"code-{code.pk}")[:80]
    except OutsideFailed as why:
        raise Refused(f"验证码未能发出：{why.why}", do="请稍后再试，或者改用密码登录。", code="sms_down",
                      status=503) from why
    code.save(update_fields=["receipt"])
    return code


def use_code(phone: str, purpose: str, typed: str) -> None:
    """Use the newest code of a number. Refused when it is wrong, old, used, or guessed at five times."""
    now = clock.real_now()
    sent = OneTimeCode.objects.filter(phone_index__in=identity.phone_indexes(phone), purpose=purpose)
    code = sent.order_by("-id").first()
    if code is None or code.used_at or code.expires_at <= now:
        raise Refused(WRONG, do="请重新获取验证码。", code="bad_code", status=422)
    # Counted before it is compared, so that guesses sent at the same moment are counted too.
    if not _count_a_guess(code):
        raise Refused("验证码输错次数过多，已失效。", do="请重新获取验证码。", code="code_spent", status=422)
    digits = "".join(typed.split())
    if not hmac.compare_digest(code.digest, _digest(f"{code.pk}:{digits}")):
        raise Refused(WRONG, do="请核对短信后重新输入。", code="bad_code", status=422)
    if not OneTimeCode.objects.filter(pk=code.pk, used_at=None).update(used_at=now):
        raise Refused(WRONG, do="请重新获取验证码。", code="bad_code", status=422)


@transaction.atomic(durable=True)
def _count_a_guess(code: OneTimeCode) -> bool:
    """Whether a guess is left. Durable: a transaction around it would undo the count when the guess is wrong."""
    return bool(OneTimeCode.objects.filter(pk=code.pk, guesses__lt=GUESSES).update(guesses=F("guesses") + 1))


def make_link(account: Account, purpose: AccountLink.Purpose) -> str:
    """A new link's token; all earlier links of the account end. Call inside the transaction of the act."""
    now = clock.real_now()
    AccountLink.objects.filter(account=account, used_at=None).update(used_at=now)
    token = "".join(secrets.choice(ALPHABET) for _ in range(LINK_LENGTH))
    AccountLink.objects.create(account=account, purpose=purpose, digest=_digest(token), made_at=now,
                               expires_at=now + LINK_LIFE[purpose], totp_secret=totp.new_secret())
    return token


def open_link(token: str) -> AccountLink:
    """The link of a token, still good. Looking doesn't use it: mail scanners and phones look first."""
    link = AccountLink.objects.filter(digest=_digest(read_code(token))).select_related("account__person").first()
    if link is None or link.used_at or link.expires_at <= clock.real_now() or link.account.disabled_at:
        raise Refused("该链接不存在、已使用或者已过期。", do="请联系本院系统管理员重新办理。",
                      code="bad_link", status=404)
    return link


def use_link(link: AccountLink) -> None:
    """Mark a link used; Refused when another request was quicker. Inside the transaction of the act."""
    with transaction.atomic():
        if not AccountLink.objects.filter(pk=link.pk, used_at=None).update(used_at=clock.real_now()):
            raise Refused("该链接已使用。", do="请联系本院系统管理员重新办理。", code="bad_link")


def session_mark(session_key: str) -> str:
    """How a page names a session without giving it away."""
    return _digest(f"session:{session_key}")[:20]


def _digest(text: str) -> str:
    return salted_hmac("court.base.people.codes", text, algorithm="sha256").hexdigest()
