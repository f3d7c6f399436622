"""What acts about money change in the case's own rows."""
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases.scene import Changes, Scene
from court.work.fees.models import Apportionment


@wiring.deed("apportion_fee")
def apportion_fee(scene: Scene) -> Changes:
    """The decided shares: ids and sums, for the judgment and for what moves after its effect."""
    made = Apportionment.objects.filter(pk=int(scene.facts["apportionment"]), case=scene.case).first()
    if made is None:
        raise Refused("没有找到该负担方案。", do="请在“诉讼费用负担”页面办理。", code="missing", status=404)
    return Changes(facts={"fee_burden": {"id": str(made.pk), "manner": made.manner, "direct": made.direct,
                                         "total_fen": made.total_fen, "matters": made.matters}})


@wiring.deed("change_claim")
def change_claim(scene: Scene) -> Changes:
    if scene.facts.get("claim_amount") in (None, scene.case.amount_fen):
        return Changes()
    return Changes(columns={"amount_fen": scene.facts["claim_amount"]},
                   facts={"claim_before_fen": scene.case.amount_fen})


@wiring.deed("end_counterclaim")
def end_counterclaim(scene: Scene) -> Changes:
    return Changes(parties=[{"op": "counterclaim_end", "party": scene.facts["party"]}])
