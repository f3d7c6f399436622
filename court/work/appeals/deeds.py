"""What the outcome of the second instance changes in the case of the first."""
from court.spine import wiring
from court.spine.cases.scene import Changes, Scene
from court.work.appeals.models import SET_ASIDE


@wiring.deed("appeal_outcome")
def appeal_outcome(scene: Scene) -> Changes:
    """The day of effect, except of a judgment that was set aside."""
    if scene.facts["result"] in SET_ASIDE:
        return Changes(facts={"second_instance": scene.facts["result"]})
    return Changes(columns={"effective_on": scene.facts["effective_on"]}, facts={"second_instance": scene.facts["result"]})
