"""The day before: everybody called is reminded, once."""
from datetime import datetime, timedelta

from django.db import transaction

from court.kit.days import date_of, moment_at, sentence
from court.spine.errands.registry import scheduled
from court.spine.messages.actions import tell
from court.work.hearings.models import Hearing


@scheduled("hearings.remind", every_seconds=1800, label="明日开庭提醒")
def remind(now: datetime) -> int:
    """Remind everybody of tomorrow's hearings; however often it runs, once a person and hearing. Gives how many."""
    begin = moment_at(date_of(now) + timedelta(days=1))
    ahead = Hearing.objects.filter(state=Hearing.State.SCHEDULED, starts_at__gte=begin, starts_at__lt=begin + timedelta(days=1),
                                   case__is_state_secret=False).select_related("case__court", "case__judge__person", "room")
    told = 0
    for hearing in ahead.order_by("starts_at", "id"):
        with transaction.atomic():
            for row in hearing.attendances.select_related("person"):
                tell(row.person, kind="hearing_reminder", key=f"remind:{hearing.pk}:{row.person_id}", at=now,
                     case=hearing.case, fields={"when": sentence(hearing.starts_at), "room": hearing.place})
                told += 1
    return told
