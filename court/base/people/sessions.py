"""Sessions: begun by both factors, ended by the server (S4). They live by the real clock, never by the court's.

In the session: account (id), epoch, begun, seen, factor (moments in seconds), offices, must_change.
`account` is there only once everything was checked; between the two factors there is `pending`.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from court.base.access.actor import ADMINISTRATORS, Actor, nobody
from court.base.access.limits import TooMany
from court.base.access.request import CourtRequest
from court.base.access.session_store import end_sessions
from court.base.courts import clock
from court.base.people import held, passwords
from court.base.people.models import Account
from court.kit.client import address
from court.kit.pages import say
from court.kit.prepared import Prepared
from court.kit.refusal import Refused
from court.kit.refusing import answer

ADMINISTRATOR_IDLE, STAFF_IDLE, LITIGANT_IDLE = 600, 900, 1800
ABSOLUTE = 36_000
FRESH = 300
PENDING = 300
# A moment of looking is written down this often: idle times are right to half a minute.
NOTED_EVERY = 30
_ACCOUNT = Prepared(lambda account: Account.objects.select_related("person", "court").filter(pk=account))


def begin(request: CourtRequest, account: Account) -> None:
    """Sign an account in, after every factor it needs. A new token, so that one fixed before is worth nothing."""
    now, said = _seconds(), request.session.get("said")
    request.session.flush()
    if said:
        request.session["said"] = said
    request.session.update({
        "account": str(account.pk), "epoch": account.session_epoch, "begun": now, "seen": now,
        "address": address(request), "browser": request.headers.get("User-Agent", "")[:120],
        "offices": _offices(account), "must_change": passwords.must_change(account),
    })
    rotate_token(request)
    request.actor = actor_of(request, account)


def begin_pending(request: CourtRequest, account: Account) -> None:
    """Remember that the first factor was right; nothing is open yet."""
    request.session.flush()
    request.session["pending"] = {"account": str(account.pk), "epoch": account.session_epoch, "at": _seconds()}
    rotate_token(request)


def pending_account(request: CourtRequest) -> Account | None:
    """Who gave the first factor in the last five minutes."""
    pending = request.session.get("pending")
    if not pending or _seconds() - pending["at"] > PENDING:
        return None
    account = Account.objects.select_related("person", "court").filter(
        pk=int(pending["account"]), session_epoch=pending["epoch"], disabled_at=None)
    return account.first()


def end(request: CourtRequest) -> None:
    request.session.flush()
    request.actor = nobody(clock.today(), address(request), request.path)


def kill_all(account: Account) -> None:
    """End every session of an account at its next request; this one's caller begins anew if it should go on."""
    Account.objects.filter(pk=account.pk).update(session_epoch=F("session_epoch") + 1)
    account.refresh_from_db(fields=["session_epoch"])
    transaction.on_commit(lambda: end_sessions(account.pk))


def freshen(request: CourtRequest) -> None:
    """Note that the second factor was given again, just now."""
    request.session["factor"] = _seconds()
    request.actor = actor_of(request, request.actor.me)


class FactorNeeded(Refused):
    """401: the second factor must be given again before this (S7)."""

    def __init__(self):
        super().__init__("办理该事项前需要再次验证身份。", do="请完成验证后继续。", code="factor_needed", status=401)


def require_fresh_factor(request: CourtRequest) -> None:
    """FactorNeeded unless the second factor was given in the last five minutes; the guard leads to the page."""
    if not request.actor.fresh_factor:
        raise FactorNeeded


def actor_of(request: CourtRequest, account: Account) -> Actor:
    factor = request.session.get("factor", 0)
    return Actor(account, clock.today(), fresh_factor=0 <= _seconds() - factor < FRESH, address=address(request),
                 page=request.path)


def idle_limit(account: Account) -> int:
    """Seconds without a sign of life after which a session ends."""
    if not account.is_staff_member:
        return LITIGANT_IDLE
    held_offices = {appointment.office for appointment in account.offices(clock.today())}
    return ADMINISTRATOR_IDLE if held_offices & ADMINISTRATORS else STAFF_IDLE


class SessionGuard:
    """Middleware, innermost: sets request.actor, ends what has run out, asks for factors."""

    def __init__(self, get_response: Callable[[CourtRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: CourtRequest) -> HttpResponse:
        request.actor = nobody(clock.today(), address(request), request.path)
        if "account" in request.session:
            self._sign_in_again(request)
        return self.get_response(request)

    def process_view(self, request: CourtRequest, view, args, kwargs) -> HttpResponse | None:
        """A password past its days opens only the page to change it."""
        if request.actor.signed_in and request.session.get("must_change") and not getattr(view, "always_open", False):
            return redirect("change_password")
        return None

    def process_exception(self, request: CourtRequest, exception: Exception) -> HttpResponse | None:
        if getattr(exception, "code", "") == "factor_needed" and request.actor.signed_in:
            return to_confirm(request)
        if isinstance(exception, TooMany):
            response = answer(request, exception)
            response.headers["Retry-After"] = str(exception.retry_after)
            return response
        return None

    def _sign_in_again(self, request: CourtRequest) -> None:
        session = request.session
        account = _ACCOUNT.first(int(session["account"]))
        if account is None or not account.is_active or account.session_epoch != session["epoch"]:
            end(request)
            return
        now = _seconds()
        if now - session["begun"] > ABSOLUTE or now - session["seen"] > idle_limit(account):
            held.keep(request, account)
            end(request)
            say(request, "为保障安全，您已自动退出，请重新登录；未提交的内容登录后可以继续提交。", "info")
            return
        self._stay(request, account, now)

    @staticmethod
    def _stay(request: CourtRequest, account: Account, now: int) -> None:
        session = request.session
        if now - session["seen"] >= NOTED_EVERY and request.headers.get("X-Background") != "1":
            session["seen"] = now
        if session["offices"] != (offices := _offices(account)):
            session["offices"] = offices
            session.cycle_key()
        request.actor = actor_of(request, account)


def always_open(view: Callable) -> Callable:
    """A view that a person with an expired password may still use."""
    view.always_open = True  # type: ignore[attr-defined]
    return view


def to_confirm(request: CourtRequest) -> HttpResponse:
    """To the page for the second factor, and back to the page the person was on."""
    back = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "")
    name = "confirm_factor" if request.actor.is_staff else "litigant_confirm_factor"
    where = reverse(name) + "?" + urlencode({"next": safe_next(request, back)})
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=401, headers={"HX-Redirect": where})
    return redirect(where)


def safe_next(request: CourtRequest, wanted: str, otherwise: str = "") -> str:
    """An address on this site to go on to, else the home of the person's face."""
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return otherwise or ("/staff/" if request.actor.is_staff else "/")


def _offices(account: Account) -> str:
    """What changes when an office is given or taken."""
    if not account.is_staff_member:
        return ""
    return ",".join(sorted(str(appointment.pk) for appointment in account.offices(clock.today())))


def _seconds() -> int:
    return int(clock.real_now().timestamp())


