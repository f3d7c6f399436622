"""回填: what a person decides about a difference. Only what was blank is filled from here; all else has its own way."""

from datetime import datetime

from django.db import transaction
from django.urls import NoReverseMatch, reverse

from court.base.access.actor import Actor
from court.base.people import identity, persons
from court.base.people.models import Office, Person
from court.kit.refusal import Refused
from court.spine.dossier import places
from court.spine.journal.actions import append
from court.work.scanning import comparing, steps, taking
from court.work.scanning.models import Difference

State = Difference.State
FILLED = ("phone", "address")
# Where each datum is changed: words, and the name of the address.
WAYS = {
    "name": ("姓名、名称由窗口凭证件变更", "window_people", False),
    "id_number": ("证件号码只能由窗口凭证件变更，并由第二人复核", "window_people", False),
    "phone": ("电话由窗口核实后变更", "window_people", False),
    "address": ("送达地址在送达页面登记", "services_of_case", True),
    "claims": ("诉讼请求的变更须由当事人申请，在案件页面办理", "case_page", True),
    "amount": ("标的额随诉讼请求的变更一并办理，在案件页面办理", "case_page", True),
    "loan_date": ("出借日期由法官在要素页面确认", "case_elements", True),
    "case_number": ("案号不符的，可能是他案材料，请核对后剔除", "document_page", None),
}


def fillable(one: Difference) -> bool:
    """A blank of a person whose number is known: the register takes what is missing, and never changes what stands."""
    if one.name not in FILLED or one.party is None or not one.party.person.id_number:
        return False
    return not getattr(one.party.person, one.name)


def elsewhere(one: Difference, actor: Actor | None = None) -> tuple[str, str]:
    """Where it is changed, in words, and the address of that page; none for who may not open it."""
    words, name, by_case = WAYS[one.name]
    if name == "window_people" and actor is not None and not actor.holds(Office.FILING_CLERK, one.case.court_id):
        return f"{words}，请告知立案窗口", ""
    try:
        return words, reverse(name, args=(one.case_id,) if by_case else (one.way_id,) if by_case is None else ())
    except NoReverseMatch:
        return words, ""


@transaction.atomic
def decide(pk: int, choice: str, *, by, at: datetime) -> Difference:
    """accept (fills a blank), keep, later. Refused for what others decided, and for data that has its own way."""
    one = Difference.objects.select_for_update(of=("self",)).select_related("party__person", "case", "way__document__case").get(pk=pk)
    if one.state not in taking.OPEN:
        raise Refused("该项已经核对。", do="请刷新页面。", code="stale")
    if choice not in ("accept", "keep", "later"):
        raise Refused("请选择采用、维持或者稍后。", code="bad_field", status=422)
    if choice == "accept":
        one.filled = _accept(one)
    one.state = {"accept": State.ACCEPTED, "keep": State.KEPT, "later": State.LATER}[choice]
    one.decided_at, one.decided_by = (None, None) if choice == "later" else (at, by.account)
    one.save(update_fields=["state", "filled", "decided_at", "decided_by"])
    append(one.case.stream, "scanning.decided", by=by.account, at=at, court=one.case.court_id,
           facts={"difference": str(one.pk), "datum": one.name, "party": str(one.party_id or ""), "choice": choice})  # fmt: skip
    taking.close_where_all_decided(one.way, by=places.account_of(by), at=at)
    return one


@transaction.atomic
def reopen(pk: int, *, by, at: datetime) -> Difference:
    """Take a decision back in one step: asked again; what accepting had filled in is blank again. Refused once it was changed."""
    case_id = Difference.objects.values_list("case_id", flat=True).get(pk=pk)
    places.hold_case(case_id)
    one = Difference.objects.select_for_update(of=("self",)).select_related("party__person", "case", "way__document__case").get(pk=pk)
    if one.state not in (State.ACCEPTED, State.KEPT):
        raise Refused("该项没有可以撤销的决定。", do="请刷新页面。", code="stale")
    if one.way.differences.filter(name=one.name, party=one.party, state__in=taking.OPEN).exists():
        raise Refused("该项已有新的比对结果。", do="请核对新的一项。", code="newer")
    if one.filled:
        _blank(one)
    one.state, one.filled, one.decided_at, one.decided_by = State.OPEN, False, None, None
    one.save(update_fields=["state", "filled", "decided_at", "decided_by"])
    append(one.case.stream, "scanning.decided", by=by.account, at=at, court=one.case.court_id,
           facts={"difference": str(one.pk), "datum": one.name, "party": str(one.party_id or ""), "choice": "reopen"})  # fmt: skip
    steps.put(one.way, steps.Name.COMPARED, steps.State.UNSURE, at, "核对已撤销，请重新核对。", steps.Owner.KEEPER)
    taking.ask_keeper(one.case, at)
    return one


def _blank(one: Difference) -> None:
    assert one.party is not None
    person = Person.objects.select_for_update().get(pk=one.party.person_id)
    if getattr(person, one.name) != (identity.phone_number(one.says) if one.name == "phone" else one.says.strip()):
        raise Refused(f"{one.label}其后又有变更，不能撤销。", do="请由窗口核实后变更。", code="newer")
    blanks = {one.name: "", **({"phone_index": ""} if one.name == "phone" else {})}
    for name, value in blanks.items():
        setattr(person, name, value)
    person.save(update_fields=list(blanks))


def _accept(one: Difference) -> bool:
    """Whether a blank was filled; nothing is left to do where both say the same by now."""
    if not comparing.still_differs(one):
        return False
    if not fillable(one):
        words, _ = elsewhere(one)
        raise Refused(f"{words}。", do="请到相应页面办理；办完后本项显示“现已一致”，再点采用。", code="elsewhere")
    assert one.party is not None
    person = one.party.person
    persons.find_or_create_person(person.name, kind=person.kind, id_kind=person.id_kind, id_number=person.id_number,
                                  **{one.name: one.says})  # fmt: skip
    return True
