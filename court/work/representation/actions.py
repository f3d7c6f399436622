"""Giving, asking for, deciding, changing and ending a mandate. Access follows the act at that very moment."""
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.people.models import Account, Person
from court.base.people.persons import find_or_create_person, find_person
from court.kit.days import date_of
from court.kit.refusal import Refused, not_there
from court.spine.cases import acts, definitions
from court.spine.cases.models import Case, Party, Representative
from court.spine.cases.scene import Scene
from court.spine.dossier import actions as dossier
from court.spine.dossier.actions import Arrived
from court.spine.journal.actions import append
from court.spine.journal.models import Entry
from court.spine.messages.actions import tell
from court.spine.tasks.actions import close_tasks, open_task
from court.work.representation import kinds, rules
from court.work.representation.conditions import speaks_for
from court.work.representation.models import Mandate

ACT = "change_representative"
TASK = "mandate"
State = Mandate.State


@dataclass(frozen=True)
class Wanted:
    """Who is to act for a party. `account` is a registered lawyer or agent; without one the rest says who it is."""

    kind: str
    authority: str
    items: list[str] = field(default_factory=list)
    account: int | None = None
    name: str = ""
    id_number: str = ""
    phone: str = ""
    licence: str = ""
    firm: str = ""
    replaces: int | None = None


def give(case_id: int, party_id: int, wanted: Wanted, paper: Arrived | None, *, by: Actor, at: datetime,
         token: int | None = None, key: str = "") -> Mandate:
    """The court enters a representative: the paper is filed, and the case is open to them from this moment."""
    with transaction.atomic():
        case = acts.lock(case_id)
        if key and (done := acts.stored(by, key)):
            return _mandate_at(case, done["place"])
        made = _write(case, party_id, wanted, paper, by, at)
        return _stand(case, made, by, at, token=token, key=key)


def ask(case_id: int, party_id: int, wanted: Wanted, paper: Arrived | None, *, by: Actor, at: datetime) -> Mandate:
    """A party names a representative; the court checks the papers first."""
    with transaction.atomic():
        case = acts.lock(case_id)
        acts.permit(scene_of(case, by, at))
        party = _party(case, party_id)
        if not speaks_for(case.representatives.filter(until=None), party, by.person_id):
            raise Refused("只有当事人本人、法定代理人或者法定代表人可以委托代理人。", law="民事诉讼法第六十一条", code="not_yours", status=403)
        if waiting := _waiting(party, wanted):
            return waiting
        made = _write(case, party_id, wanted, paper, by, at)
        rules.check(party, made.person, made.authority, leaving=made.replaces_id, on=date_of(at))
        _note(made, "asked", by, at)
        open_task(court=case.court_id, case=case, subject=_subject(made), kind=TASK, label="核对委托代理手续", at=at,
                  act=ACT, **_owner(case))
    return made


def decide(mandate_id: int, *, by: Actor, at: datetime, accepted: bool, reason: str = "", key: str = "") -> Mandate:
    """The judge or clerk of the case lets the representative in, or says why not."""
    with transaction.atomic():
        case = acts.lock(_case_of(mandate_id))
        mandate = _locked(mandate_id, case)
        if mandate.state != State.WAITING:
            raise Refused(f"该申请已办理（{mandate.get_state_display()}）。", do="请刷新页面核对。", code="stale")
        _require_handler(case, by)
        if accepted:
            _stand(case, mandate, by, at, key=key)
        elif not reason.strip():
            raise Refused("请填写不通过的理由。", code="missing_field", status=422)
        else:
            _settle(mandate, State.REFUSED, by, at, reason)
            tell(mandate.asked_by.person, kind="mandate_refused", key=f"mandate-refused:{mandate.pk}", at=at, case=case,
                 fields={"name": mandate.person.name, "reason": mandate.reason})
        close_tasks(_subject(mandate), TASK, by=by.account, at=at)
    return mandate


def take_back(mandate_id: int, *, by: Actor, at: datetime) -> Mandate:
    """Who asked thinks better of it, while the court has not decided."""
    with transaction.atomic():
        case = acts.lock(_case_of(mandate_id))
        mandate = _locked(mandate_id, case)
        if mandate.asked_by_id != by.me.pk:
            raise not_there()
        if mandate.state != State.WAITING:
            raise Refused(f"该申请已办理（{mandate.get_state_display()}）。", do="请刷新页面核对。", code="stale")
        _settle(mandate, State.WITHDRAWN, by, at)
        close_tasks(_subject(mandate), TASK, by=by.account, at=at, cancelled=True)
    return mandate


def end(case_id: int, representative_id: int, *, by: Actor, at: datetime, paper: Arrived | None = None,
        token: int | None = None, key: str = "") -> None:
    """A mandate is taken back or laid down: from this moment the case is closed to the one who had it."""
    with transaction.atomic():
        case = acts.lock(case_id)
        if key and acts.stored(by, key):
            return
        leaving = _leaving(case, representative_id)
        facts = {"party": str(leaving.party_id), "ending": str(leaving.pk)}
        if paper is not None:
            facts["material"] = str(_file(case, leaving.party, paper, f"解除委托通知（{leaving.person.name}）", by, at).pk)
        acts.perform(case, ACT, by=by, at=at, facts=facts, token=token, key=key)


def change(case_id: int, representative_id: int, wanted: Wanted, paper: Arrived | None, *, by: Actor, at: datetime,
           token: int | None = None, key: str = "") -> Mandate | None:
    """Another authority for the same person: one ends and the other begins in one act."""
    with transaction.atomic():
        case = acts.lock(case_id)
        if key and acts.stored(by, key):
            return None
        leaving = _leaving(case, representative_id)
        known = Mandate.objects.filter(representative=leaving).first()
        made = _write(case, leaving.party_id, wanted, paper, by, at, person=leaving.person, leaving=leaving, known=known)
        return _stand(case, made, by, at, token=token, key=key)


def scene_of(case: Case, by: Actor, at: datetime) -> Scene:
    """The act as it would be done now, to ask who may and in which stage."""
    definition = definitions.of(case)
    return Scene(case, definition, ACT, definition.acts[ACT], by, at)


def _write(case: Case, party_id: int, wanted: Wanted, paper: Arrived | None, by: Actor, at: datetime, *,
           person: Person | None = None, leaving: Representative | None = None, known: Mandate | None = None) -> Mandate:
    """The mandate's row and its paper. What is asked of it is checked before anything is written."""
    party = _party(case, party_id)
    account = _account(wanted.account)
    licence = (account.licence if account else "") or wanted.licence or (known.licence if known else "")
    firm = (account.firm if account else "") or wanted.firm or (leaving.firm if leaving else "")
    authority = _authority(wanted)
    if kinds.NEEDS[wanted.kind].licensed and leaving is None and not (licence.strip() and firm.strip()):
        raise Refused("请填写执业证号和执业机构。", law="最高人民法院关于适用《民事诉讼法》的解释第八十八条", code="missing_field", status=422)
    if paper is None:
        raise Refused(f"请上传委托手续：{kinds.NEEDS[wanted.kind].papers}。", law="民事诉讼法第六十二条", code="missing_field", status=422)
    if wanted.replaces and not leaving:
        leaving = _leaving(case, wanted.replaces)
        if leaving.party_id != party.pk:
            raise Refused("只能接替本方的代理人。", do="请重新选择。", code="bad_field", status=422)
    who = person or (account.person if account else find_or_create_person(
        wanted.name, id_number=wanted.id_number, phone=wanted.phone))
    document = _file(case, party, paper, f"授权委托手续（{party.name}委托{who.name}）", by, at)
    return Mandate.objects.create(
        case=case, party=party, person=who, kind=wanted.kind, authority=authority, licence=licence.strip()[:40],
        items=[key for key in kinds.ITEMS if key in wanted.items] if authority == "special" else [],
        firm=firm.strip()[:80], document=document, replaces=leaving, asked_by=by.me, asked_at=at)


def _authority(wanted: Wanted) -> str:
    if wanted.kind not in kinds.NEEDS:
        raise Refused("请选择代理人种类。", code="missing_field", status=422)
    if wanted.kind == kinds.Kind.GUARDIAN:
        return kinds.Authority.STATUTORY.value
    if wanted.authority not in ("general", "special"):
        raise Refused("请选择代理权限。", law="民事诉讼法第六十二条", code="missing_field", status=422)
    if wanted.authority == "special" and not wanted.items:
        raise Refused("特别授权应当写明具体事项。", law="民事诉讼法第六十二条第二款、最高人民法院关于适用《民事诉讼法》的解释第八十九条",
                      do="授权委托书仅写“全权代理”而无具体授权的，按一般授权登记。", code="missing_field", status=422)
    return wanted.authority


def _stand(case: Case, mandate: Mandate, by: Actor, at: datetime, *, token: int | None = None, key: str = "") -> Mandate:
    """The act itself, and the mandate's row beside the representative it made."""
    facts = {"party": str(mandate.party_id), "person": str(mandate.person_id), "kind": mandate.kind,
             "authority": mandate.authority, "material": str(mandate.document_id),
             "items": mandate.items}
    if mandate.replaces_id:
        facts["ending"] = str(mandate.replaces_id)
    acts.perform(case, ACT, by=by, at=at, facts={k: v for k, v in facts.items() if v}, token=token, key=key)
    mandate.representative = Representative.objects.filter(party=mandate.party, person=mandate.person, until=None).latest("id")
    mandate.save(update_fields=["representative"])
    mandate.representative.firm = mandate.firm
    mandate.representative.save(update_fields=["firm"])
    _settle(mandate, State.STANDING, by, at)
    tell(mandate.person, kind="mandate_standing", key=f"mandate:{mandate.pk}", at=at, case=case,
         fields={"party": mandate.party.name})
    return mandate


def _settle(mandate: Mandate, state: str, by: Actor, at: datetime, reason: str = "") -> None:
    mandate.state, mandate.decided_by, mandate.decided_at = state, by.me, at
    mandate.reason = reason.strip()[:200]
    mandate.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    _note(mandate, str(state), by, at)


def _file(case: Case, party: Party, paper: Arrived, title: str, by: Actor, at: datetime):
    return dossier.receive(case.court, paper, kind="authority", title=title, by=by, at=at, case=case, party=party,
                           item=kinds.PLACE)


def _party(case: Case, party_id: int) -> Party:
    party = Party.objects.filter(case=case, pk=party_id, left_on=None).select_related("person").first()
    if party is None:
        raise Refused("请选择委托人。", do="请从本案当事人中选择。", code="bad_field", status=422)
    return party


def _account(account_id: int | None) -> Account | None:
    if account_id is None:
        return None
    found = Account.objects.filter(pk=account_id, disabled_at=None).exclude(kind__in=["staff", "system"])
    account = found.select_related("person").first()
    if account is None:
        raise Refused("没有找到该代理人。", do="请重新查找。", code="bad_field", status=422)
    return account


def _leaving(case: Case, representative_id: int) -> Representative:
    found = Representative.objects.filter(case=case, pk=representative_id, until=None).select_related("party", "person")
    leaving = found.first()
    if leaving is None:
        raise Refused("该代理关系已经解除或者不存在。", do="请刷新页面核对。", code="stale")
    return leaving


def _waiting(party: Party, wanted: Wanted) -> Mandate | None:
    """The same person asked for twice is asked for once."""
    account, person = _account(wanted.account), None
    if account is not None:
        person = account.person
    elif wanted.id_number.strip():
        person = find_person(Person.IdKind.RESIDENT, wanted.id_number)
    return Mandate.objects.filter(party=party, person=person, state=State.WAITING).first() if person else None


def _mandate_at(case: Case, place: int) -> Mandate:
    """The mandate that the first submit of a form brought about."""
    facts = Entry.objects.get(stream=case.stream, place=place).read_facts()
    return Mandate.objects.get(case=case, document_id=int(facts["material"]))


def _require_handler(case: Case, by: Actor) -> None:
    early = case.judge_id is None and by.holds("filing_clerk", case.court_id)
    if not (early or case.handlers.filter(account=by.account, until=None).exists()):
        raise Refused("只有本案办案人员可以办理。", code="not_yours", status=403)


def _owner(case: Case) -> dict:
    clerk = case.handlers.filter(role="clerk", until=None).select_related("account").first()
    return {"assignee": clerk.account} if clerk else {"office": "filing_clerk"}


def _subject(mandate: Mandate) -> str:
    return f"mandate:{mandate.pk}"


def _case_of(mandate_id: int) -> int:
    found = Mandate.objects.filter(pk=mandate_id).values_list("case_id", flat=True).first()
    if found is None:
        raise not_there()
    return found


def _locked(mandate_id: int, case: Case) -> Mandate:
    found = Mandate.objects.select_for_update(of=("self",)).select_related("person", "party", "asked_by__person")
    mandate = found.get(pk=mandate_id)
    mandate.case = case
    return mandate


def _note(mandate: Mandate, what: str, by: Actor, at: datetime) -> None:
    append(mandate.case.stream, f"mandate.{what}", by=by.account, at=at, court=mandate.case.court_id,
           facts={"mandate": str(mandate.pk), "party": str(mandate.party_id), "person": str(mandate.person_id)})
