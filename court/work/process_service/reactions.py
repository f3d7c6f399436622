"""What service hears: every act, for papers that are to be served; joining, which opens the electronic way."""
from court.spine import wiring
from court.spine.cases import definitions
from court.spine.cases.scene import Scene
from court.spine.journal.models import Entry
from court.work.process_service import ordering

wiring.CLOSED_BY_ROOMS.update({"serve", "service_failed"})
CODES = sorted({code for definition in definitions.shipped().values() for code in definition.acts})
# Acts that take a paper of somebody else than the court, or one not meant for the parties.
TAKES_PAPER = "paper"
# With it the clerk takes over what waits to be served, the papers of the act itself among it.
HANDS_OVER = "assign_judge"


@wiring.on_act(*CODES)
def order_service(scene: Scene, entry: Entry) -> None:
    """Orders for what the act produced, or took as a signed paper. A case of state secrets is served off line (S13)."""
    if scene.case.is_state_secret:
        return
    specs = entry.read_effects().get("documents") or []
    made = ordering.from_specs(scene, entry, specs)
    if paper := scene.facts.get(TAKES_PAPER):
        made += ordering.from_paper(scene.case, entry, int(paper), scene.at)
    if made and scene.code != HANDS_OVER:
        ordering.add_to_task(scene, made)


@wiring.on_act("adjourn_hearing")
def summons_not_needed(scene: Scene, entry: Entry) -> None:
    """A summons to a hearing that was adjourned is served to nobody any more; the next one calls anew."""
    ordering.drop(scene.case, "schedule_hearing", scene.at)


@wiring.on_act("join_case")
def serve_who_joined(scene: Scene, entry: Entry) -> None:
    """Papers that wait for a person's hand go the electronic way once the party consented on joining."""
    if ordering.set_out_waiting(scene.case, scene.at):
        ordering.keep_task(scene.case, scene.at)


@wiring.on_act(HANDS_OVER)
def to_the_clerk_of_the_case(scene: Scene, entry: Entry) -> None:
    """What the filing clerk has not served yet is the clerk's from now on: the filing clerk cannot open the case any more."""
    ordering.hand_over(scene)
