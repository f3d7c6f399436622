"""What must hold whenever a representative changes, whichever door the change came through."""
from court.base.people.models import Person
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases.models import Representative
from court.spine.cases.scene import Scene
from court.work.representation import rules


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
