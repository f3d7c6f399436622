"""The steps of a paper's way as rows that everybody sees: each row says how it stands, why, and who must act."""

from datetime import datetime

from django.db import transaction

from court.spine.dossier.models import Document
from court.spine.errands.actions import ask
from court.work.scanning.models import Step, Way

Name, State, Owner = Step.Name, Step.State, Step.Owner
OVER = (State.DONE, State.SKIPPED)
ORDER: list[str] = [one.value for one in Name]


def opened(document: Document, at: datetime) -> Way:
    """The way of a paper, made with its steps when there is none. Twice is once."""
    with transaction.atomic():
        way, made = Way.objects.get_or_create(document=document, defaults={
            "court_id": document.court_id, "arrived_at": document.created_at, "entered_at": at})  # fmt: skip
        if made:
            Step.objects.bulk_create(Step(way=way, name=name, order=place) for place, name in enumerate(ORDER))
            put(way, Name.CHECKED, State.DONE, at)
    return way


def locked(document_id: int) -> Way:
    """The way of a paper for a change of it; two workers at one paper wait for each other."""
    return Way.objects.select_for_update(of=("self",)).select_related("document__case", "document__court").get(pk=document_id)


def state_of(way: Way, name: str) -> str:
    return Step.objects.values_list("state", flat=True).get(way=way, name=name)


def over(way: Way, name: str) -> bool:
    return state_of(way, name) in OVER


def begin(way: Way, name: str, at: datetime) -> None:
    step = Step.objects.get(way=way, name=name)
    step.state, step.tries, step.reason, step.owner = State.RUNNING, step.tries + 1, "", Owner.MACHINE
    step.started_at, step.ended_at, step.page, step.of = at, None, None, None
    step.save()


def put(way: Way, name: str, state: str, at: datetime, reason: str = "", owner: str = Owner.MACHINE) -> None:
    """How a step ended, or what it waits for."""
    ended = None if state in (State.WAITING, State.RUNNING) else at
    Step.objects.filter(way=way, name=name).update(state=state, reason=reason[:300], owner=owner, ended_at=ended)


def skip(way: Way, names: list[str], at: datetime, reason: str) -> None:
    for name in names:
        put(way, name, State.SKIPPED, at, reason)


def fail(way: Way, name: str, at: datetime, reason: str, *, owner: str = Owner.DUTY) -> None:
    with transaction.atomic():
        put(way, name, State.FAILED, at, reason, owner)
        Way.objects.filter(pk=way.pk).update(state=Way.State.FAILED)


def go_on(way: Way, kind: str, at: datetime, tag: str = "") -> None:
    """Ask for the next piece of work, in the transaction that ends the one before."""
    ask(kind, key=f"{kind}:{way.pk}:{way.round}{tag}", payload={"document": str(way.pk)}, at=at, court=way.court_id,
        later=True)  # fmt: skip


def after(name: str) -> list[str]:
    """The steps from this one on."""
    return ORDER[ORDER.index(name) :]
