"""Everything there is in the court, counted by what it is; and what must be true at every moment."""

from collections import Counter

from django.apps import apps
from django.db.models import Count

from court.kit import blobs
from court.spine.cases import replay
from court.spine.cases.models import Case
from court.spine.dossier import verification
from court.spine.dossier.models import Document, Rendition
from court.spine.errands.models import Errand
from court.spine.journal.models import Entry
from court.spine.journal.verification import verify

# What is counted by more than that it is there.
BY = {
    "journal.Entry": ("kind",), "dossier.Document": ("kind", "state", "volume", "held"),
    "dossier.Rendition": ("purpose",), "errands.Errand": ("kind", "state"), "messages.Message": ("kind",),
    "tasks.Task": ("kind", "state"), "fees.Order": ("state",), "fees.LedgerLine": ("kind", "amount_fen"),
    "cases.Case": ("stage",), "filing.Filing": ("state",), "judgments.Paper": ("kind", "state"),
    "process_service.ServiceOrder": ("act", "state"), "cases.Handler": ("role",), "clocks.Clock": ("kind",),
    "consequences.Owed": ("kind",),
}  # fmt: skip
# Rows that the first of its kind makes; sessions, limits, exports and schedules, which go by the real clock.
NOT_COUNTED = {
    "journal.StreamHead", "cases.NumberCounter", "journal.HeadExport", "journal.ExportedHead", "errands.Schedule", "fees.Reconciliation", "sessions.Session",
    "people.SignInAttempt", "people.SignInLock", "access.ReadRecord", "access.SessionRow", "access.RateCount",
}
# Questions that are asked of other houses later, again and again.
LATER = ("message.fate", "fees.ask_gateway")


def everything() -> Counter:
    """{(model, what it is): how many}, over all tables of the court."""
    found: Counter = Counter()
    for model in apps.get_models():
        label = model._meta.label
        if label in NOT_COUNTED:
            continue
        names = BY.get(label, ())
        rows = model._default_manager.all()
        if label == "errands.Errand":
            rows = rows.exclude(kind__in=LATER)
        elif label == "journal.Entry":
            rows = rows.exclude(stream__startswith="account:").exclude(kind__startswith="account.")
        if not names:
            found[label] = rows.count()
            continue
        for row in rows.values_list(*names).annotate(Count("pk")).order_by():
            found[label, *row[:-1]] = row[-1]
    return +found


def added(before: Counter, after: Counter) -> dict:
    """What came and went between two counts."""
    keys = set(before) | set(after)
    return {key: after[key] - before[key] for key in keys if after[key] != before[key]}


def differs(told: dict, reference: dict) -> list[str]:
    """Where an act that was killed added something else than one that was left alone."""
    keys = sorted(set(told) | set(reference), key=str)
    return [f"{key}: {told.get(key, 0)}, left alone {reference.get(key, 0)}"
            for key in keys if told.get(key, 0) != reference.get(key, 0)]


def broken(case_id: int, filing_id: int) -> list[str]:
    """What is wrong with one case, its papers and the journal as a whole."""
    found = [f"journal: {one}" for one in verify().findings]
    found += [f"parked: {one.kind}: {one.last_error}" for one in Errand.objects.filter(state=Errand.State.PARKED)]
    if case_id:
        case = Case.objects.get(pk=case_id)
        found += replay.compare(case)
        found += [f"dossier: {fault.words}" for fault in verification.verify(case)]
    for one in Rendition.objects.filter(document__filing_id=filing_id):
        try:
            blobs.verify(blobs.Blob(one.sha256, one.sm3, one.size))
        except blobs.Damaged as damaged:
            found.append(f"blob: {damaged}")
    return found


def numbers() -> list[str]:
    """Numbers that stand twice or are left out, over all cases; dockets that stand twice in the journal."""
    found = []
    for court, year, kind in Case.objects.values_list("court", "year", "type_code").distinct():
        given = sorted(Case.objects.filter(court=court, year=year, type_code=kind).values_list("seq", flat=True))
        if given != list(range(1, len(given) + 1)):
            found.append(f"{court} {year} {kind}: {given}")
    twice = Entry.objects.filter(kind__in=["case.docket", "case.issue_judgment", "case.settle_fee", "filing.submitted"])
    found += [f"{stream}: {kind} stands {many} times" for stream, kind, many in
              twice.values_list("stream", "kind").annotate(many=Count("pk")).filter(many__gt=1)]
    waiting = Document.objects.filter(state__in=["expected", "waiting"]).count()
    return [*found, *([f"{waiting} papers without their pages"] if waiting else [])]
