"""What must hold before a party changes, adds or gives up claims."""
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import claims
from court.spine.cases.models import Party
from court.spine.cases.scene import Scene

LAW = "最高人民法院关于适用《民事诉讼法》的解释第二百三十二条"


@wiring.condition("gives_up_only_the_own")
def gives_up_only_the_own(scene: Scene) -> None:
    """What one of several plaintiffs gives up doesn't bind the others, unless they acknowledge it (民事诉讼法第五十五条第二款)."""
    mine = {party.pk for party in scene.own_parties}
    if any(party.role == Party.Role.PLAINTIFF and party.pk not in mine for party in scene.parties):
        raise Refused("本案还有其他原告，一人放弃、减少诉讼请求对其他原告不发生效力。", law="民事诉讼法第五十五条第二款",
                      do="请办理“申请变更、增加诉讼请求”，由法院听取其他原告的意见后审查。", code="others_too")


@wiring.condition("main_claim_stands")
def main_claim_stands(scene: Scene) -> None:
    if scene.case.facts.get("main_claim_ended"):
        raise Refused("本诉已经撤回或者驳回，不能再变更诉讼请求或者撤诉。", do="本案只对反诉继续审理。", code="nothing_pending")


@wiring.condition("no_claim_change_waits")
def no_claim_change_waits(scene: Scene) -> None:
    if claims.change_waits(scene):
        raise Refused("上一次变更诉讼请求的申请，法院正在审查。", law=LAW, do="请等待法院决定后再提出。", code="repeat")


@wiring.condition("claim_change_waits")
def claim_change_waits(scene: Scene) -> None:
    if not claims.change_waits(scene):
        raise Refused("本案没有待审查的变更诉讼请求申请。", code="nothing_pending")


@wiring.condition("claims_are_other", asks_facts=True)
def claims_are_other(scene: Scene) -> None:
    """A change that changes nothing is not asked of the court; fewer money is the party's own right, done at once."""
    amount, now = scene.facts.get("amount"), scene.case.amount_fen
    if (amount is None) != (now is None):
        said = "本案请求有标的额，应当写明变更后的请求总额。" if amount is None else "本案立案时没有标的额，新增的金钱请求写入诉讼请求即可。"
        raise Refused(said, do="请更正“变更后的请求总额”。", code="bad_field")
    if scene.notes["claims"].split("\n") == claims.current(scene.case) and amount == now:
        raise Refused("变更后的诉讼请求与原请求相同。", do="请修改诉讼请求或者请求总额。", code="bad_field")
    if scene.facts["change"] == "add" and now is not None and amount < now:
        raise Refused("增加诉讼请求的，请求总额不能少于原来的总额。", do="减少请求的，请办理“放弃、减少诉讼请求”。", code="bad_field")


@wiring.condition("claims_are_less", asks_facts=True)
def claims_are_less(scene: Scene) -> None:
    amount, now = scene.facts.get("claim_amount"), scene.case.amount_fen
    if now is not None and amount is None:
        raise Refused("请填写保留的请求总额。", code="missing_field")
    if now is None and amount is not None:
        raise Refused("本案没有标的额，不需要填写请求总额。", code="bad_field")
    if amount is not None and now is not None and amount > now:
        raise Refused("放弃、减少诉讼请求的，请求总额不能多于原来的总额。", do="增加请求的，请办理“申请变更、增加诉讼请求”。", code="bad_field")
    if amount == now and scene.notes["claims"].split("\n") == claims.current(scene.case):
        raise Refused("保留的诉讼请求与原请求相同。", do="请删去放弃的请求，或者减少请求总额；全部放弃的，可以申请撤诉。", code="bad_field")
