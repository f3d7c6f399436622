"""A settled fee asks for a draw; the errand draws, so that the payer's page never waits for it."""
from court.base.courts.clock import now as court_now
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.errands.actions import ask
from court.spine.errands.registry import ErrandFails, handler
from court.work.assignment import actions


@wiring.on_act("settle_fee")
def ask_for_a_draw(scene, entry) -> None:
    ask("assignment.draw", key=f"draw:{scene.case.pk}:{entry.place}", payload={"case": str(scene.case.pk)},
        stream=scene.case.stream, court=scene.case.court_id, at=scene.at)


@handler("assignment.draw")
def draw(payload, now, errand) -> None:
    """Draw by the court's machinery; a case assigned meanwhile by a person is left as it is."""
    try:
        actions.draw(int(payload["case"]), by=None, at=court_now())
    except Refused as refusal:
        if refusal.code not in ("assigned", "wrong_stage"):
            raise ErrandFails(refusal.message, for_good=True) from refusal
