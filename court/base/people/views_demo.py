"""The demo's door: pick somebody and be them. It answers only in a database marked as a demo, else it doesn't exist.

Addresses are mounted only where settings say so (COURT_DEMO); the mark in the database is asked at every call.
"""

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from court.base.access.views import open_to
from court.base.courts import clock
from court.base.courts.queries import trial_courts
from court.base.people import credentials, sessions
from court.base.people.models import Account, Appointment
from court.base.people.names import folded
from court.kit import client

MOST = 60


@require_safe
@open_to("anyone")
def enter(request):
    """The cast by court and office, and the litigants by name."""
    _only_in_a_demo()
    words, court = request.GET.get("q", "")[:40], request.GET.get("court", "")
    courts = list(trial_courts())
    chosen = court if court in {one.pk for one in courts} else courts[0].pk if courts else ""
    staff = _staff(chosen) if settings.COURT_FACE != "public" else []
    outside = _outside(words) if settings.COURT_FACE != "staff" else []
    return render(request, "people/enter.html", {
        "courts": courts, "chosen": chosen, "staff": staff, "outside": outside, "words": words,
        "next": request.GET.get("next", ""),
    })


@require_POST
@open_to("anyone")
def enter_as(request, pk):
    """Sign in as a member of the cast, as if both factors had just been given."""
    _only_in_a_demo()
    account = get_object_or_404(Account.objects.select_related("person", "court"), pk=pk, disabled_at=None)
    if account.kind == Account.Kind.SYSTEM:
        raise Http404
    credentials.record_sign_in(account, "demo", client.address(request))
    sessions.begin(request, account)
    sessions.freshen(request)
    return redirect(sessions.safe_next(request, request.POST.get("next", "")))


def _staff(court: str) -> list[tuple[str, Account]]:
    """(offices, account) of a court, in the order of the offices' list."""
    today = clock.today()
    valid = Prefetch("appointments", Appointment.objects.valid(today).filter(court=court).order_by("id"), "posts")
    rows = Account.objects.filter(kind=Account.Kind.STAFF, disabled_at=None,
                                  pk__in=Appointment.objects.valid(today).filter(court=court).values("account"))
    order = {office: place for place, office in enumerate(_ORDER)}
    people = sorted(rows.select_related("person").prefetch_related(valid),
                    key=lambda account: (order.get(account.posts[0].office, 99), account.person.name_key))
    return [("、".join(dict.fromkeys(post.get_office_display() for post in account.posts)), account)
            for account in people]


_ORDER = [
    "filing_clerk", "case_manager", "judge", "assistant", "clerk", "division_head", "vice_president",
    "court_president", "cashier", "finance_head", "service_officer", "archivist", "duty_officer", "system_admin",
    "security_admin", "audit_admin",
]


def _outside(words: str) -> list[Account]:
    rows = Account.objects.filter(kind__in=[Account.Kind.LITIGANT, Account.Kind.LAWYER], disabled_at=None)
    if words:
        rows = rows.filter(person__name_key__startswith=folded(words))
    return list(rows.select_related("person").order_by("-id")[:MOST])


def _only_in_a_demo() -> None:
    if not clock.is_demo():
        raise Http404
