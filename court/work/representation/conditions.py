"""What must hold whenever a representative changes, whichever door the change came through."""
from court.base.people.models import Person
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases.models import Representative
from court.spine.cases.scene import Scene
from court.work.representation import kinds, rules
from court.work.representation.models import Mandate


@wiring.condition("representative_allowed", asks_facts=True)
def representative_allowed(scene: Scene) -> None:
    """The limits of the law for the one who comes, and who may send one away."""
    facts = scene.facts
    party = next(p for p in scene.parties if str(p.pk) == facts["party"])
    party.case = scene.case
    if scene.actor is not None and scene.actor.is_litigant:
        _of_the_party(scene, party)
    if person := facts.get("person"):
        leaving = int(facts["ending"]) if facts.get("ending") else None
        coming = Person.objects.filter(pk=int(person)).first()
        if coming is None:
            raise Refused("没有找到该代理人。", do="请重新选择。", code="bad_field")
        rules.check(party, coming, facts.get("authority", "general"), leaving=leaving, on=scene.on)


def _of_the_party(scene: Scene, party) -> None:
    """A party sends a representative away; a new one comes in only through the court; agents may only resign."""
    if scene.facts.get("person"):
        raise Refused("新委托的代理人须经法院核对手续。", law="民事诉讼法第六十二条", do="请提交委托手续，等待法院核对。", code="not_yours", status=403)
    mine = scene.actor.person_id
    ending = Representative.objects.filter(case=scene.case, pk=int(scene.facts.get("ending", 0)), until=None).first()
    if ending is not None and ending.person_id != mine and not speaks_for(scene.representatives, party, mine):
        raise Refused("只有当事人本人、法定代理人或者法定代表人可以解除委托。", law="民事诉讼法第六十三条",
                      do="请由委托人本人办理；代理人辞去委托的，只能辞去自己的委托。", code="not_yours", status=403)


def speaks_for(representatives, party, person_id: int | None) -> bool:
    """The party themselves, or one who represents them by law."""
    by_law = {one.person_id for one in representatives if one.party_id == party.pk and one.authority == "statutory"}
    return person_id is not None and (party.person_id == person_id or person_id in by_law)


def _authority_to(item: str):
    """Register the condition that who acts for a party was given this item of a special authority (民事诉讼法第六十二条第二款)."""

    def condition(scene: Scene) -> None:
        mine = scene.actor.person_id if scene.actor else None
        if mine is None or any(party.person_id == mine for party in scene.own_parties):
            return
        acting = [one for one in scene.representatives if one.person_id == mine]
        if not acting or any(_covers(scene, one, item) for one in acting):
            return
        general = all(one.authority == Representative.Authority.GENERAL for one in acting)
        said = "您是一般授权" if general else "您的特别授权没有写明该事项"
        raise Refused(f"{said}，不能{kinds.ITEMS[item]}。", law="民事诉讼法第六十二条第二款",
                      do="请由当事人本人办理，或者提交写明该事项的特别授权委托书。", code="no_authority", status=403)

    wiring.condition(f"authority_to_{item}")(condition)


def _covers(scene: Scene, one: Representative, item: str) -> bool:
    """A special authority entered with the filing names no items: the court checked its paper and lets it stand for all."""
    if one.authority != Representative.Authority.SPECIAL:
        return one.authority == Representative.Authority.STATUTORY
    items = scene.once(("mandate", one.pk), lambda: Mandate.objects.filter(representative=one.pk).values_list("items", flat=True).first())
    return not items or item in items


for _item in ("waive", "change", "counterclaim", "appeal"):
    _authority_to(_item)
