"""What a room does around an act of a scenario: the same functions that its pages call, then the act itself."""
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from court.base.access.actor import Actor
from court.kit.days import moment_at
from court.ports.payment import Paid, PayState
from court.spine.approvals import actions as approvals
from court.spine.approvals.models import Approval
from court.spine.cases import acts
from court.spine.cases.schema import ScenarioStep
from court.spine.dossier import rendering
from court.work.answering import submissions
from court.work.appeals import actions as appeals
from court.work.appeals.models import Handover
from court.work.fees import payments
from court.work.fees.models import Order
from court.work.hearings import actions as hearings
from court.work.hearings import recording
from court.work.hearings.models import Hearing
from court.work.judgments import actions as papers
from court.work.judgments.kinds import KINDS, for_act
from court.work.process_service import announcing, serving
from court.work.process_service.models import ServiceOrder

if TYPE_CHECKING:
    from court.site.scenarios.playing import Play

Room = Callable[["Play", ScenarioStep, Actor | None, dict], None]
ROOMS: dict[str, Room] = {}
SUBMISSIONS = {kind.act: name for name, kind in submissions.KINDS.items()}
CARRIER = "人民法院公告网"


class Unplayable(Exception):
    """The scenario itself asks for what can't be: a paper nobody made, a hearing nobody planned."""


def room(*codes: str):
    def put(function: Room) -> Room:
        ROOMS.update(dict.fromkeys(codes, function))
        return function

    return put


def act(play: "Play", step: ScenarioStep) -> None:
    """Perform the step's act as its room does, or through the door of acts where no room stands before it."""
    by = None if step.by == "system" else play.actor(step.by)
    facts = play.facts(step)
    how = ROOMS.get(step.act)
    if how is None and step.act in SUBMISSIONS and by is not None:
        how = _submit
    if how is None and facts.get("paper") == "paper":
        how = _with_paper
    (how or _plainly)(play, step, by, facts)


def _plainly(play, step, by, facts) -> None:
    acts.perform(play.case, step.act, by=by, at=play.now(), facts=facts)


def _submit(play, step, by, facts) -> None:
    text = facts.pop("text", None) or "具体内容见本材料。"
    submissions.submit(play.case.pk, SUBMISSIONS[step.act], by=by, at=play.now(), text=text, facts=facts)


def _with_paper(play, step, by, facts) -> None:
    """Draft, fill and sign the paper that the act takes; the act issues it."""
    kinds = for_act(step.act)
    if not kinds:
        raise Unplayable(f"“{step.act}”不需要裁判文书")
    paper = papers.start(play.case, kinds[0], by=by, at=play.now())
    filled = {s.key: paper.sections.get(s.key) or "（示例内容）" for s in KINDS[paper.kind].sections}
    paper = papers.save(paper.pk, filled, revision=paper.revision, by=by, at=play.now())
    paper = papers.sign(paper.pk, by=by, at=play.now())
    _plainly(play, step, by, {**facts, "paper": str(paper.document_id)})


@room("settle_fee")
def _pay(play, step, by, facts) -> None:
    """A paid fee is booked as the gateway tells of it; the room then settles it."""
    if facts.get("how") != "paid":
        return _plainly(play, step, by, facts)
    for order in Order.objects.filter(case=play.case, state=Order.State.OPEN):
        payments.book(Paid(payments.wire_number(order), PayState.PAID, order.amount_fen, f"42{order.pk}", play.now()),
                      at=play.now())
    return None


@room("schedule_hearing")
def _plan(play, step, by, facts) -> None:
    day = date.fromisoformat(facts["held_on"])
    made = hearings.schedule(play.case, by=by, at=play.now(), starts_at=moment_at(day, 9, 30), minutes=90)
    play.hearings[str(step.facts["hearing"])] = made.pk


@room("hold_hearing")
def _hold(play, step, by, facts) -> None:
    """The record is typed, everybody who was called came and confirms it on the court's device."""
    hearing = Hearing.objects.get(pk=_hearing(play, step))
    at = moment_at(step.day, 11, 30)
    clerk = play.actor("clerk")
    recording.save(hearing.pk, [{"who": "审判员", "text": "现在开庭。"}, {"who": "审判员", "text": "休庭。"}], revision=0, by=clerk, at=at)
    recording.attend(hearing.pk, {row.pk: True for row in hearing.attendances.all()}, {}, by=clerk, at=at)
    record = recording.close(hearing.pk, by=clerk, at=at)
    for row in hearing.attendances.select_related("person"):
        recording.confirm(row.pk, digest=record.digest, by=clerk, at=at, typed_name=row.person.name)
    hearings.hold(hearing.pk, next_step=facts["next_step"], by=by, at=at)


@room("adjourn_hearing")
def _adjourn(play, step, by, facts) -> None:
    hearings.adjourn(_hearing(play, step), ground=facts["ground"], reason=facts["reason"], by=by, at=play.now())


def _hearing(play, step) -> int:
    named = str(step.facts.get("hearing"))
    if named not in play.hearings:
        raise Unplayable(f"庭次{named}没有排期")
    return play.hearings[named]


@room("appeal_file_received", "objection_file_received", "main_file_received")
def _receive(play, step, by, facts) -> None:
    """The court above confirms on its own page, which asks whose office that is."""
    found = Handover.objects.filter(case=play.case).order_by("-sent_at").first()
    if found is None:
        raise Unplayable("案卷尚未移送")
    appeals.receive(found.pk, by=by, at=play.now())


@room("archive_case")
def _archive(play, step, by, facts) -> None:
    """The papers that the worker would have made by now are made first."""
    for document in play.case.documents.filter(state="expected"):
        rendering.render_now(document, at=play.now())
    _plainly(play, step, by, facts)


def serve(play: "Play", step: ScenarioStep) -> None:
    """Serve the papers of an act on a side (or on everybody), by hand or by public notice; or enter that it failed."""
    by = play.actor(step.by)
    orders = ServiceOrder.objects.filter(case=play.case, act=step.serve).exclude(state=ServiceOrder.State.EFFECTIVE)
    if step.to:
        orders = orders.filter(party__role=step.to)
    found = list(orders.select_related("party"))
    if not found:
        raise Unplayable(f"“{step.serve}”没有待送达的文书")
    for order in found:
        if step.way == "public_notice":
            announcing.publish(order.pk, carrier=CARRIER, published=step.day, by=by, at=play.now())
        else:
            entered = serving.Entered(step.way, step.day, receiver=order.party.name, reason=step.failed,
                                      failed=bool(step.failed), witnessed=step.way in ("leaving", "elsewhere"))
            serving.enter(order.pk, entered, by=by, at=play.now())


def approve(play: "Play", step: ScenarioStep) -> None:
    """Decide, at the level whose turn it is, the approval that an act asked for."""
    spec = play.definition.acts[step.approve].approval
    found = Approval.objects.filter(case=play.case, kind=spec.kind if spec else "").order_by("-id").first()
    if found is None:
        raise Unplayable(f"没有人申请过“{step.approve}”")
    approvals.decide(found.pk, by=play.actor(step.by), at=play.now(), granted=step.granted, reason="同意" if step.granted else "不同意")


