"""Repeats, closed cases and looks at the register: what must not slip through the pages of representatives."""
import pytest

from court.base.access.models import ReadRecord
from court.base.people.models import Person
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Party
from court.spine.cases.tests.stage import moment
from court.work.representation import actions, heads
from court.work.representation.actions import Wanted
from court.work.representation.models import Mandate
from court.work.representation.tests.conftest import number
from court.work.representation.tests.test_pages import url

pytestmark = pytest.mark.django_db


def cousin() -> Wanted:
    return Wanted("relative", "general", name="林表弟", id_number=number(7))


def test_somebody_entered_by_hand_and_sent_twice_is_asked_for_once(more, assigned, paper):
    party = Party.objects.get(case=assigned, role="defendant")
    made = [actions.ask(assigned.pk, party.pk, cousin(), paper(), by=more.actor("defendant"), at=moment()) for _ in range(2)]
    assert made[0].pk == made[1].pk
    assert Mandate.objects.filter(case=assigned).count() == 1
    assert assigned.documents.filter(kind="authority", party=party).count() == 1


def test_the_head_of_a_company_is_entered_by_who_handles_an_open_case(more, assigned, paper):
    party = Party.objects.get(case=assigned, role="defendant")
    Person.objects.filter(pk=party.person_id).update(kind="company")
    for who in ("case_manager", "defendant"):
        with pytest.raises(Refused) as refused:
            heads.propose(assigned.pk, party.pk, "赵总", "董事长", paper(), by=more.actor(who), at=moment())
        assert refused.value.status == 403
    Case.objects.filter(pk=assigned.pk).update(stage="archived")
    with pytest.raises(Refused) as refused:
        heads.propose(assigned.pk, party.pk, "赵总", "董事长", paper(), by=more.actor("clerk"), at=moment())
    assert refused.value.code == "wrong_stage"
    assert Person.objects.get(pk=party.person_id).head_name == ""


def test_a_look_into_the_register_is_recorded(more, assigned, web):
    web("clerk").get(url(assigned, "new/"), {"q": "林律"})
    assert ReadRecord.objects.filter(stream=assigned.stream, verb="search").count() == 1


def test_a_number_that_only_looks_like_one_breaks_nothing(more, assigned, web):
    made = web("clerk").post(url(assigned, "new/"), {"token": "²", "q": "林律"})
    assert made.status_code == 422
