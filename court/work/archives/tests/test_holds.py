"""What stops a reading, a loan, a disposal: the party gone, the case sealed, the archive lent or not in the dry run."""
from datetime import date, timedelta

import pytest

from court.base.people.models import Appointment
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY, moment
from court.work.archives import disposal, loans, opening
from court.work.archives.models import Archive, Loan

pytestmark = pytest.mark.django_db
LATER = date(2057, 3, 2)


@pytest.fixture
def borrowed(stage, archived):
    def do(what: str = "electronic", on: date = DAY):
        one = loans.ask(archived, what, "类案参考", on + timedelta(days=5), by=stage.actor("judge2"), at=moment(on))
        return loans.decide(one.pk, by=stage.actor("archivist"), at=moment(on), granted=True)

    return do


def test_the_agent_of_a_party_that_left_the_case_looks_into_no_archive(stage, archived):
    archived.case.parties.filter(role="plaintiff").update(left_on=DAY)
    assert opening.own(stage.actor("lawyer")) == []
    assert opening.papers(stage.actor("lawyer"), archived, moment()) == []


@pytest.mark.parametrize("change", [{"secrecy": "sealed"}, {"is_state_secret": True}])
def test_an_electronic_loan_of_a_case_sealed_later_opens_nothing(stage, archived, borrowed, change):
    one = borrowed()
    assert loans.reading(one.pk, stage.actor("judge2"), DAY) == one
    Case.objects.update(**change)
    with pytest.raises(Refused) as refused:
        loans.reading(one.pk, stage.actor("judge2"), DAY)
    assert refused.value.status == 403


def test_nobody_is_lent_a_destroyed_archive_nor_one_whose_day_of_return_is_past(stage, archived):
    one = loans.ask(archived, "paper", "类案参考", DAY, by=stage.actor("judge2"), at=moment())
    with pytest.raises(Refused):
        loans.decide(one.pk, by=stage.actor("archivist"), at=moment(DAY + timedelta(days=1)), granted=True)
    Archive.objects.update(disposed_at=moment())
    with pytest.raises(Refused):
        loans.decide(one.pk, by=stage.actor("archivist"), at=moment(), granted=True)
    assert Loan.objects.get().state == "waiting"


def test_what_the_dry_run_held_back_does_not_go_when_the_hold_falls_away_afterwards(stage, archived, borrowed):
    listed = disposal.propose("晋0802", by=stage.actor("archivist"), at=moment(LATER))
    lent = borrowed("paper", LATER)
    for name in ("archivist", "division_head"):
        disposal.appraise(listed.pk, "同意销毁", {}, by=stage.actor(name), at=moment(LATER))
    tried = disposal.try_out(listed.pk, by=stage.actor("archivist"), at=moment(LATER))
    assert tried.report["archives"] == [] and "借出" in tried.report["held"][0]["why"]
    loans.take_back(lent.pk, by=stage.actor("archivist"), at=moment(LATER), condition="whole")
    disposal.execute(listed.pk, by=stage.actor("division_head"), at=tried.ready_from)
    assert Archive.objects.get().state == "kept"


def test_what_the_dry_run_named_stays_when_it_is_lent_before_execution(stage, archived, borrowed):
    listed = disposal.propose("晋0802", by=stage.actor("archivist"), at=moment(LATER))
    for name in ("archivist", "division_head"):
        disposal.appraise(listed.pk, "同意销毁", {}, by=stage.actor(name), at=moment(LATER))
    tried = disposal.try_out(listed.pk, by=stage.actor("archivist"), at=moment(LATER))
    borrowed("paper", LATER)
    disposal.execute(listed.pk, by=stage.actor("division_head"), at=tried.ready_from)
    assert Archive.objects.get().state == "kept"


def test_an_archivist_of_one_court_opens_no_archive_of_another_where_another_office_is_held(stage, archived, client, signed_in):
    Appointment.objects.filter(account=stage.accounts["foreign_judge"]).update(office="archivist", division=None)
    Appointment.objects.create(account=stage.accounts["foreign_judge"], court=stage.court, office="clerk", since=date(2020, 1, 1))
    signed_in("foreign_judge")
    assert archived.number not in client.get("/staff/archives/").content.decode()
    assert client.get(f"/staff/archives/{archived.pk}/").status_code == 404
    assert client.post(f"/staff/archives/{archived.pk}/download/").status_code == 404
    assert client.post(f"/staff/archives/{archived.pk}/check/").status_code == 404
