"""Conditions of acts that the case itself can answer. Rooms register theirs beside their own rows."""
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import appellants, counterclaimants
from court.spine.cases.models import Handler
from court.spine.cases.scene import Scene
from law import registry

Role = Handler.Role


@wiring.condition("panel_complete")
def panel_complete(scene: Scene) -> None:
    """A track heard by a panel needs its panel, an odd number of three or more, unless one judge hears the case (民诉法40)."""
    if not _by_panel(scene):
        return
    size = len(scene.role_of(Role.PRESIDING, Role.MEMBER, Role.JUROR))
    if not registry.call("panel.size_valid", size=size)["valid"]:
        raise Refused("本案适用普通程序，尚未组成合议庭。", law="民事诉讼法第四十条",
                      do="请先办理“组成合议庭”；符合条件的，可以办理“决定由审判员一人独任审理”。", code="no_panel")


def heard_by_one(scene: Scene) -> bool:
    """Decided for one judge in the ordinary procedure; a ruling over to a panel or another track takes it back."""
    return bool(scene.case.facts.get("sole_judge"))


def _by_panel(scene: Scene) -> bool:
    return scene.track.panel and not heard_by_one(scene)


@wiring.condition("panel_size_valid", asks_facts=True)
def panel_size_valid(scene: Scene) -> None:
    members = scene.facts["members"]
    if any(str(h.account_id) in members for h in scene.role_of(Role.JUDGE)):
        raise Refused("承办法官任审判长，不需重复选为成员。", code="bad_field")
    if not registry.call("panel.size_valid", size=len(members) + 1)["valid"]:
        raise Refused("合议庭人数应为三人以上单数。", law="民事诉讼法第四十条", do="请调整成员人数。", code="panel_size")


@wiring.condition("panel_deliberated")
def panel_deliberated(scene: Scene) -> None:
    if _by_panel(scene) and not _acted(scene, "deliberate"):
        raise Refused("合议庭尚未评议。", law="民事诉讼法第四十五条", do="请先办理“合议庭评议”。", code="not_deliberated")


@wiring.condition("objection_pending")
def objection_pending(scene: Scene) -> None:
    if not pending(scene, "object_jurisdiction", {"reject_jurisdiction_objection", "transfer_jurisdiction"}):
        raise Refused("本案没有待审查的管辖权异议。", code="nothing_pending")


@wiring.condition("counterclaim_pending")
def counterclaim_pending(scene: Scene) -> None:
    if not _counterclaim_waits(scene):
        raise Refused("本案没有待审查的反诉。", code="nothing_pending")


@wiring.condition("named_counterclaims", asks_facts=True)
def named_counterclaims(scene: Scene) -> None:
    """The counterclaim decided on is one that the party named raised."""
    named = scene.facts.get("party")
    if named and all(int(named) not in one for one in counterclaimants.waiting(scene.case)):
        raise Refused("该当事人没有待审查的反诉。", do="请选择提起反诉的被告。", code="bad_field")


def _counterclaim_waits(scene: Scene) -> bool:
    return _acted(scene, "counterclaim") and bool(scene.once("counterclaims", lambda: counterclaimants.waiting(scene.case)))


@wiring.condition("withdrawal_pending")
def withdrawal_pending(scene: Scene) -> None:
    if not pending(scene, "apply_withdrawal", {"allow_withdrawal", "refuse_withdrawal", "end_main_claim"}):
        raise Refused("原告没有待审查的撤诉申请。", law="民事诉讼法第一百四十八条", code="nothing_pending")


@wiring.condition("no_counterclaim_left")
def no_counterclaim_left(scene: Scene) -> None:
    """The case does not end with the claim while a counterclaim stands (解释239; 民诉法146 for a plaintiff who stayed away)."""
    law = "最高人民法院关于适用《民事诉讼法》的解释第二百三十九条"
    if any(party.counterclaims for party in scene.parties):
        raise Refused("本案已受理反诉，本诉撤回或者驳回起诉的，应当对反诉继续审理，不能结案。", law=law,
                      do="请办理“本诉撤回，反诉继续审理”或者“裁定驳回本诉起诉，反诉继续审理”。", code="counterclaim_left")
    if scene.case.stage in ("answering", "trial") and _counterclaim_waits(scene):
        raise Refused("被告已提起反诉，尚未审查。", law=law, do="请先办理“受理反诉”或者“不予受理反诉”。", code="counterclaim_waits")


@wiring.condition("counterclaim_goes_on")
def counterclaim_goes_on(scene: Scene) -> None:
    if not any(party.counterclaims for party in scene.parties):
        raise Refused("本案没有已受理的反诉。", do="本诉撤回的，请办理“裁定准许撤诉”或者“按撤诉处理”。", code="nothing_pending")
    if scene.case.facts.get("main_claim_ended"):
        raise Refused("本诉已经撤回或者驳回。", do="请继续审理反诉。", code="repeat")


@wiring.condition("own_counterclaim_stands")
def own_counterclaim_stands(scene: Scene) -> None:
    if not any(party.counterclaims for party in scene.own_parties):
        raise Refused("您（单位）没有已受理的反诉。", do="反诉正在审查的，请等待审查结果。", code="not_yours")
    if pending(scene, counterclaimants.ASKED, set(counterclaimants.ALLOWED)):
        raise Refused("撤回反诉的申请已经提交，请等待法院裁定。", code="repeat")


@wiring.condition("counterclaim_withdrawal_pending")
def counterclaim_withdrawal_pending(scene: Scene) -> None:
    if not pending(scene, counterclaimants.ASKED, set(counterclaimants.ALLOWED)):
        raise Refused("没有待审查的撤回反诉申请。", law="最高人民法院关于适用《民事诉讼法》的解释第二百三十九条", code="nothing_pending")


@wiring.condition("other_claim_left", asks_facts=True)
def other_claim_left(scene: Scene) -> None:
    if not _claim_left(scene):
        raise Refused("本诉已经撤回或者驳回，该反诉结束后没有其他诉讼请求，应当结案。",
                      law="最高人民法院关于适用《民事诉讼法》的解释第二百三十九条", do="请办理同名的“……，本案结案”。", code="nothing_left")


@wiring.condition("no_other_claim_left", asks_facts=True)
def no_other_claim_left(scene: Scene) -> None:
    if _claim_left(scene):
        raise Refused("本案还有其他诉讼请求没有审结，不能结案。", law="最高人民法院关于适用《民事诉讼法》的解释第二百三十九条",
                      do="请只对该反诉作出裁定，其余诉讼请求继续审理。", code="claim_left")


def _claim_left(scene: Scene) -> bool:
    """Without the counterclaim the act ends: the one named, or those whose withdrawal was asked for."""
    named = scene.facts.get("party")
    ending = {int(named)} if named else {one.pk for one in counterclaimants.withdrawing(scene.case)}
    return counterclaimants.claim_left(scene.case, scene.parties, ending)


@wiring.condition("main_claim_ends")
def main_claim_ends(scene: Scene) -> None:
    """The plaintiff asked to withdraw, stayed away when called, or did not pay what was further due."""
    from court.spine.cases.acts import holds

    if not any(holds(scene, name) for name in ("withdrawal_pending", "plaintiff_stayed_away", "fee_overdue")):
        raise Refused("原告没有申请撤诉，也没有应当按撤诉处理的情形。", law="民事诉讼法第一百四十六条、第一百四十八条", code="nothing_pending")


@wiring.condition("appeal_pending")
def appeal_pending(scene: Scene) -> None:
    if not appellants.of(scene.case):
        raise Refused("本案没有上诉。", code="nothing_pending")


def main_appeal_waits(scene: Scene) -> bool:
    """The claim was dismissed beside its counterclaim, and the court above has not decided the appeal against that."""
    return pending(scene, "appeal_main_dismissal", {"main_appeal_decided", "dismiss_main_claim"})


@wiring.condition("main_appeal_pending")
def main_appeal_pending(scene: Scene) -> None:
    if not main_appeal_waits(scene):
        raise Refused("对驳回本诉的裁定没有上诉。", code="nothing_pending")


@wiring.condition("no_main_appeal_waits")
def no_main_appeal_waits(scene: Scene) -> None:
    """The case does not end below while the court above has the claim that was dismissed beside its counterclaim."""
    if main_appeal_waits(scene):
        raise Refused("驳回本诉的裁定正在上诉，本案不能结案。", law="民事诉讼法第一百七十一条、第一百七十四条", do="请等待上级法院的裁定，登记二审结果后办理。",
                      code="appealed")


@wiring.condition("main_copy_sent")
def main_copy_sent(scene: Scene) -> None:
    main_appeal_pending(scene)
    if not pending(scene, "send_main_copy", {"appeal_main_dismissal", "forward_main_appeal"}):
        raise Refused("上诉状副本尚未送达对方当事人，或者案卷已经报送。", law="民事诉讼法第一百七十四条", do="请先办理“送达本诉裁定上诉状副本”。",
                      code="no_copy")


@wiring.condition("main_forwarded")
def main_forwarded(scene: Scene) -> None:
    if not pending(scene, "forward_main_appeal", {"appeal_main_dismissal", "main_appeal_decided"}):
        raise Refused("驳回本诉裁定的上诉案卷尚未报送上级法院。", law="民事诉讼法第一百七十四条", do="请先办理“移送本诉裁定上诉案卷”。", code="not_forwarded")


@wiring.condition("objection_copy_sent")
def objection_copy_sent(scene: Scene) -> None:
    if not pending(scene, "send_objection_copy", {"appeal_objection_ruling"}):
        raise Refused("管辖权异议的上诉状副本尚未送达对方当事人。", law="民事诉讼法第一百七十四条", do="请先办理“送达管辖权异议上诉状副本”。", code="no_copy")


@wiring.condition("objection_forwarded")
def objection_forwarded(scene: Scene) -> None:
    if not pending(scene, "forward_objection_appeal", {"appeal_objection_ruling"}):
        raise Refused("管辖权异议上诉案卷尚未报送上级法院。", law="民事诉讼法第一百七十四条", do="请先办理“移送管辖权异议上诉案卷”。", code="not_forwarded")


@wiring.condition("granted_day_right", asks_facts=True)
def granted_day_right(scene: Scene) -> None:
    """The ruling from above took effect when it was served: after docketing, not tomorrow."""
    if not scene.case.docketed_on.isoformat() <= scene.facts["effective_on"] <= scene.on.isoformat():
        raise Refused("二审裁定生效日期应当在立案之后，并且不晚于今天。", law="民事诉讼法第一百八十二条", do="请核对日期。", code="bad_field")


@wiring.condition("appeal_allowed")
def appeal_allowed(scene: Scene) -> None:
    """Judgments and the three rulings of 民事诉讼法第一百五十七条; small claims are final at first instance."""
    if scene.case.track == "small_claims" and scene.case.close_manner == "judgment":
        raise Refused("小额诉讼程序实行一审终审，不能上诉。", law="民事诉讼法第一百六十五条", do="认为确有错误的，可以申请再审。", code="final")
    if scene.case.close_manner in ("mediation", "withdrawal", "deemed_withdrawal"):
        raise Refused("该裁判文书依法不能上诉。", law="民事诉讼法第一百五十七条", code="final")


@wiring.condition("hearing_goes_on", asks_facts=True)
def hearing_goes_on(scene: Scene) -> None:
    """The clerk entered that the court sits again, or goes on mediating."""
    if scene.facts.get("next_step") == "decide":
        raise Refused("庭审已结束。")


def _acted(scene: Scene, code: str) -> bool:
    return _last(scene, {code}) is not None


def pending(scene: Scene, asked: str, answered: set[str]) -> bool:
    """Whether the last of these acts is the one that asks; read once while next steps are listed."""
    last = _last(scene, {asked, *answered})
    return last == f"case.{asked}"


def _last(scene: Scene, codes: set[str]) -> str | None:
    from court.spine.journal.models import Entry

    done = Entry.objects.filter(stream=scene.case.stream).order_by("-place").values_list("kind", flat=True)
    wanted = {f"case.{code}" for code in codes}
    if scene.memo is None:
        return done.filter(kind__in=wanted).first()
    return next((kind for kind in scene.once("acts", lambda: list(done.filter(kind__startswith="case."))) if kind in wanted), None)
