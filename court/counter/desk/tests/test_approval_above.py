"""An extension that the law leaves to the superior court: its president finds, reads and decides it, nobody else there."""
from datetime import date

import pytest

from court.base.courts import clock
from court.base.people.models import Account, Appointment, Office
from court.kit.days import moment_at
from court.spine.approvals import actions
from court.spine.approvals.models import Approval
from court.spine.cases.tests.stage import account, settle
from court.spine.clocks.models import Clock

SECOND = date(2027, 2, 1)


@pytest.fixture
def above(stage):
    for who, office in (("president_above", Office.PRESIDENT), ("judge_above", Office.JUDGE)):
        made = account(who, Account.Kind.STAFF, stage.court.superior)
        Appointment.objects.create(account=made, court=stage.court.superior, office=office, since=date(2020, 1, 1))
        stage.accounts[who] = made


def decide(stage, approval, who, day):
    return actions.decide(approval.pk, by=stage.actor(who, day), at=moment_at(day, 10), granted=True, reason="同意")


@pytest.fixture
def asked(stage, above) -> Approval:
    """The president gave six months already; three more wait for the court above."""
    case = stage.case(track="ordinary")
    settle(stage, case)
    stage.act(case, "assign_judge", "case_manager", judge=str(stage.accounts["judge"].pk), clerk=str(stage.accounts["clerk"].pk))
    for day, months in ((date(2026, 8, 3), 6), (SECOND, 3)):
        stage.act(case, "request_extension", "judge", day, months=months, reason="案情重大复杂")
        approval = Approval.objects.filter(case=case).latest("pk")
        for who in ("division_head", "court_president"):
            decide(stage, approval, who, day)
    clock.set_court_time(moment_at(SECOND, 15))
    return Approval.objects.get(pk=approval.pk)


def test_the_first_is_the_courts_own_and_the_second_waits_above(stage, asked):
    first = Approval.objects.filter(case=asked.case).earliest("pk")
    assert first.levels == ["division_head", "court_president"] and first.state == "granted"
    assert asked.levels[-1] == "superior:court_president"
    assert (asked.state, asked.court) == ("pending", stage.court.superior)
    assert Clock.objects.get(case=asked.case, kind="trial_limit").due_on == date(2027, 3, 2)


def test_the_president_above_reads_and_grants_it(stage, asked, web):
    client = web("president_above")
    assert asked.case.number in client.get("/staff/approvals/").content.decode()
    page = client.get(f"/staff/approvals/{asked.pk}/").content.decode()
    assert "上一级人民法院院长" in page and "案情重大复杂" in page and "打开案件" not in page
    assert client.post(f"/staff/approvals/{asked.pk}/", {"granted": "yes", "reason": "同意"}).status_code == 302
    assert Clock.objects.get(case=asked.case, kind="trial_limit").due_on == date(2027, 6, 2)
    assert client.get(f"/staff/approvals/{asked.pk}/").status_code == 200
    assert client.get(f"/staff/case/{asked.case_id}/").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("judge_above", 404), ("court_president", 403)])
def test_nobody_else_decides_it(stage, asked, web, who, status):
    assert web(who).post(f"/staff/approvals/{asked.pk}/", {"granted": "yes", "reason": "同意"}).status_code == status
    asked.refresh_from_db()
    assert asked.state == "pending"
