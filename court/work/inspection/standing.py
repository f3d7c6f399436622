"""Who may ask: by own case, by mandate, or by papers for a case one is not in (yet)."""
from dataclasses import dataclass

from django.db.models import Q

from court.base.access.actor import Actor
from court.base.courts.models import Court
from court.base.people.names import same_name
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Party, Representative
from court.spine.dossier import verification
from court.work.inspection.models import Inspection
from law import registry

Capacity = Inspection.Capacity
ENDED = {"closed", "effective", "archived"}
LICENSED = {Representative.Kind.LAWYER, Representative.Kind.LEGAL_WORKER}
IN_LAW: dict[str, str] = {Capacity.PARTY: "party", Capacity.AGENT: "agent", Capacity.RETRIAL: "agent"}


@dataclass(frozen=True)
class Standing:
    """What a request rests on. `case` None: a number by which nothing was found, which the applicant must not learn."""

    case: Case | None
    capacity: str
    party: Party | None = None
    representative: Representative | None = None


def own_cases(actor: Actor, limit: int = 100) -> list[Standing]:
    """The cases somebody is a party of or acts in now, the newest first."""
    person = actor.person_id
    parties = Party.objects.filter(person_id=person, left_on=None).select_related("case__court").order_by("-case_id")[:limit]
    acting = Representative.objects.filter(person_id=person, until=None, party__left_on=None).select_related("case__court", "party")
    found = {one.case_id: Standing(one.case, Capacity.PARTY, one) for one in parties}
    for one in acting.order_by("-case_id")[:limit]:
        found.setdefault(one.case_id, Standing(one.case, Capacity.AGENT, one.party, one))
    return [found[pk] for pk in sorted(found, reverse=True) if not _closed_off(found[pk].case) and not _destroyed(found[pk].case)]


def of_own(actor: Actor, case_id: int) -> Standing:
    """Own standing in a case. Refused, with the way for those whose authority ended."""
    found = next((one for one in own_cases(actor) if one.case and one.case.pk == case_id), None)
    if found is not None:
        return found
    theirs = Party.objects.filter(case_id=case_id, person_id=actor.person_id, left_on=None).select_related("case").first()
    if theirs is not None and _destroyed(theirs.case):
        raise Refused("本案档案保管期限届满，已依法销毁。", do="需要证明的，请拨打12368咨询。", code="destroyed")
    acted = Representative.objects.filter(case_id=case_id, person_id=actor.person_id).exists()
    if acted:
        raise Refused("您在本案的代理权限已经终止，不能凭原委托手续申请阅卷。", law=_law("agent"),
                      do="重新受托的（例如准备申请再审），请按案号申请并上传新的委托手续。", code="authority_ended", status=403)
    raise Refused("没有找到该案件。", do="请从本人案件中选择，或者按案号申请并上传委托手续。", code="missing", status=404)


def by_number(actor: Actor, court: Court, number: str, capacity: str) -> Standing:
    """A case by its number, for somebody who brings authority papers. What is not found looks the same (S11)."""
    if capacity == Capacity.PARTY:
        raise Refused("按案号申请的，应当是当事人委托的代理人。", law=_law("other"), do="您是本案当事人的，请从本人案件中选择。",
                      code="bad_field", status=422)
    found = Case.objects.filter(number=folded(number), court=court).first()
    return Standing(None if found is None or _closed_off(found) else found, capacity)


def check(standing: Standing, volume: str = "正卷") -> str:
    """Hold a request to the rule on reading; gives the words it rests on. Refused with the article."""
    ended = standing.case is not None and standing.case.stage in ENDED
    found = registry.call("dossier.may_read", capacity=IN_LAW.get(standing.capacity, "other"), volume=volume, ended=ended,
                          retrial=standing.capacity == Capacity.RETRIAL)
    words = "；".join(step.text for step in found.steps)
    if not found["allowed"]:
        cites = "、".join(dict.fromkeys(str(step.cite) for step in found.steps if step.cite))
        raise Refused(f"{words}。", law=cites, do="请核对身份和阅卷范围。", code="not_by_rule", status=422)
    return words


def doubts(one: Inspection) -> list[str]:
    """What the papers of an authority say otherwise than the records: who decides looks at them again and says so."""
    found = []
    role = one.representative
    if role is not None and role.kind in LICENSED and role.firm and one.account.firm and not same_name(role.firm, one.account.firm):
        found.append(f"委托手续载明的执业机构为“{role.firm}”，代理人现登记的执业机构为“{one.account.firm}”")
    if one.principal and one.case is not None and not principals(one):
        found.append(f"委托人“{one.principal}”不是本案登记的当事人")
    if one.principal and one.case is not None:
        found += [f"申请人现为{party.get_role_display()}{party.name}本人或者其代理人" for party in _sides(one.case, one.person_id)
                  if not same_name(party.name, one.principal)]
    return found


def _sides(case: Case, person: int) -> list[Party]:
    """The parties somebody is, or acts for now."""
    mine = Q(person=person) | Q(representatives__person=person, representatives__until=None)
    return list(case.parties.filter(mine, left_on=None).distinct())


def principals(one: Inspection) -> list[Party]:
    """Parties of the case, those that left it too, by whose name somebody says to be engaged."""
    if one.case is None or not one.principal:
        return []
    return [party for party in one.case.parties.all() if same_name(party.name, one.principal)]


def folded(number: str) -> str:
    return "".join(number.split()).replace("(", "（").replace(")", "）")[:40]


def _destroyed(case: Case | None) -> bool:
    return case is not None and verification.is_disposed(case)


def _closed_off(case: Case | None) -> bool:
    return case is not None and (case.is_state_secret or case.secrecy == Case.Secrecy.SEALED)


def _law(capacity: str) -> str:
    found = registry.call("dossier.may_read", capacity=capacity)
    return "、".join(dict.fromkeys(str(step.cite) for step in found.steps if step.cite))
