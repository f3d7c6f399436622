"""What somebody was sending when the session ran out: kept a day, shown after signing in, sent by a click (S4)."""

import json
from datetime import timedelta

from django.db.models import QuerySet

from court.base.access.request import CourtRequest
from court.base.courts import clock
from court.base.people.models import Account, HeldForm

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
LONGEST = 200_000
MOST = 5
KEPT = timedelta(hours=24)
NEVER = {"csrfmiddlewaretoken", "password", "code", "factor"}


def keep(request: CourtRequest, account: Account) -> HeldForm | None:
    """Keep the text fields of a form that came too late; never passwords, codes or files."""
    if request.method != "POST" or request.content_type not in FORMS:
        return None
    if int(request.headers.get("Content-Length") or 0) > LONGEST:
        return None
    fields = [[name, value] for name, values in request.POST.lists() if not _secret(name) for value in values]
    if not any(value.strip() for _, value in fields):
        return None
    now = clock.real_now()
    stale = held_for(account).order_by("-id").values_list("pk", flat=True)[MOST - 1:]
    HeldForm.objects.filter(pk__in=list(stale)).delete()
    return HeldForm.objects.create(account=account, path=request.get_full_path()[:300], at=now,
                                   body=json.dumps(fields, ensure_ascii=False))


def held_for(account: Account) -> QuerySet[HeldForm]:
    """What is still kept for an account; what is older than a day is taken away."""
    mine = HeldForm.objects.filter(account=account)
    mine.filter(at__lt=clock.real_now() - KEPT).delete()
    return mine.order_by("-id")


def fields_of(form: HeldForm) -> list[tuple[str, str]]:
    return [(name, value) for name, value in json.loads(form.body)]


def _secret(name: str) -> bool:
    return name in NEVER or "password" in name
