"""What the court knows already when the form of an act opens, so that nobody types it again."""

from datetime import date, timedelta
from typing import Any

from court.base.courts.models import Court
from court.kit import money
from court.spine.cases import claims, counterclaimants
from court.spine.cases.models import Case
from court.spine.clocks.models import Clock
from court.work.hearings.models import Hearing
from court.work.judgments.models import Paper
from court.work.process_service.models import ServiceOrder


def of(case: Case, code: str, on: date) -> dict[str, Any]:
    """Values by field name; the person may change any of them."""
    filled = {"begins_on": on, "resumed_on": on, "hearing": _sitting(case)}
    if code == "close_case":
        filled |= {"manner": case.close_manner, "served_on": _last_service(case)}
    if code in ("record_effect", "appeal_returned"):
        filled["effective_on"] = _effect_day(case) if code == "record_effect" else on
    if code == "transfer_jurisdiction":
        filled["to_court"] = _court_of_ruling(case)
    if code == "correct_judgment":
        filled["corrected"] = _last_paper(case)
    if code in ("accept_counterclaim", "refuse_counterclaim"):
        filled["party"] = _counterclaimant(case)
    if code == "change_claim" and (asked := _claim_change(case)):
        filled |= asked
    if code == "send_papers":
        filled["days"] = {"ordinary": 30, "simplified": 15, "small_claims": 7}.get(case.track)
    return {name: value for name, value in filled.items() if value not in (None, "")}


def _sitting(case: Case) -> str:
    found = Hearing.objects.filter(case=case, state="scheduled").order_by("-sequence").values_list("pk", flat=True).first()
    return str(found or "")


def _last_service(case: Case) -> date | None:
    """The day on which the last party was served with the paper that ends the case; None while one is open."""
    paper = case.facts.get("paper")
    orders = ServiceOrder.objects.filter(case=case, document_id=int(paper)) if paper else ServiceOrder.objects.none()
    days = list(orders.exclude(state="dropped").values_list("effective_on", flat=True))
    return max(days) if days and None not in days else None


def _effect_day(case: Case) -> date | None:
    due = Clock.objects.filter(case=case, kind="appeal").exclude(outcome="judgment_served")
    days = list(due.values_list("due_on", flat=True))
    return max(days) + timedelta(days=1) if days else case.closed_on


def _counterclaimant(case: Case) -> str:
    """The defendant whose counterclaim waits; of several, who raised it last."""
    waiting = counterclaimants.waiting(case)
    known = set(case.parties.filter(role="defendant", left_on=None).values_list("pk", flat=True))
    return next((str(one) for one in (waiting[-1] if waiting else []) if one in known), "")


def _claim_change(case: Case) -> dict[str, Any]:
    """The sum a party asked for, while the request waits."""
    waits = claims.asked(case)
    if waits is None:
        return {}
    amount = waits.read_facts().get("amount")
    return {"claim_amount": None if amount is None else money.yuan(amount), "reason": "当事人申请，可以合并审理。"}


def _court_of_ruling(case: Case) -> str:
    """The court that the signed ruling names."""
    paper = Paper.objects.filter(case=case, kind="transfer", state=Paper.State.SIGNED).order_by("-id").first()
    text = paper.sections.get("decision", "") if paper else ""
    named = [pk for pk, name in Court.objects.exclude(pk=case.court_id).values_list("pk", "name") if name in text]
    return named[0] if len(named) == 1 else ""


def _last_paper(case: Case) -> str:
    """The paper that the last correction drafted speaks of: the newest issued one that is no correction."""
    found = Paper.objects.filter(case=case, state=Paper.State.ISSUED).exclude(kind="correction").order_by("-id")
    return str(found.values_list("document_id", flat=True).first() or "")
