"""What must be in order before a case can be archived."""
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases.scene import Scene
from court.work.archives import checks


@wiring.condition("dossier_complete", costly=True)
def dossier_complete(scene: Scene) -> None:
    lacks = checks.lacks(scene.case, scene.on)
    if lacks:
        shown = "；".join(f"{lack.title}（{lack.why}）" for lack in lacks[:5])
        more = f"等{len(lacks)}项" if len(lacks) > 5 else ""
        raise Refused(f"卷宗尚不齐全：{shown}{more}。", law="人民法院诉讼文书立卷归档办法第十二条", do="请补齐后再归档。", code="incomplete")
