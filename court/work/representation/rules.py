"""What the law asks of a representative, before a mandate is given and again when it takes effect."""
from datetime import date

from court.base.people.models import Account, Person
from court.base.people.persons import age_of
from court.kit.refusal import Refused
from court.spine.cases.models import Party, Representative

MOST = 2
GROWN = 18
OPPOSED: dict[str, str] = {Party.Role.PLAINTIFF: Party.Role.DEFENDANT, Party.Role.DEFENDANT: Party.Role.PLAINTIFF}
Authority = Representative.Authority


def is_minor(party: Party, on: date) -> bool:
    age = age_of(party.person, on) if party.person.kind == Person.Kind.NATURAL else None
    return age is not None and age < GROWN


def standing(party: Party, leaving: int | None = None) -> list[Representative]:
    """Who acts for a party now, without the one who leaves by the same act."""
    found = Representative.objects.filter(party=party, until=None).exclude(pk=leaving)
    return list(found.select_related("person"))


def check(party: Party, person: Person, authority: str, *, leaving: int | None, on: date) -> None:
    """Refused where this person may not act for this party. `leaving` is the representative who ends by the same act."""
    acting = standing(party, leaving)
    if any(one.person_id == person.pk for one in acting):
        raise Refused(f"{person.name}已经是{party.name}的代理人。", do="变更权限的，请使用“变更权限”。", code="already")
    if person.pk == party.person_id:
        raise Refused("代理人不能是当事人本人。", do="请核对代理人的身份信息。", code="self")
    if authority == Authority.STATUTORY:
        _statutory(party, on)
    elif sum(one.authority != Authority.STATUTORY for one in acting) >= MOST:
        raise Refused(f"{party.name}已委托{MOST}名诉讼代理人。", law="民事诉讼法第六十一条",
                      do="请先解除其中一名，或者选择由新代理人接替其中一名。", code="too_many")
    _one_side_only(party, person)
    _no_member_of_the_court(party, person)


def _statutory(party: Party, on: date) -> None:
    if party.person.kind == Person.Kind.NATURAL and party.person.born_on and not is_minor(party, on):
        raise Refused(f"{party.name}已成年，登记的法定代理人应当以无民事行为能力或者限制民事行为能力为前提。",
                      law="民法典第二十一条、第二十二条", do="请先取得认定其行为能力的裁判文书，归入卷宗后由承办法官登记。",
                      code="grown")


def _one_side_only(party: Party, person: Person) -> None:
    against = OPPOSED.get(party.role)
    if against is None:
        return
    others = Representative.objects.filter(case=party.case_id, person=person, until=None, party__role=against)
    if other := others.select_related("party").first():
        raise Refused(f"{person.name}已是对方当事人{other.party.name}的代理人，不能在同一案件中代理双方。",
                      law="中华人民共和国律师法第三十九条、民法典第一百六十八条", do="请另行委托代理人。", code="both_sides")
    if Party.objects.filter(case=party.case_id, person=person, left_on=None, role=against).exists():
        raise Refused(f"{person.name}是对方当事人，不能担任{party.name}的代理人。", law="民法典第一百六十八条",
                      do="请另行委托代理人。", code="both_sides")


def _no_member_of_the_court(party: Party, person: Person) -> None:
    if person.accounts.filter(kind=Account.Kind.STAFF, disabled_at=None).exists():
        raise Refused(f"{person.name}是法院在职人员，不能担任诉讼代理人。", law="中华人民共和国法官法第二十二条、第三十六条",
                      do="请另行委托代理人。", code="of_the_court")


def same_firm(party: Party, firm: str) -> list[str]:
    """Representatives of the other side from the same firm: told to the judge, not refused here (律协执业规范)."""
    against = OPPOSED.get(party.role)
    if not firm or against is None:
        return []
    found = Representative.objects.filter(case=party.case_id, party__role=against, until=None, firm=firm)
    return list(found.values_list("person__name", flat=True))
