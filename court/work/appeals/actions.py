"""What the court above does with a file: it confirms that it came, and sends back what was decided."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.kit.refusal import Refused, not_there
from court.spine import wiring
from court.spine.cases import acts
from court.spine.dossier import actions as dossier
from court.spine.tasks.actions import close_tasks
from court.work.appeals.models import SET_ASIDE, Handover
from court.work.appeals.reactions import TASK

RETURNED_ITEM = "上级法院判决书、调解书、裁定书正本"
OBJECTION_ITEM = "管辖异议申请及裁定"
wiring.files_under("上级法院退回案卷", RETURNED_ITEM, OBJECTION_ITEM)


@dataclass(frozen=True)
class Outcome:
    """What the second instance decided. `effective_on` None for a case sent back; `paper` its judgment, as a file.

    withdrew  ids of the appellants who alone were let withdraw, where others' appeals were decided
    to_court  code of the court to which the case goes, when an objection to jurisdiction was upheld
    """

    result: str
    effective_on: date | None = None
    above_number: str = ""
    paper: dossier.Arrived | None = None
    to_court: str = ""
    withdrew: Sequence[str] = ()


def receive(handover_id: int, *, by: Actor, at: datetime) -> Handover:
    """Confirm that the file came. Refused for anybody else than the filing division above, and the second time."""
    with transaction.atomic():
        handover = _locked(handover_id)
        require(by, "receive", handover)
        if handover.state != Handover.State.SENT:
            raise Refused(f"该上诉案卷{handover.get_state_display()}。", do="请刷新页面核对。", code="stale")
        acts.perform(handover.case, _received(handover), by=by, at=at)
        handover.state, handover.received_at, handover.received_by = Handover.State.RECEIVED, at, by.account
        handover.save(update_fields=["state", "received_at", "received_by"])
        close_tasks(handover.subject, TASK, by=by.account, at=at)
    return handover


def return_outcome(handover_id: int, outcome: Outcome, *, by: Actor, at: datetime) -> Handover:
    """Send back what was decided, with its paper for the file of the first instance; effect is as the second instance says."""
    with transaction.atomic():
        handover = _locked(handover_id)
        require(by, "return", handover)
        if handover.state != Handover.State.RECEIVED:
            raise Refused(f"该上诉案卷{handover.get_state_display()}，不能退卷。", do="请先签收案卷。", code="stale")
        if outcome.paper:
            handover.paper = dossier.receive(
                handover.case.court, outcome.paper, kind="second_instance", title="二审裁判文书", by=by, at=at,
                case=handover.case, item=OBJECTION_ITEM if handover.matter == Handover.Matter.OBJECTION else RETURNED_ITEM)
        handover.above_number = outcome.above_number.strip()[:40]
        handover.save(update_fields=["paper", "above_number"])
        if outcome.result not in dict(handover.results):
            raise Refused(f"对{handover.get_matter_display()}的上诉，没有这种处理结果。", law="民事诉讼法第一百七十七条、第一百七十八条",
                          do="请从列出的二审结果中选择。", code="bad_field", status=422)
        code, facts = _act_of(handover, outcome)
        acts.perform(handover.case, code, by=by, at=at, facts=facts)
        handover.refresh_from_db()
    return handover


def _beside_a_counterclaim(handover: Handover) -> bool:
    """The claim alone was dismissed; the case goes on below for its counterclaim."""
    return handover.matter == Handover.Matter.DISMISSAL and handover.case.close_manner != "dismissal"


def _received(handover: Handover) -> str:
    if handover.matter == Handover.Matter.OBJECTION:
        return "objection_file_received"
    return "main_file_received" if _beside_a_counterclaim(handover) else "appeal_file_received"


def _act_of(handover: Handover, outcome: Outcome) -> tuple[str, dict[str, Any]]:
    """The act of the first instance that takes the outcome, with its facts."""
    day = outcome.effective_on.isoformat() if outcome.effective_on else ""
    if _beside_a_counterclaim(handover):
        return "main_appeal_decided", {"main_result": outcome.result}
    if handover.matter != Handover.Matter.OBJECTION:
        given = {"effective_on": "" if outcome.result in SET_ASIDE else day, "withdrew": list(outcome.withdrew)}
        return "appeal_returned", {"result": outcome.result, **{name: value for name, value in given.items() if value}}
    if outcome.result == Handover.Result.GRANTED:
        given = {"effective_on": day, "to_court": outcome.to_court}
        return "objection_appeal_granted", {name: value for name, value in given.items() if value}
    return "objection_appeal_upheld", {"objection_result": outcome.result, **({"resumed_on": day} if day else {})}


def _locked(handover_id: int) -> Handover:
    """The handover with its case locked before it."""
    case_id = Handover.objects.values_list("case_id", flat=True).filter(pk=handover_id).first()
    if case_id is None:
        raise not_there()
    case = acts.lock(case_id)
    handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover_id)
    handover.case = case
    return handover
