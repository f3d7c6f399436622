"""What stops a reading, a loan, a disposal: the party gone, the case sealed, the archive lent or not in the dry run."""
from datetime import date, timedelta
from importlib import import_module

import pytest

from court.base.people.models import Appointment
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY, moment
from court.spine.tasks.actions import open_task
from court.work.archives import checks, disposal, inquiries, loans, opening
from court.work.archives.models import Archive, Inquiry, Loan

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


@pytest.fixture
def listed(stage, archived):
    """A list of disposal with all its signatures, not tried yet."""
    one = disposal.propose("晋0802", by=stage.actor("archivist"), at=moment(LATER))
    for name in ("archivist", "division_head"):
        disposal.appraise(one.pk, "同意销毁", {}, by=stage.actor(name), at=moment(LATER))
    return one


def held(stage, listed) -> str:
    tried = disposal.try_out(listed.pk, by=stage.actor("archivist"), at=moment(LATER))
    assert tried.report["archives"] == []
    return tried.report["held"][0]["why"]


def test_an_archive_that_somebody_asks_to_look_into_is_not_destroyed_meanwhile(stage, archived, asked, listed):
    one = asked()
    assert "查档申请" in held(stage, listed)
    inquiries.decide(one.pk, by=stage.actor("archivist"), at=moment(LATER), granted=True, days=30)
    assert "查档" in held(stage, listed), "open to be read"
    inquiries.end(one.pk, "已查阅完毕", by=stage.actor("archivist"), at=moment(LATER))
    assert disposal.try_out(listed.pk, by=stage.actor("archivist"), at=moment(LATER)).report["archives"] == [archived.number]


def test_an_archive_waited_for_by_a_borrower_is_not_destroyed(stage, archived, listed):
    one = loans.ask(archived, "paper", "类案参考", LATER + timedelta(days=5), by=stage.actor("judge2"), at=moment(LATER))
    assert "借阅" in held(stage, listed)
    loans.decide(one.pk, by=stage.actor("archivist"), at=moment(LATER), granted=False, reason="即将鉴定销毁")
    assert disposal.try_out(listed.pk, by=stage.actor("archivist"), at=moment(LATER)).report["archives"] == [archived.number]


def test_an_archive_whose_case_has_something_left_to_do_is_not_destroyed(stage, archived, listed):
    open_task(court=archived.court_id, case=archived.case, subject="inspection:1", kind="inspection", label="审批网上阅卷申请", at=moment(LATER))
    assert "审批网上阅卷申请" in held(stage, listed)


def test_an_archive_whose_paper_original_is_lent_is_not_destroyed(stage, archived, listed):
    originals = import_module("court.work.intake.originals")
    kept = originals.keep(archived.case.filed["complaint"], place="3号柜2层", by=stage.actor("clerk"), at=moment())
    originals.move_on(kept.pk, originals.Asked("lent", holder="鉴定机构", due_on=DAY, signed=True), version=kept.version,
                      by=stage.actor("clerk"), at=moment())
    assert "原件" in held(stage, listed)
    assert "鉴定机构" in next(one.why for one in checks.lacks(archived.case, DAY) if "原件" in one.title), "nor is a case archived meanwhile"


def test_a_request_granted_before_the_archive_was_destroyed_or_sealed_is_not_granted_after(stage, archived, asked):
    for number, change in enumerate(({"disposed_at": moment(), "state": "disposed"}, {})):
        one = asked(("stranger", "defendant")[number])
        Archive.objects.update(**change or {"disposed_at": None, "state": "kept"})
        if not change:
            Case.objects.update(secrecy="sealed")
        with pytest.raises(Refused) as refused:
            inquiries.decide(one.pk, by=stage.actor("archivist"), at=moment(), granted=True)
        assert refused.value.code == "closed" and "不予准许" in refused.value.do


def test_the_archivist_is_told_that_what_is_asked_for_was_destroyed(stage, archived, asked, client, signed_in):
    Archive.objects.update(disposed_at=moment(), state="disposed")
    one = asked()
    signed_in("archivist")
    shown = client.get(f"/staff/archives/inquiries/{one.pk}/").content.decode()
    assert "销毁" in shown and "没有该案号的档案" not in shown and "准许查阅" not in shown
    inquiries.decide(one.pk, by=stage.actor("archivist"), at=moment(), granted=False, reason="该档案保管期限届满，已依法销毁")
    assert Inquiry.objects.get(pk=one.pk).state == "refused"
