"""Who heads a company: entered by one of the court, decided by another, on a paper; nothing holds before."""
import pytest

from court.base.people.models import Person
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Party
from court.spine.cases.tests.stage import moment
from court.spine.dossier.models import Document
from court.spine.journal.models import Entry
from court.spine.tasks.models import Task
from court.work.representation import heads
from court.work.representation.models import HeadChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(assigned):
    party = Party.objects.get(case=assigned, role="defendant")
    Person.objects.filter(pk=party.person_id).update(kind="company")
    return party


@pytest.fixture
def change(stage, assigned, company, paper):
    made = heads.propose(assigned.pk, company.pk, "赵总", "董事长", paper(), by=stage.actor("clerk"), at=moment())
    Document.objects.filter(pk=made.proof_id).update(state="available")
    return made


def name_of(company) -> str:
    return Person.objects.get(pk=company.person_id).head_name


def code(call, *args, **options) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, at=moment(), **options)
    return caught.value.code


def test_nothing_holds_until_another_person_has_looked(stage, assigned, company, change):
    assert name_of(company) == ""
    task = Task.objects.get(kind="check_head")
    assert task.assignee == stage.accounts["judge"] and task.state == "open"
    assert code(heads.decide, change.pk, granted=True, by=stage.actor("clerk")) == "same_person"
    heads.decide(change.pk, granted=True, by=stage.actor("judge"), at=moment())
    task.refresh_from_db()
    assert name_of(company) == "赵总" and task.state == "done"
    kinds = list(Entry.objects.filter(stream=assigned.stream, kind__startswith="party.head").values_list("kind", flat=True))
    assert kinds == ["party.head_proposed", "party.head_entered"]


def test_who_has_nothing_to_do_with_the_case_decides_nothing(stage, company, change):
    for who in ("judge2", "foreign_judge", "defendant", "case_manager"):
        assert code(heads.decide, change.pk, granted=True, by=stage.actor(who)) in ("not_yours", "forbidden", "missing"), who
    assert name_of(company) == ""


@pytest.mark.parametrize("reached", ["effective", "archived", "on_appeal", "remanded"])
def test_what_waits_is_decided_wherever_the_case_has_come_and_blocks_the_company_nowhere(stage, assigned, company, change, reached):
    Case.objects.filter(pk=assigned.pk).update(stage=reached)
    assert code(heads.decide, change.pk, granted=True, by=stage.actor("judge2")) == "not_yours"
    heads.decide(change.pk, granted=True, by=stage.actor("judge"), at=moment())
    assert name_of(company) == "赵总"


def test_a_refusal_wants_a_reason_and_a_decision_is_made_once(stage, company, change):
    assert code(heads.decide, change.pk, granted=False, by=stage.actor("judge")) == "missing_field"
    heads.decide(change.pk, granted=False, opinion="证明书未盖章", by=stage.actor("judge"), at=moment())
    assert code(heads.decide, change.pk, granted=True, by=stage.actor("judge")) == "stale"
    assert name_of(company) == ""


def test_one_waits_at_a_time_and_is_taken_back_by_who_entered_it(stage, assigned, company, change, paper):
    assert code(heads.propose, assigned.pk, company.pk, "钱总", "", paper(), by=stage.actor("judge")) == "pending"
    assert code(heads.withdraw, change.pk, by=stage.actor("judge")) == "not_yours"
    heads.withdraw(change.pk, by=stage.actor("clerk"), at=moment())
    assert Task.objects.get(kind="check_head").state == "cancelled"
    assert heads.propose(assigned.pk, company.pk, "钱总", "", paper(), by=stage.actor("judge"), at=moment())


def test_an_unchecked_paper_and_a_row_changed_meanwhile_are_refused(stage, company, change):
    Document.objects.filter(pk=change.proof_id).update(state="waiting")
    assert code(heads.decide, change.pk, granted=True, by=stage.actor("judge")) == "not_ready"
    Document.objects.filter(pk=change.proof_id).update(state="available")
    Person.objects.filter(pk=company.person_id).update(head_name="孙总")
    assert code(heads.decide, change.pk, granted=True, by=stage.actor("judge")) == "stale"


def test_the_page_tells_what_waits_and_decides_it(stage, assigned, company, change, web):
    page, where = f"/staff/case/{assigned.pk}/representatives/", f"/staff/heads/{change.pk}/decide/"
    assert "撤回" in web("clerk").get(page).content.decode()
    shown = web("judge").get(page).content.decode()
    assert "拟登记为" in shown and "核对无误，登记" in shown
    assert web("judge2").post(where, {"decision": "accept"}).status_code in (403, 404)
    assert web("judge").post(where, {"decision": "accept"}).status_code == 302
    assert name_of(company) == "赵总" and HeadChange.objects.get().state == "approved"
