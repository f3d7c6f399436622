"""What acts change in the case's own rows, by the names definitions use. Decided before the entry."""
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import counterclaimants
from court.spine.cases.models import Handler, Representative
from court.spine.cases.scene import Changes, Scene

Role = Handler.Role


def _replace(scene: Scene, role: str, account: str) -> list[dict]:
    """Handlers changes that put one account in a role in place of whoever holds it."""
    ending = [{"op": "end", "account": str(h.account_id), "role": role} for h in scene.role_of(role)]
    return [*ending, {"op": "add", "account": account, "role": role}]


@wiring.deed("assign")
def assign(scene: Scene) -> Changes:
    """The judge and the clerk of the case, and the judge's division."""
    judge, clerk = scene.facts["judge"], scene.facts["clerk"]
    return Changes(columns={"judge": judge, "division": _division_of(scene, judge)},
                   handlers=_replace(scene, Role.JUDGE, judge) + _replace(scene, Role.CLERK, clerk))


@wiring.deed("reassign")
def reassign(scene: Scene) -> Changes:
    judge = scene.facts["judge"]
    if any(str(h.account_id) == judge for h in scene.role_of(Role.JUDGE)):
        raise Refused("该法官已是本案承办人。", do="请选择其他法官。", code="bad_field")
    return Changes(columns={"judge": judge, "division": _division_of(scene, judge)},
                   handlers=_replace(scene, Role.JUDGE, judge))


def _division_of(scene: Scene, account: str) -> str | None:
    from court.base.people.models import Appointment, Office

    if known := scene.accounts.get(int(account)):
        found = known.holds(Office.JUDGE, scene.on, scene.case.court_id)
    else:
        found = Appointment.objects.valid(scene.on).filter(account_id=int(account), office=Office.JUDGE,
                                                           court=scene.case.court_id).first()
    return str(found.division_id) if found and found.division_id else None


@wiring.deed("panel")
def panel(scene: Scene) -> Changes:
    """The judge in charge presides; the members are put in place of earlier ones."""
    judge = scene.role_of(Role.JUDGE)[0]
    ending = [{"op": "end", "account": str(h.account_id), "role": h.role}
              for h in scene.role_of(Role.MEMBER, Role.PRESIDING)]
    adding = [{"op": "add", "account": a, "role": Role.MEMBER.value} for a in scene.facts["members"]]
    return Changes(handlers=[*ending, {"op": "add", "account": str(judge.account_id), "role": Role.PRESIDING.value},
                             *adding])


@wiring.deed("convert")
def convert(scene: Scene) -> Changes:
    """The new track; who sits in it is decided anew."""
    return Changes(columns={"track": scene.facts["new_track"]}, facts={"sole_judge": ""} if scene.case.facts.get("sole_judge") else {})


@wiring.deed("sit_alone")
def sit_alone(scene: Scene) -> Changes:
    return Changes(facts={"sole_judge": "yes"})


@wiring.deed("leave_to_panel")
def leave_to_panel(scene: Scene) -> Changes:
    return Changes(facts={"sole_judge": ""})


@wiring.deed("counterclaim")
def counterclaim(scene: Scene) -> Changes:
    return Changes(parties=[{"op": "counterclaim", "party": scene.facts["party"]}])


@wiring.deed("join")
def join(scene: Scene) -> Changes:
    """A party comes in under a verified name; the party's person becomes the one who was verified."""
    party, person = scene.facts["party"], scene.facts["person"]
    found = [{"op": "join", "party": party, "person": person}]
    if scene.facts.get("e_service"):
        found.append({"op": "e_service", "party": party})
    return Changes(parties=found)


def _closing(manner: str):
    def deed(scene: Scene) -> Changes:
        return Changes(columns={"close_manner": manner}, facts={"paper": scene.facts["paper"]})

    return deed


for _manner in ("judgment", "mediation", "withdrawal", "deemed_withdrawal", "dismissal", "transfer"):
    wiring.deed(f"closed_by_{_manner}")(_closing(_manner))


@wiring.deed("transferred_from_above")
def transferred_from_above(scene: Scene) -> Changes:
    """The court above set the rejection aside and sent the case to the court that has jurisdiction: this case is over."""
    day = scene.facts["effective_on"]
    return Changes(columns={"close_manner": "transfer", "closed_on": day, "effective_on": day})


@wiring.deed("main_claim_ended")
def main_claim_ended(scene: Scene) -> Changes:
    """Only the counterclaim is heard from now on; the case does not close."""
    return Changes(facts={"main_claim_ended": scene.facts["paper"], "main_claim_manner": "withdrawal"})


@wiring.deed("main_claim_dismissed")
def main_claim_dismissed(scene: Scene) -> Changes:
    return Changes(facts={"main_claim_ended": scene.facts["paper"], "main_claim_manner": "dismissal"})


@wiring.deed("main_appeal_outcome")
def main_appeal_outcome(scene: Scene) -> Changes:
    """The court above ordered the claim to be tried: it goes on beside its counterclaim."""
    if scene.facts["main_result"] != "instructed":
        return Changes()
    return Changes(facts={"main_claim_ended": "", "main_claim_manner": ""})


@wiring.deed("end_withdrawn_counterclaims")
def end_withdrawn_counterclaims(scene: Scene) -> Changes:
    asked = {one.pk for one in counterclaimants.withdrawing(scene.case)}
    return Changes(parties=[{"op": "counterclaim_end", "party": str(one.pk)} for one in scene.parties
                            if one.counterclaims and one.pk in asked])


@wiring.deed("close")
def close(scene: Scene) -> Changes:
    if scene.facts["manner"] != scene.case.close_manner:
        raise Refused("结案方式与已发出的裁判文书不一致。", do="请选择与裁判文书一致的结案方式。", code="bad_field")
    return Changes(columns={"closed_on": scene.facts["served_on"]})


@wiring.deed("effect")
def effect(scene: Scene) -> Changes:
    return Changes(columns={"effective_on": scene.facts["effective_on"]})


@wiring.deed("archive")
def archive(scene: Scene) -> Changes:
    return Changes(columns={"archived_on": scene.on.isoformat()})


@wiring.deed("change_representative")
def change_representative(scene: Scene) -> Changes:
    """End one representative, begin another; access follows at this very moment."""
    party, changes = scene.facts["party"], []
    own = {str(p.pk) for p in scene.own_parties}
    if own and party not in own:
        raise Refused("只能变更本方的代理人。", law="民事诉讼法第六十三条", code="not_yours", status=403)
    if ending := scene.facts.get("ending"):
        if not Representative.objects.filter(pk=int(ending), case=scene.case, party_id=int(party), until=None).exists():
            raise Refused("该代理关系已经解除或不存在。", do="请刷新页面核对。", code="bad_field")
        changes.append({"op": "end", "representative": ending})
    if person := scene.facts.get("person"):
        changes.append({"op": "add", "party": party, "person": person, "kind": scene.facts.get("kind", "lawyer"),
                        "authority": scene.facts.get("authority", "general")})
    if not changes:
        raise Refused("没有需要变更的内容。", do="请选择要解除或新委托的代理人。", code="missing_field")
    return Changes(representatives=changes)
