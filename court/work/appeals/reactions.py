"""The file goes up with the act; an answer that never came is noted when its period is over."""
from court.base.courts.clock import now as court_now
from court.base.people.models import Office
from court.kit.days import date_of
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import acts, appellants
from court.spine.cases.scene import Scene
from court.spine.clocks.models import Clock
from court.spine.errands.registry import scheduled
from court.spine.journal.models import Entry
from court.spine.tasks.actions import close_tasks, open_task
from court.work.appeals.models import Handover, matter_of, open_of

TASK = "receive_handover"
wiring.CLOSED_BY_ROOMS.add(TASK)
# Rulings that go up while the case stays where it is.
MATTERS: dict[str, str] = {"forward_objection_appeal": Handover.Matter.OBJECTION, "forward_main_appeal": Handover.Matter.DISMISSAL}


@wiring.on_act("forward_appeal", *MATTERS)
def hand_up(scene: Scene, entry) -> None:
    """The court above finds the file among what it has to receive, an appeal against a ruling as one against a judgment."""
    above = scene.case.court.superior
    if above is None:
        raise Refused("本院没有登记上级法院，不能移送。", do="请由系统管理员登记上级法院。", code="no_superior")
    made = Handover.objects.create(case=scene.case, court=above, sent_at=scene.at, sent_by=scene.actor.account,
                                   matter=MATTERS.get(scene.code) or matter_of(scene.case))
    of = "" if made.matter == Handover.Matter.JUDGMENT else f"（{made.get_matter_display()}）"
    open_task(court=above.pk, subject=made.subject, kind=TASK, label=f"签收上诉案卷{of}：{scene.case.number}", at=scene.at,
              office=Office.FILING_CLERK.value)


@wiring.on_act("withdraw_appeal")
def nothing_goes_up(scene: Scene, entry) -> None:
    """Where nobody else appealed, what the appeal had set going ends with it."""
    if not appellants.of(scene.case):
        acts.perform(scene.case.pk, "appeal_dropped", by=None, at=scene.at)


@wiring.letter_lines("appeal_transfer")
def withdrawals_asked(scene: Scene) -> list[str]:
    """What the second instance has to rule on first (民诉法180)."""
    asked = Entry.objects.filter(stream=scene.case.stream, kind="case.ask_appeal_withdrawal")
    parties = {party.pk: party.name for party in scene.parties}
    names = dict.fromkeys(parties[pk] for one in asked for pk in one.read_behalf() if pk in parties)
    return [f"上诉期届满后，{'、'.join(names)}申请撤回上诉，申请书随卷移送，请依照民事诉讼法第一百八十条裁定。"] if names else []


@wiring.on_act("appeal_returned", "objection_appeal_upheld", "objection_appeal_granted", "main_appeal_decided")
def settle(scene: Scene, entry) -> None:
    """Entered above or, where the upper court is not on line, by the clerk of the first instance."""
    handover = open_of(scene.case)
    if handover is None:
        return
    told = (scene.facts.get(name) for name in ("result", "objection_result", "main_result"))
    result = next(filter(None, told), Handover.Result.GRANTED.value)
    handover.state, handover.result, handover.decided_at = Handover.State.DECIDED, result, scene.at
    handover.to_court_id = scene.facts.get("to_court") or None
    handover.save(update_fields=["state", "result", "decided_at", "to_court"])
    close_tasks(handover.subject, TASK, by=scene.actor.account if scene.actor else None, at=scene.at)


@scheduled("appeals.unanswered", every_seconds=3600, label="上诉答辩期届满")
def find_unanswered(now) -> None:
    """On the day after the period of an answer: the five days to pass the file upward begin.

    A case that refuses waits for somebody; it keeps no other case waiting.
    """
    at, refused = court_now(), []
    over = Clock.objects.filter(kind="appeal_answer", ended_on=None, due_on__lt=date_of(at), case__stage__in=("judged", "closed"))
    for clock in over.select_related("case"):
        try:
            acts.perform(clock.case_id, "appeal_unanswered", by=None, at=at,
                         facts={"party": str(clock.party_id), "ended_on": clock.due_on.isoformat()})
        except Refused as why:
            refused.append(f"{clock.case.number}：{why.message}")
    if refused:
        raise Refused("；".join(refused), do="请打开这些案件核对上诉送达和答辩情况。", code="unanswered")
