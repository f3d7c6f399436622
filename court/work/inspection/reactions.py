"""A request follows the case to whoever handles it: the desk that had it before may not decide it any more."""
from court.spine import wiring
from court.spine.cases.scene import Scene
from court.spine.journal.models import Entry
from court.work.inspection import actions


@wiring.on_act("assign_judge", "reassign_judge")
def to_who_handles_the_case(scene: Scene, entry: Entry) -> None:
    actions.hand_over(scene.case, scene.at)
