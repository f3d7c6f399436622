"""Whoever lost a case is told so; the mandate behind an ended representative says when it ended."""
from court.spine import wiring
from court.spine.cases.models import Representative
from court.spine.cases.scene import Scene
from court.spine.messages.actions import tell
from court.work.representation.models import Mandate

wiring.CLOSED_BY_ROOMS |= {"mandate", "check_head"}


@wiring.on_act("change_representative")
def ended(scene: Scene, entry) -> None:
    if not (ending := scene.facts.get("ending")):
        return
    Mandate.objects.filter(representative_id=int(ending), state=Mandate.State.STANDING).update(
        state=Mandate.State.ENDED, ended_at=scene.at)
    gone = Representative.objects.select_related("person", "party").get(pk=int(ending))
    if str(gone.person_id) != scene.facts.get("person"):
        tell(gone.person, kind="mandate_ended", key=f"mandate-ended:{gone.pk}", at=scene.at, case=scene.case,
             fields={"party": gone.party.name})
