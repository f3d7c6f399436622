"""The legal representative of a company (法定代表人): not an agent but its voice; a change is proved by a paper."""
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.people.models import Person
from court.base.people.names import kept
from court.kit.refusal import Refused
from court.spine.cases import acts
from court.spine.cases.models import Case, Party
from court.spine.dossier import actions as dossier
from court.spine.dossier.actions import Arrived
from court.spine.journal.actions import append
from court.work.representation import kinds
from court.work.representation.actions import scene_of


def company(case: Case, party_id: int) -> Party:
    """A party that is an organisation. Refused for a natural person, who has no such head."""
    party = Party.objects.filter(case=case, pk=party_id, left_on=None).select_related("person").first()
    if party is None or party.person.kind == Person.Kind.NATURAL:
        raise Refused("没有找到该单位。", do="请返回代理人页面核对。", code="missing", status=404)
    return party


def enter(case_id: int, party_id: int, name: str, post: str, paper: Arrived | None, *, by: Actor, at: datetime) -> Party:
    """Enter who heads the company now, with the paper filed. The same person row serves all its cases."""
    name = kept(name)
    if not name:
        raise Refused("请填写法定代表人姓名。", code="missing_field", status=422)
    if paper is None:
        raise Refused("请上传法定代表人身份证明书。", law="民事诉讼法第五十一条", code="missing_field", status=422)
    with transaction.atomic():
        case = acts.lock(case_id)
        if by.is_litigant:
            raise Refused("法定代表人由法院核对证明后登记。", law="民事诉讼法第五十一条", do="请提交法定代表人身份证明书。", code="not_yours", status=403)
        acts.permit(scene_of(case, by, at))
        party = company(case, party_id)
        proof = dossier.receive(case.court, paper, kind="authority", title=f"法定代表人身份证明书（{party.name}）", by=by, at=at,
                                case=case, party=party, item=kinds.PLACE)
        party.person.head_name, party.person.head_post = name, kept(post)[:30]
        party.person.save(update_fields=["head_name", "head_post", "name_key"])
        append(case.stream, "party.head_entered", by=by.account, at=at, court=case.court_id,
               facts={"party": str(party.pk), "document": str(proof.pk)})
    return party
