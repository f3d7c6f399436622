"""封存、解封 between two people: an account is not a person, a form may be old, a case may have moved on."""

from datetime import timedelta

import pytest

from court.base.courts.models import Division
from court.base.people.models import Appointment
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Handler
from court.spine.cases.tests.stage import DAY, account, moment
from court.spine.dossier import sealing
from court.spine.dossier.models import Sealing, Unsealing
from court.spine.tasks.models import Task

OUTSIDE = sealing.Asked("outside", "privacy", "原告王建国")


@pytest.fixture
def sealed(stage, heard, put) -> Sealing:
    return sealing.seal_off(heard, put(heard, "病历"), OUTSIDE, by=stage.actor("judge"), at=moment())


def ask(stage, made, who="clerk", why="事由已经消失"):
    return sealing.ask_to_unseal(Sealing.objects.get(pk=made.pk), why, by=stage.actor(who), at=moment())


def decide(stage, asked, who="judge", granted=True, opinion="同意"):
    return sealing.decide(Unsealing.objects.get(pk=asked.pk), granted=granted, opinion=opinion, by=stage.actor(who), at=moment())


def test_two_accounts_of_one_person_do_not_unseal(stage, heard, sealed):
    twin = stage.accounts["twin"] = account("书记员二号", "staff", stage.court)
    twin.person = stage.accounts["clerk"].person
    twin.save()
    Handler.objects.create(case=heard, account=twin, role="presiding", since=moment())
    asked = ask(stage, sealed)
    with pytest.raises(Refused, match="提出人"):
        decide(stage, asked, "twin")
    assert Sealing.objects.get(pk=sealed.pk).lifted_at is None


@pytest.mark.parametrize("why", ["", "   ", "\t\n 　", "好", "事由"])
def test_an_unsealing_wants_its_reason_in_words(stage, sealed, why):
    with pytest.raises(Refused, match="理由"):
        ask(stage, sealed, why=why)


def test_a_very_long_reason_is_kept_as_far_as_there_is_room(stage, sealed):
    assert len(ask(stage, sealed, why="长" * 5000).reason) == 200


def test_once_decided_it_is_decided(stage, sealed):
    asked = ask(stage, sealed)
    decide(stage, asked)
    for granted in (True, False):
        with pytest.raises(Refused):
            decide(stage, asked, "court_president", granted=granted)
    with pytest.raises(Refused):
        sealing.withdraw(Unsealing.objects.get(pk=asked.pk), by=stage.actor("clerk"), at=moment())
    assert not Task.objects.filter(subject=f"sealing:{sealed.pk}", state="open").exists()


def test_who_no_longer_handles_the_case_decides_nothing(stage, heard, sealed):
    asked = ask(stage, sealed)
    Handler.objects.filter(case=heard, account=stage.accounts["judge"]).update(until=moment())
    Case.objects.filter(pk=heard.pk).update(judge=None)
    with pytest.raises(Refused):
        decide(stage, asked)
    assert Sealing.objects.get(pk=sealed.pk).lifted_at is None


def test_a_leader_whose_post_ended_decides_nothing(stage, sealed):
    asked = ask(stage, sealed, "judge")
    Appointment.objects.filter(account=stage.accounts["court_president"]).update(until=DAY - timedelta(days=1))
    with pytest.raises(Refused):
        decide(stage, asked, "court_president")


def test_what_was_put_forward_by_who_left_the_case_is_put_forward_anew(stage, heard, sealed):
    asked = ask(stage, sealed)
    Handler.objects.filter(case=heard, account=stage.accounts["clerk"]).update(until=moment())
    with pytest.raises(Refused, match="不再办理"):
        decide(stage, asked)
    assert Sealing.objects.get(pk=sealed.pk).lifted_at is None
    decide(stage, asked, granted=False, opinion="提出人已调离")
    assert ask(stage, sealed, "judge").state == "pending"


def test_a_case_that_went_to_another_court_is_unsealed_there(stage, heard, sealed):
    asked = ask(stage, sealed, "judge")
    Handler.objects.filter(case=heard).update(until=moment())
    division = Division.objects.create(court=stage.other_court, kind="civil", name="民事审判庭")
    Case.objects.filter(pk=heard.pk).update(court=stage.other_court, judge=None, division=division)
    for who in ("court_president", "judge", "clerk", "division_head"):
        with pytest.raises(Refused):
            decide(stage, asked, who)


@pytest.mark.parametrize("who_by", ["   ", "\n", "　　"])
def test_who_applied_and_the_other_reason_are_words_and_not_white_space(stage, heard, put, who_by):
    paper = put(heard, "病历")
    for asked in (sealing.Asked("outside", "privacy", who_by), sealing.Asked("outside", "other", "法院", words=who_by)):
        with pytest.raises(Refused):
            sealing.seal_off(heard, paper, asked, by=stage.actor("judge"), at=moment())
