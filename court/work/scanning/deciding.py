"""回填: what a person decides about a difference. Only what was blank is filled from here; all else has its own way."""

from datetime import datetime

from django.db import transaction
from django.urls import NoReverseMatch, reverse

from court.base.people import persons
from court.kit.refusal import Refused
from court.spine.dossier import places
from court.spine.journal.actions import append
from court.work.scanning import comparing, taking
from court.work.scanning.models import Difference

State = Difference.State
FILLED = ("phone", "address")
# Where each datum is changed: words, and the name of the address.
WAYS = {
    "name": ("姓名、名称由窗口凭证件变更", "window_people", False),
    "id_number": ("证件号码只能由窗口凭证件变更，并由第二人复核", "window_people", False),
    "phone": ("电话由窗口核实后变更", "window_people", False),
    "address": ("送达地址在送达页面登记", "services_of_case", True),
    "claims": ("诉讼请求的变更须由当事人申请", "case_page", True),
    "case_number": ("案号不符的，可能是他案材料，请核对后剔除", "document_page", None),
}


def fillable(one: Difference) -> bool:
    """A blank of a person whose number is known: the register takes what is missing, and never changes what stands."""
    if one.name not in FILLED or one.party is None or not one.party.person.id_number:
        return False
    return not getattr(one.party.person, one.name)


def elsewhere(one: Difference) -> tuple[str, str]:
    """Where it is changed, in words, and the address of that page."""
    words, name, by_case = WAYS[one.name]
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
        _accept(one)
    one.state = {"accept": State.ACCEPTED, "keep": State.KEPT, "later": State.LATER}[choice]
    one.decided_at, one.decided_by = (None, None) if choice == "later" else (at, by.account)
    one.save(update_fields=["state", "decided_at", "decided_by"])
    append(one.case.stream, "scanning.decided", by=by.account, at=at, court=one.case.court_id,
           facts={"difference": str(one.pk), "datum": one.name, "party": str(one.party_id or ""), "choice": choice})  # fmt: skip
    taking.close_where_all_decided(one.way, by=places.account_of(by), at=at)
    return one


def _accept(one: Difference) -> None:
    if not comparing.still_differs(one):
        return
    if not fillable(one):
        words, _ = elsewhere(one)
        raise Refused(f"{words}。", do="请到相应页面办理；办完后本项自动消除。", code="elsewhere")
    person = one.party.person
    persons.find_or_create_person(person.name, kind=person.kind, id_kind=person.id_kind, id_number=person.id_number,
                                  **{one.name: one.says})  # fmt: skip
