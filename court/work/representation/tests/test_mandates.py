"""Who may act for a party, from which moment to which, and what the law does not allow."""
from datetime import date, timedelta

import pytest

from court.base.access.decide import may
from court.base.people import identity
from court.base.people.models import Person
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Party, Representative
from court.spine.cases.tests.stage import DAY, moment
from court.spine.dossier.models import Document
from court.spine.messages.models import Message
from court.spine.tasks.models import Task
from court.work.representation import actions, heads
from court.work.representation.actions import Wanted
from court.work.representation.models import Mandate
from court.work.representation.tests.conftest import number

pytestmark = pytest.mark.django_db
SPECIAL = ["admit", "settle"]


def party(case, role):
    return Party.objects.get(case=case, role=role)


def lawyer(stage, who, authority="general", **more) -> Wanted:
    return Wanted("lawyer", authority, account=stage.accounts[who].pk, **more)


def give(stage, case, role, wanted, paper, by="clerk", **more):
    return actions.give(case.pk, party(case, role).pk, wanted, paper, by=stage.actor(by), at=moment(), **more)


def reads(stage, case, who) -> bool:
    return bool(may(stage.actor(who), "read", case))


def acting(case, role) -> set[str]:
    return set(Representative.objects.filter(case=case, party__role=role, until=None).values_list("person__name", flat=True))


def test_a_lawyer_reads_the_case_from_the_moment_of_the_act_and_not_before(more, assigned, paper):
    assert not reads(more, assigned, "lin")
    made = give(more, assigned, "defendant", lawyer(more, "lin", "special", items=SPECIAL), paper())
    assert reads(more, assigned, "lin")
    assert (made.state, made.items, made.firm) == ("standing", SPECIAL, "盐湖律师事务所")
    assert made.representative.since == moment()
    assert made.representative.firm == "盐湖律师事务所"
    filed = Document.objects.get(pk=made.document_id)
    assert (filed.item, filed.party_id) == ("当事人身份证明、法定代表人身份证明、授权委托书、律师事务所函", made.party_id)
    assert Message.objects.filter(person=made.person, kind="mandate_standing").count() == 1


def test_access_is_lost_at_the_very_moment_the_mandate_ends(more, assigned, paper):
    made = give(more, assigned, "defendant", lawyer(more, "lin"), paper())
    actions.end(assigned.pk, made.representative_id, by=more.actor("clerk"), at=moment(hour=10))
    assert not reads(more, assigned, "lin")
    gone = Representative.objects.get(pk=made.representative_id)
    assert gone.until == moment(hour=10)
    made.refresh_from_db()
    assert (made.state, made.ended_at) == ("ended", moment(hour=10))
    assert Message.objects.filter(person=made.person, kind="mandate_ended").count() == 1


def test_a_party_has_two_at_most_and_a_third_may_take_the_place_of_one(more, assigned, paper):
    give(more, assigned, "plaintiff", lawyer(more, "lin"), paper())
    with pytest.raises(Refused) as refused:
        give(more, assigned, "plaintiff", lawyer(more, "xue"), paper())
    assert (refused.value.code, refused.value.law) == ("too_many", "民事诉讼法第六十一条")
    assert not Mandate.objects.filter(person__name="薛律").exists()
    first = Representative.objects.get(case=assigned, person__name="高律")
    give(more, assigned, "plaintiff", lawyer(more, "xue", replaces=first.pk), paper())
    assert acting(assigned, "plaintiff") == {"林律", "薛律"}
    assert not reads(more, assigned, "lawyer")


def test_nobody_acts_for_both_sides(more, assigned, paper):
    with pytest.raises(Refused) as refused:
        give(more, assigned, "defendant", lawyer(more, "lawyer"), paper())
    assert refused.value.code == "both_sides"
    assert "律师法第三十九条" in refused.value.law
    assert acting(assigned, "defendant") == set()


@pytest.mark.parametrize("who", ["plaintiff", "defendant"])
def test_neither_the_party_nor_its_opponent_is_its_agent(more, assigned, paper, who):
    wanted = Wanted("relative", "general", account=more.accounts[who].pk)
    with pytest.raises(Refused) as refused:
        give(more, assigned, "defendant", wanted, paper())
    assert refused.value.code in ("self", "both_sides")


def test_a_member_of_the_court_is_nobodys_agent(more, assigned, paper):
    person = more.accounts["judge2"].person
    known = number(7)
    Person.objects.filter(pk=person.pk).update(id_index=identity.id_index(known))
    wanted = Wanted("relative", "general", name=person.name, id_number=known)
    with pytest.raises(Refused) as refused:
        give(more, assigned, "defendant", wanted, paper())
    assert refused.value.code == "of_the_court"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted("lawyer", "special", name="新律", id_number=number(3), licence="1", firm="所"), "missing_field"),
        (Wanted("lawyer", "general", name="新律", id_number=number(3)), "missing_field"),
        (Wanted("lawyer", "statutory", name="新律", id_number=number(3), licence="1", firm="所"), "missing_field"),
        (Wanted("", "general", name="新律", id_number=number(3)), "missing_field"),
        (Wanted("relative", "general", name="新律", id_number="140802199901010000"), "id_check"),
    ],
)
def test_a_mandate_that_lacks_something_is_told_what(more, assigned, paper, wanted, code):
    with pytest.raises(Refused) as refused:
        give(more, assigned, "defendant", wanted, paper())
    if code != "id_check":
        assert refused.value.code == code
    assert not Mandate.objects.exists()
    assert not Document.objects.filter(kind="authority").exists()


def test_a_mandate_without_its_paper_is_refused(more, assigned):
    with pytest.raises(Refused) as refused:
        give(more, assigned, "defendant", lawyer(more, "lin"), None)
    assert "所函" in refused.value.message


def test_somebody_not_on_the_register_is_entered_once(more, assigned, paper):
    give(more, assigned, "defendant", Wanted("relative", "general", name="张大山", id_number=number(5)), paper())
    assert acting(assigned, "defendant") == {"张大山"}
    assert Person.objects.filter(name="张大山").count() == 1


def test_a_changed_authority_keeps_the_access_and_tells_its_items(more, assigned, paper):
    before = Representative.objects.get(case=assigned, person__name="高律")
    wanted = Wanted("lawyer", "special", ["appeal"])
    made = actions.change(assigned.pk, before.pk, wanted, paper(), by=more.actor("judge"), at=moment(hour=11))
    before.refresh_from_db()
    assert before.until == moment(hour=11)
    assert (made.representative.authority, made.items) == ("special", ["appeal"])
    assert reads(more, assigned, "lawyer")
    assert not Message.objects.filter(kind="mandate_ended").exists()


def test_a_minors_guardian_is_no_agent_and_does_not_count(more, assigned, paper):
    child = party(assigned, "plaintiff").person
    Person.objects.filter(pk=child.pk).update(born_on=DAY - timedelta(days=365 * 9))
    give(more, assigned, "plaintiff", lawyer(more, "lin"), paper())
    mother = Wanted("guardian", "", name="王母", id_number=number(9, male=False))
    made = give(more, assigned, "plaintiff", mother, paper())
    assert (made.authority, made.representative.authority) == ("statutory", "statutory")
    assert acting(assigned, "plaintiff") == {"高律", "林律", "王母"}


def test_a_grown_party_has_no_guardian_without_more(more, assigned, paper):
    Person.objects.filter(pk=party(assigned, "plaintiff").person_id).update(born_on=date(1990, 1, 1))
    with pytest.raises(Refused) as refused:
        give(more, assigned, "plaintiff", Wanted("guardian", "", name="王母", id_number=number(9)), paper())
    assert refused.value.code == "grown"


def test_the_same_form_sent_twice_gives_one_representative(more, assigned, paper):
    first = give(more, assigned, "defendant", lawyer(more, "lin"), paper(), key="k1")
    again = give(more, assigned, "defendant", lawyer(more, "lin"), paper(), key="k1")
    assert first.pk == again.pk
    assert Representative.objects.filter(case=assigned, party__role="defendant").count() == 1


def test_of_two_who_change_the_case_at_once_the_second_is_told(more, assigned, paper):
    token = assigned.version
    give(more, assigned, "defendant", lawyer(more, "lin"), paper(), token=token)
    with pytest.raises(Refused) as refused:
        give(more, assigned, "defendant", lawyer(more, "xue"), paper(), by="judge", token=token)
    assert refused.value.code == "stale"
    assert acting(assigned, "defendant") == {"林律"}


@pytest.fixture
def asked(more, assigned, paper):
    """The plaintiff named 林律 on the phone."""
    return actions.ask(assigned.pk, party(assigned, "plaintiff").pk, lawyer(more, "lin"), paper(),
                       by=more.actor("plaintiff"), at=moment())


def test_whom_a_party_names_waits_for_the_court_and_sees_nothing_till_then(more, assigned, asked, paper):
    assert not reads(more, assigned, "lin")
    task = Task.objects.get(kind="mandate", state="open")
    assert task.assignee == more.accounts["clerk"]
    actions.decide(asked.pk, by=more.actor("clerk"), at=moment(hour=11), accepted=True)
    assert reads(more, assigned, "lin")
    assert not Task.objects.filter(kind="mandate", state="open").exists()
    with pytest.raises(Refused) as refused:
        actions.decide(asked.pk, by=more.actor("judge"), at=moment(hour=12), accepted=False, reason="x")
    assert refused.value.code == "stale"


def test_what_is_asked_for_twice_is_one_request(more, assigned, asked, paper):
    again = actions.ask(assigned.pk, asked.party_id, lawyer(more, "lin"), paper(), by=more.actor("plaintiff"), at=moment())
    assert again.pk == asked.pk


def test_a_refusal_needs_its_reason_and_is_told_to_who_asked(more, assigned, asked):
    with pytest.raises(Refused):
        actions.decide(asked.pk, by=more.actor("clerk"), at=moment(), accepted=False)
    actions.decide(asked.pk, by=more.actor("clerk"), at=moment(), accepted=False, reason="缺少律师事务所所函")
    told = Message.objects.get(kind="mandate_refused")
    assert (told.person, "缺少律师事务所所函" in told.text) == (more.accounts["plaintiff"].person, True)
    assert not reads(more, assigned, "lin")


def test_a_request_is_taken_back_by_who_made_it_only(more, assigned, asked):
    with pytest.raises(Refused):
        actions.take_back(asked.pk, by=more.actor("defendant"), at=moment())
    actions.take_back(asked.pk, by=more.actor("plaintiff"), at=moment())
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert not Task.objects.filter(kind="mandate", state="open").exists()


@pytest.mark.parametrize("who", ["defendant", "stranger", "lawyer"])
def test_only_the_party_itself_names_its_agents(more, assigned, paper, who):
    with pytest.raises(Refused) as refused:
        actions.ask(assigned.pk, party(assigned, "plaintiff").pk, lawyer(more, "xue"), paper(), by=more.actor(who), at=moment())
    assert refused.value.status == 403


@pytest.mark.parametrize("who", ["judge2", "foreign_judge", "cashier"])
def test_who_does_not_handle_the_case_lets_nobody_in(more, assigned, asked, who):
    with pytest.raises(Refused) as refused:
        actions.decide(asked.pk, by=more.actor(who), at=moment(), accepted=True)
    assert refused.value.status == 403
    assert not reads(more, assigned, "lin")


def test_the_party_ends_its_agent_at_once_the_agent_only_itself_and_the_opponent_nobody(more, assigned, paper):
    theirs = Representative.objects.get(case=assigned, person__name="高律")
    for who in ("defendant", "stranger"):
        with pytest.raises(Refused):
            actions.end(assigned.pk, theirs.pk, by=more.actor(who), at=moment())
    other = give(more, assigned, "plaintiff", lawyer(more, "lin"), paper()).representative
    with pytest.raises(Refused) as refused:
        actions.end(assigned.pk, theirs.pk, by=more.actor("lin"), at=moment())
    assert refused.value.code == "not_yours"
    actions.end(assigned.pk, other.pk, by=more.actor("lin"), at=moment())
    actions.end(assigned.pk, theirs.pk, by=more.actor("plaintiff"), at=moment())
    assert acting(assigned, "plaintiff") == set()
    assert not reads(more, assigned, "lawyer")


def test_a_party_does_not_put_an_agent_in_past_the_court(more, assigned):
    with pytest.raises(Refused) as refused:
        more.act(assigned, "change_representative", "plaintiff", party=str(party(assigned, "plaintiff").pk),
                 person=str(more.accounts["lin"].person_id), kind="lawyer", authority="general")
    assert refused.value.status == 403


def test_the_head_of_a_company_is_entered_with_its_proof(more, assigned, paper):
    company = party(assigned, "defendant")
    with pytest.raises(Refused):
        heads.propose(assigned.pk, company.pk, "李总", "经理", paper(), by=more.actor("clerk"), at=moment())
    Person.objects.filter(pk=company.person_id).update(kind="company")
    change = heads.propose(assigned.pk, company.pk, "李总", "执行董事", paper(), by=more.actor("clerk"), at=moment())
    change.proof.state = "available"
    change.proof.save(update_fields=["state"])
    heads.decide(change.pk, granted=True, by=more.actor("judge"), at=moment())
    person = Person.objects.get(pk=company.person_id)
    assert (person.head_name, person.head_post) == ("李总", "执行董事")


@pytest.mark.parametrize(("authority", "items", "words"), [
    ("general", [], "一般授权"), ("special", ["admit", "appeal"], "没有写明"), ("special", ["counterclaim"], "")])
def test_a_counterclaim_needs_a_special_authority_that_names_it(more, assigned, paper, authority, items, words):
    more.act(assigned, "send_papers", "clerk", days=15)
    give(more, assigned, "defendant", lawyer(more, "lin", authority, **({"items": items} if items else {})), paper())
    if not words:
        assert more.act(assigned, "counterclaim", "lin", amount=1_000_000).kind == "case.counterclaim"
        return
    with pytest.raises(Refused, match=words) as refused:
        more.act(assigned, "counterclaim", "lin", amount=1_000_000)
    assert refused.value.law == "民事诉讼法第六十二条第二款" and refused.value.status == 403


def test_an_appeal_is_not_raised_by_who_may_only_speak(more, assigned, paper):
    give(more, assigned, "defendant", lawyer(more, "lin"), paper())
    Case.objects.filter(pk=assigned.pk).update(stage="closed", close_manner="judgment", closed_on=DAY)
    with pytest.raises(Refused, match="不能代为提起上诉"):
        more.act(assigned, "receive_appeal", "lin")
    assert more.act(assigned, "receive_appeal", "defendant").kind == "case.receive_appeal"
