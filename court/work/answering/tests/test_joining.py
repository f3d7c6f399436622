"""The defendant's door: the code and the name together, and nothing told to anybody else."""
import pytest
from django.utils import timezone

from court.base.people.models import Person
from court.kit.refusal import Refused
from court.spine.cases.models import Party
from court.spine.cases.tests.stage import build, moment, settle
from court.spine.dossier.models import Document
from court.spine.tasks.models import Task
from court.work.answering import joining, submissions
from court.work.answering.models import JoinCode, JoinRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    stage = build()
    Person.objects.update(verified_at=timezone.now())
    return stage


@pytest.fixture
def case(stage):
    """A case whose defendant was named without a number: another person row than the one who will sign in."""
    case = stage.case()
    named = Person.objects.create(name="张 伟")
    Party.objects.filter(case=case, role="defendant").update(person=named)
    settle(stage, case)
    stage.act(case, "assign_judge", "case_manager", judge=str(stage.accounts["judge"].pk), clerk=str(stage.accounts["clerk"].pk))
    stage.act(case, "send_papers", "clerk", days=15)
    return case


def code_of(case) -> str:
    return JoinCode.objects.get(case=case, party__role="defendant").code


def test_the_defendant_comes_in_by_code_and_verified_name(stage, case):
    typed = f" {code_of(case)[:5].lower()}-{code_of(case)[5:]} "
    joining.join(typed, by=stage.actor("defendant"), at=moment(), e_service=True)
    party = Party.objects.get(case=case, role="defendant")
    assert party.person == stage.accounts["defendant"].person and party.joined_at and party.e_service


@pytest.mark.parametrize(("code", "who"), [("AAAAAAAAAA", "defendant"), (None, "stranger"), (None, "plaintiff")])
def test_a_wrong_code_and_a_wrong_person_get_the_same_answer(stage, case, code, who):
    with pytest.raises(Refused) as refused:
        joining.join(code or code_of(case), by=stage.actor(who), at=moment())
    assert refused.value.code == "no_code" and case.number not in refused.value.for_people()


def test_the_code_lets_nobody_else_in_once_it_was_used(stage, case):
    joining.join(code_of(case), by=stage.actor("defendant"), at=moment())
    other = stage.accounts["stranger"].person
    Person.objects.filter(pk=other.pk).update(name="张伟", name_key="张伟")
    with pytest.raises(Refused):
        joining.join(code_of(case), by=stage.actor("stranger"), at=moment())


def test_an_unverified_name_does_not_come_in(stage, case):
    Person.objects.update(verified_at=None)
    with pytest.raises(Refused) as refused:
        joining.join(code_of(case), by=stage.actor("defendant"), at=moment())
    assert refused.value.code == "not_verified"


def test_an_agent_waits_for_the_clerk_and_then_acts_for_the_party(stage, case):
    asked = joining.ask(code_of(case), "lawyer", by=stage.actor("lawyer"), at=moment())
    assert joining.ask(code_of(case), "lawyer", by=stage.actor("lawyer"), at=moment()).pk == asked.pk
    with pytest.raises(Refused):
        submissions.submit(case.pk, "answer", by=stage.actor("lawyer"), at=moment(), text="答辩")
    with pytest.raises(Refused):
        joining.decide(asked.pk, by=stage.actor("foreign_judge"), at=moment(), accepted=True)
    joining.decide(asked.pk, by=stage.actor("clerk"), at=moment(), accepted=True)
    assert JoinRequest.objects.get(pk=asked.pk).state == "accepted"
    assert not Task.objects.filter(kind="join_request", state="open").exists()
    submissions.submit(case.pk, "answer", by=stage.actor("lawyer"), at=moment(), text="答辩意见：借款已还清。")
    assert Document.objects.filter(case=case, title="答辩状（张伟）").exists()


def test_a_double_click_files_an_answer_once(stage, case):
    joining.join(code_of(case), by=stage.actor("defendant"), at=moment())
    one = submissions.submit(case.pk, "answer", by=stage.actor("defendant"), at=moment(), text="答辩", key="k")
    two = submissions.submit(case.pk, "answer", by=stage.actor("defendant"), at=moment(), text="答辩", key="k")
    assert one.place == two.place
    assert Document.objects.filter(case=case, kind="file_answer").count() == 1


def test_an_empty_submission_and_one_of_a_stranger_are_refused(stage, case):
    with pytest.raises(Refused) as empty:
        submissions.submit(case.pk, "evidence", by=stage.actor("plaintiff"), at=moment(), text="  ")
    assert empty.value.code == "missing_field"
    with pytest.raises(Refused) as stranger:
        submissions.submit(case.pk, "evidence", by=stage.actor("stranger"), at=moment(), text="证据")
    assert stranger.value.status == 404
