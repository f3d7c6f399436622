"""What pages show of the person who is signed in, and how a form that was refused is shown again."""

import segno
from django.conf import settings
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from court.base.access.limits import TooMany
from court.base.access.request import CourtRequest
from court.base.courts import clock
from court.base.people import totp
from court.base.people.models import Account
from court.kit.pages import Entry
from court.kit.refusal import Refused


def me(request: CourtRequest) -> dict:
    """Context processor: name, office, court and the menu of the person for the staff's frame."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.is_staff:
        return {}
    posts = actor.appointments
    court = posts[0].court if posts else actor.account.court
    return {
        "me_name": actor.person.name, "me_office": "、".join(dict.fromkeys(p.get_office_display() for p in posts)),
        "court_label": court.short_name if court else "", "sign_out_url": address("sign_out"),
        "me_menu": [Entry("我的账号", address("my_account"), "user"), *_administration(actor)],
    }


def _administration(actor) -> list[Entry]:
    entries = []
    if actor.is_administrator:
        entries.append(Entry("账号与任职", address("accounts"), "users"))
    if actor.holds("audit_admin"):
        entries.append(Entry("登录与阅看记录", address("audit_log"), "eye-check"))
    return entries


def address(name: str, *args) -> str:
    """An address by name, or "" where this face doesn't have it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def show_form(request: CourtRequest, form: Form, *, heading: str, submit: str, words: str = "", links=(),
              face: str = "plain", status: int = 200, **more) -> HttpResponse:
    """A page of one form.

    face   plain (one card), staff (the desk's frame) or phone (the public's frame)
    links  (label, address) pairs shown below the form
    """
    page = {"form": form, "heading": heading, "submit": submit, "words": words, "links": links, **more}
    status = 422 if status == 200 and form.is_bound and form.errors else status
    answer = render(request, f"people/form_{face}.html", page, status=status)
    if wait := getattr(form, "retry_after", None):
        answer.headers["Retry-After"] = str(wait)
    return answer


def told(form: Form, refused: Refused) -> int:
    """Put a refusal on top of its form; gives the status of the answer."""
    form.add_error(None, refused.for_people())
    if isinstance(refused, TooMany):
        form.retry_after = refused.retry_after  # type: ignore[attr-defined]
    return refused.status


def enrolment_picture(account: Account, secret: str) -> dict:
    """The QR code of an authenticator as an image address, and the secret to type where no camera is."""
    uri = totp.enrolment_uri(secret, account.username, settings.COURT_NAME)
    spaced = " ".join(secret[i:i + 4] for i in range(0, len(secret), 4))
    return {"qr": segno.make(uri, error="m").svg_data_uri(scale=5, border=2), "secret": spaced}


def demo_factor(account: Account) -> str:
    """In a demo, the authenticator's code, so that nobody needs a phone to try the court; else nothing."""
    if not clock.is_demo() or not account.totp_secret:
        return ""
    now = totp.step_of(clock.real_now())
    return totp.code_at(account.totp_secret, min(max(now, account.totp_last_step + 1), now + totp.DRIFT))
