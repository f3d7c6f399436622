"""From an act to the orders: which paper goes to whom, by when, and by which way it sets out."""
from datetime import date, datetime

from court.base.people.models import Office
from court.kit.days import date_of
from court.kit.prepared import Prepared
from court.kit.writing import insert
from court.spine.cases.models import Case, Handler, Party
from court.spine.cases.scene import Scene
from court.spine.dossier.models import Document
from court.spine.errands.actions import ask
from court.spine.journal.models import Entry
from court.spine.tasks.actions import close_tasks, open_task
from court.work.process_service import effect, kinds
from court.work.process_service.models import ServiceOrder
from law import rows
from law.answer import LawError

ELECTRONIC = "service.electronic"
State = ServiceOrder.State


def from_specs(scene: Scene, entry: Entry, specs: list[dict]) -> list[ServiceOrder]:
    """Orders for the papers an act produced just now and its definition wants served: each to its own party."""
    documents = [scene.papers[int(spec["document"])] for spec in specs if spec.get("serve")]
    made = [_order(scene.case, document, party, entry, scene.at) for document in documents
            for party in ([document.party] if document.party else scene.parties)]
    insert(made)
    for order in made:
        set_out(order, scene.at)
    return made


def from_paper(case: Case, entry: Entry, document_id: int, at: datetime) -> list[ServiceOrder]:
    """Orders for a signed paper that an act took: one document, every party."""
    document = Document.objects.get(pk=document_id, case=case)
    return [make(case, document, party, entry, at) for party in standing(case)]


def standing(case: Case) -> list[Party]:
    return list(case.parties.filter(left_on=None).select_related("person"))


def make(case: Case, document: Document, party: Party, entry: Entry, at: datetime) -> ServiceOrder:
    """The order for one paper and party; asked twice, it is one. Electronic service sets out by itself."""
    if known := ServiceOrder.objects.filter(document=document, party=party).first():
        return known
    order = _order(case, document, party, entry, at)
    order.save(force_insert=True)
    set_out(order, at)
    return order


def _order(case: Case, document: Document, party: Party, entry: Entry, at: datetime) -> ServiceOrder:
    wanted = kinds.wanted_of(case, document)
    return ServiceOrder(
        document=document, party=party, court_id=case.court_id, case=case, act=entry.kind.removeprefix("case."),
        wanted=wanted, entry_place=entry.place, created_at=at, due_on=_due(case, wanted, date_of(at)))


def _due(case: Case, wanted: str, on: date) -> date | None:
    """The complaint copy goes out within five days of docketing (民诉法128); other papers have no day of their own."""
    if wanted != ServiceOrder.Wanted.COMPLAINT:
        return None
    try:
        return rows.due("periods", "complaint_copy", max(case.docketed_on, on), "发送起诉状副本")["by"]
    except LawError:
        return None


def set_out(order: ServiceOrder, at: datetime) -> bool:
    """Ask for electronic service where the party consented; whether it was asked."""
    if effect.may_serve_electronically(order, date_of(at)) is None:
        return False
    return ask(ELECTRONIC, key=f"{ELECTRONIC}:{order.pk}", payload={"order": str(order.pk)}, at=at,
               court=order.court_id)


def set_out_waiting(case: Case, at: datetime) -> int:
    """After somebody joined and consented: papers nobody served yet go the electronic way; how many."""
    waiting = ServiceOrder.objects.filter(case=case, state=State.OPEN, party__e_service=True)
    return sum(set_out(order, at) for order in waiting.select_related("case", "party", "document"))


def drop(case: Case, act: str, at: datetime) -> int:
    """Papers of an act that lost their purpose before they were served; how many. What was served stays served."""
    waiting = list(ServiceOrder.objects.filter(case=case, act=act, state__in=[State.OPEN, State.SENT, State.FAILED]))
    for order in waiting:
        order.state = State.DROPPED
        order.save(update_fields=["state"])
        close_tasks(f"service-order:{order.pk}", "service_failed", by=None, at=at, cancelled=True)
    keep_task(case, at)
    return len(waiting)


def subject(case: Case) -> str:
    return f"service:{case.pk}"


_WAITING = Prepared(lambda case: ServiceOrder.objects.filter(case=case, state=State.OPEN).select_related("party", "document"))


def keep_task(case: Case, at: datetime, by=None) -> None:
    """One task a case while a paper waits for a person to serve it; closed when none does."""
    if not _want_a_hand(case, _WAITING.rows(case.pk), at, clerk_of):
        close_tasks(subject(case), "serve", by=by, at=at)


def hand_over(scene: Scene) -> None:
    """The task anew, for whoever is the clerk now: of the papers of this act and of those that wait already."""
    close_tasks(subject(scene.case), "serve", by=None, at=scene.at, cancelled=True)
    _want_a_hand(scene.case, _WAITING.rows(scene.case.pk), scene.at, lambda _: _clerk_in(scene))


def _clerk_in(scene: Scene):
    return next((one.account for one in scene.role_of(Handler.Role.CLERK)), None)


def add_to_task(scene: Scene, new: list[ServiceOrder]) -> None:
    """New orders beside those that keep_task() saw: they can only make a person needed, never the opposite."""
    _want_a_hand(scene.case, new, scene.at, lambda _: _clerk_in(scene))


def _want_a_hand(case: Case, orders: list[ServiceOrder], at: datetime, find_clerk) -> bool:
    """Open the task when one of these orders waits for a person; whether one does."""
    by_hand = [order for order in orders if order.state == State.OPEN]
    if all(effect.may_serve_electronically(order, date_of(at)) for order in by_hand):
        return False
    clerk = find_clerk(case)
    due = min((order.due_on for order in by_hand if order.due_on), default=None)
    open_task(court=case.court_id, case=case, subject=subject(case), kind="serve", label="送达诉讼文书", at=at,
              assignee=clerk, office="" if clerk else Office.FILING_CLERK.value, due_on=due)
    return True


def clerk_of(case: Case):
    found = case.handlers.filter(role=Handler.Role.CLERK, until=None).select_related("account").first()
    return found.account if found else None
