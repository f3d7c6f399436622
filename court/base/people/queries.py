"""Questions about accounts: for administrators, and for rooms that look for a member of the court."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from court.base.access.actor import Actor
from court.base.access.models import ReadRecord
from court.base.courts import clock
from court.base.courts.models import Court
from court.base.courts.queries import answers_for
from court.base.people.models import Account, Appointment, SignInAttempt
from court.base.people.names import folded


def courts_of(actor: Actor) -> QuerySet[Court]:
    """The courts whose accounts an administrator looks after: their own and those directly under it."""
    codes = {code for post in actor.appointments for code in answers_for(post.court_id)}
    return Court.objects.filter(pk__in=codes).order_by("code")


def staff_accounts(actor: Actor, words: str = "", court: str = "") -> QuerySet[Account]:
    """Accounts of members of the court that an administrator looks after, by name or login name."""
    codes = list(courts_of(actor).values_list("pk", flat=True))
    rows = Account.objects.filter(kind=Account.Kind.STAFF, court__in=[court] if court in codes else codes)
    if words:
        rows = rows.filter(Q(person__name_key__startswith=folded(words)) | Q(username__istartswith=words.strip()))
    return rows.select_related("person", "court").prefetch_related("appointments__court", "appointments__division")


def holders(court: str, office: str, on: date) -> QuerySet[Appointment]:
    """Who holds an office of a court on a day, with accounts that are open, by name."""
    rows = Appointment.objects.valid(on).filter(court=court, office=office, account__disabled_at=None)
    return rows.select_related("account__person", "division").order_by("account__person__name_key", "id")


def attempts(days: int = 7, *, failed_only: bool = False) -> QuerySet[SignInAttempt]:
    """Tries to sign in of the last days, the newest first."""
    rows = SignInAttempt.objects.filter(at__gt=clock.real_now() - timedelta(days=days))
    rows = rows.filter(succeeded=False) if failed_only else rows
    return rows.select_related("account__person").order_by("-id")


def reads(stream: str = "", account: int | None = None) -> QuerySet[ReadRecord]:
    """Looks at one thing, or by one account; nothing when neither is named."""
    rows = ReadRecord.objects.order_by("-id")
    if stream:
        rows = rows.filter(stream=stream)
    if account:
        rows = rows.filter(account=account)
    return rows if stream or account else rows.none()


def names_of(accounts: set[int]) -> dict[int, str]:
    """Names by account id: the record of reads keeps numbers only."""
    return dict(Account.objects.filter(pk__in=accounts).values_list("pk", "person__name"))
