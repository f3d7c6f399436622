"""What follows when the court has looked at one of several counterclaims: the others still wait."""
from court.spine import wiring
from court.spine.cases import counterclaimants
from court.spine.cases.scene import Scene
from court.spine.tasks.actions import open_task


@wiring.on_act("accept_counterclaim", "refuse_counterclaim")
def the_next_counterclaim(scene: Scene, entry) -> None:
    """The act closed the one task there was for all of them."""
    if counterclaimants.waiting(scene.case):
        open_task(court=scene.case.court_id, subject=scene.case.stream, kind="counterclaim", label="审查反诉", case=scene.case, at=scene.at,
                  assignee=scene.case.judge, act="accept_counterclaim")
