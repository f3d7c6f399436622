"""An act that issues a paper takes a signed one, of its own kind, not issued before."""
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases.scene import Scene
from court.work.judgments.kinds import for_act
from court.work.judgments.models import Paper


@wiring.condition("paper_signed", asks_facts=True)
def paper_signed(scene: Scene) -> None:
    paper = Paper.objects.filter(case=scene.case, document_id=int(scene.facts["paper"])).first()
    if paper is None or paper.kind not in for_act(scene.code):
        raise Refused(f"所选文书不能用于“{scene.act.label}”。", do="请先在“文书制作”中起草并签署相应文书。", code="wrong_paper")
    if paper.state != Paper.State.SIGNED:
        raise Refused(f"文书现为“{paper.get_state_display()}”，不能发出。", do="请先签署文书。", code="not_signed")
