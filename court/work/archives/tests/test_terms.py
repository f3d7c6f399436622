"""The court's own days hold from their day on, within bounds; nothing falls below two members of the committee."""
from datetime import date, timedelta

import pytest

from court.base.courts.known import KNOWN
from court.base.courts.models import Setting
from court.kit.refusal import Refused
from court.spine.cases.tests.stage import DAY, moment
from court.spine.journal.models import Entry
from court.work.archives import actions, disposal, inquiries, loans, retention, terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def put_setting(stage):
    return lambda key, value, since=DAY: Setting.objects.create(key=key, court=stage.court, value=value, since=since)


def test_every_number_of_the_archive_is_a_setting_and_its_default_is_within_its_bounds():
    for key, value in terms.DEFAULT.items():
        assert KNOWN[key].parse(str(value)) == value and KNOWN[key].default.startswith(str(value))
        for typed in ("0" if key != terms.REMIND else "-1", "9999"):
            with pytest.raises(Refused):
                KNOWN[key].parse(typed)
    with pytest.raises(Refused):
        KNOWN[terms.MEMBERS].parse("1")


def test_an_inquiry_is_decided_and_open_for_the_days_the_court_set(stage, asked, put_setting):
    before = asked(key="a").decide_by
    put_setting(terms.DECIDE, 6)
    put_setting(terms.OPEN, 20)
    one = asked("defendant", key="b")
    assert one.decide_by > before
    assert inquiries.decide(one.pk, by=stage.actor("archivist"), at=moment(), granted=True).until == moment() + timedelta(days=20)


def test_a_loan_is_no_longer_than_the_court_set_and_reminded_as_it_set(stage, archived, put_setting):
    put_setting(terms.LONGEST, 10)
    put_setting(terms.REMIND, 0)
    with pytest.raises(Refused, match="10日"):
        loans.ask(archived, "paper", "类案参考", DAY + timedelta(days=11), by=stage.actor("judge2"), at=moment())
    one = loans.ask(archived, "paper", "类案参考", DAY + timedelta(days=2), by=stage.actor("judge2"), at=moment())
    loans.decide(one.pk, by=stage.actor("archivist"), at=moment(), granted=True)
    assert loans.remind(moment()) == 0 and loans.remind(moment(DAY + timedelta(days=2))) == 1


def test_disposal_waits_and_is_signed_as_the_court_set(stage, archived, put_setting):
    later = DAY.replace(year=2057)
    put_setting(terms.MEMBERS, 3)
    put_setting(terms.WAIT, 30)
    one = disposal.propose("晋0802", by=stage.actor("archivist"), at=moment(later))
    for name in ("archivist", "division_head"):
        disposal.appraise(one.pk, "同意销毁", {}, by=stage.actor(name), at=moment(later))
    with pytest.raises(Refused, match="3人"):
        disposal.try_out(one.pk, by=stage.actor("archivist"), at=moment(later))
    Setting.objects.filter(key=terms.MEMBERS).update(value=2)
    assert disposal.try_out(one.pk, by=stage.actor("archivist"), at=moment(later)).ready_from == moment(later) + timedelta(days=30)


@pytest.mark.parametrize(("cause", "manner", "retention"), [
    ("撤回行政许可补偿", "judgment", "长期"), ("不予受理行政复议申请决定", "judgment", "长期"), ("港口作业重大责任事故责任纠纷", "judgment", "长期"),
    ("民间借贷纠纷", "deemed_withdrawal", "短期"), ("民间借贷纠纷", "dismissal", "短期"), ("民间借贷纠纷", "mediation", "长期")])
def test_how_long_a_case_is_kept_follows_how_it_ended_and_never_the_words_of_its_cause(archived, cause, manner, retention):
    case = archived.case
    archived.delete()
    case.cause, case.close_manner = cause, manner
    case.save()
    made = actions.open_archive(case, by=None, at=moment())
    assert made.retention == retention and made.kept_until == date(2086 if retention == "长期" else 2056, 12, 31)


def test_the_archivist_lengthens_the_retention_of_what_matters_and_never_shortens_it_below_the_rule(stage, archived):
    by = stage.actor("archivist")
    made = retention.change(archived.pk, "永久", "列为指导性案例", by=by, at=moment())
    assert (made.retention, made.kept_until) == ("永久", None)
    entry = Entry.objects.get(stream=f"archive:{archived.pk}", kind="archive.retention")
    assert entry.read_facts() == {"from": "短期", "to": "永久", "why": "列为指导性案例"}
    made = retention.change(archived.pk, "长期", "复核后不属于指导性案例", by=by, at=moment())
    assert made.kept_until == date(2086, 12, 31)
    with pytest.raises(Refused, match="从长"):
        retention.change(archived.pk, "短期", "腾库房", by=by, at=moment())
    for label, why in (("十年", "x"), ("永久", " "), ("长期", "不变")):
        with pytest.raises(Refused) as refused:
            retention.change(archived.pk, label, why, by=by, at=moment())
        assert refused.value.status in (409, 422)


@pytest.mark.parametrize("who", ["judge", "clerk", "court_president", "foreign_judge", "plaintiff"])
def test_nobody_but_the_courts_archivist_changes_a_retention(stage, archived, who):
    with pytest.raises(Refused) as refused:
        retention.change(archived.pk, "永久", "x", by=stage.actor(who), at=moment())
    assert refused.value.status == 404


def test_the_page_of_an_archive_changes_its_retention(stage, archived, client, signed_in):
    signed_in("archivist")
    address = f"/staff/archives/{archived.pk}/"
    assert "调整保管期限" in client.get(address).content.decode()
    assert client.post(address, {"retention": "永久", "why": ""}).status_code == 422
    assert client.post(address, {"retention": "永久", "why": "列为指导性案例"}).status_code == 302
    assert "永久" in client.get(address).content.decode()
    archived.refresh_from_db()
    assert archived.retention == "永久"
