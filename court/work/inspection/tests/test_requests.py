"""Asking, deciding, prolonging, revoking: who may, what is told, what is refused."""
from datetime import date, timedelta

import pytest

from court.base.access.decide import may, visible
from court.kit.refusal import Refused
from court.spine.cases.tests.stage import DAY, moment, settle
from court.spine.dossier import verification
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document
from court.spine.journal.actions import append
from court.spine.journal.models import Entry
from court.spine.messages.models import Message
from court.spine.tasks.models import Task
from court.work.inspection import actions, overdue, queries, reach, standing
from court.work.inspection.actions import Grant, Wanted
from court.work.inspection.models import Inspection
from law import registry

pytestmark = pytest.mark.django_db


def test_the_inner_volume_and_people_without_authority_are_refused_by_the_rule():
    assert registry.call("dossier.may_read", capacity="agent")["allowed"]
    assert registry.call("dossier.may_read", capacity="party")["allowed"]
    inner = registry.call("dossier.may_read", capacity="agent", volume="副卷")
    assert not inner["allowed"] and "第五条" in inner.explain()[0]
    assert not registry.call("dossier.may_read", capacity="other")["allowed"]


def test_a_request_opens_a_task_of_the_clerk_with_the_courts_clock(stage, asked):
    one = asked()
    task = Task.objects.get(subject=one.stream)
    assert task.assignee == stage.accounts["clerk"] and task.due_on == one.decide_by == date(2026, 3, 5)
    assert one.capacity == "agent" and one.representative is not None
    assert Entry.objects.filter(stream=one.stream).values_list("kind", flat=True).get() == "inspection.asked"


def test_the_same_form_sent_twice_is_one_request(asked):
    assert asked(key="k1").pk == asked(key="k1").pk
    assert Inspection.objects.count() == 1


def test_what_waits_already_is_not_asked_for_twice(stage, asked, retrial):
    asked()
    with pytest.raises(Refused) as refused:
        asked(purpose="换个说法")
    assert refused.value.code == "twice" and "待审批" in str(refused.value)
    asked(wants_copy=True)
    asked("plaintiff")
    actions.withdraw(Inspection.objects.filter(person=stage.accounts["lawyer"].person).earliest("pk").pk, by=stage.actor("lawyer"), at=moment())
    asked()
    for number in (None, "（2026）晋0802民初999号"):
        retrial(number=number)
        with pytest.raises(Refused) as refused:
            retrial(number=number)
        assert refused.value.code == "twice", "whether or not there is such a case"


def test_the_clock_counts_working_days_over_holidays_and_days_worked_instead(asked):
    assert asked(at=moment(date(2026, 9, 30))).decide_by == date(2026, 10, 10), "the 8th, the 9th and Saturday the 10th, worked instead"


def test_a_request_made_before_the_case_had_a_clerk_becomes_the_clerks_task(stage, put):
    case = stage.case(counsel=True)
    actor = stage.actor("lawyer")
    one = actions.ask_own(standing.of_own(actor, case.pk), Wanted("whole", "准备庭审"), by=actor, at=moment())
    assert Task.objects.get(subject=one.stream).office == "filing_clerk"
    settle(stage, case)
    stage.act(case, "assign_judge", "system", judge=str(stage.accounts["judge"].pk), clerk=str(stage.accounts["clerk"].pk))
    task = Task.objects.get(subject=one.stream, state="open")
    assert task.assignee == stage.accounts["clerk"] and task.due_on == one.decide_by
    assert not may(stage.actor("filing_clerk"), "decide", Inspection.objects.get())


def test_a_destroyed_dossier_is_neither_asked_for_nor_read(stage, filled, asked, granted):
    one = granted()
    waiting = asked(wants_copy=True)
    filled.archived_on = DAY
    filled.save(update_fields=["archived_on"])
    append(filled.stream, verification.DISPOSED, by=None, at=moment(), court=filled.court_id, facts={})
    one.refresh_from_db()
    assert "销毁" in reach.shut(one, moment())
    with pytest.raises(Refused, match="销毁"):
        actions.grant(waiting.pk, Grant(), by=stage.actor("clerk"), at=moment())
    assert standing.own_cases(stage.actor("lawyer")) == []
    with pytest.raises(Refused, match="销毁"):
        standing.of_own(stage.actor("plaintiff"), filled.pk)


def test_a_lawyer_whose_authority_ended_yesterday_is_told_the_way(stage, filled, asked):
    filled.representatives.update(until=moment(DAY - timedelta(days=1)))
    with pytest.raises(Refused) as refused:
        asked("lawyer")
    assert refused.value.code == "authority_ended" and "上传新的委托手续" in refused.value.do


@pytest.mark.parametrize("who", ["stranger", "defendant"])
def test_only_people_of_the_case_ask_without_papers(stage, filled, who):
    if who == "defendant":
        filled.parties.filter(role="defendant").update(left_on=DAY)
    with pytest.raises(Refused) as refused:
        standing.of_own(stage.actor(who), filled.pk)
    assert refused.value.code == "missing"


def test_papers_that_are_not_open_to_the_applicant_cannot_be_chosen(filled, asked):
    for name in ("inner", "court"):
        with pytest.raises(Refused):
            asked("lawyer", scope="papers", papers=[str(filled.filed[name].pk)])
    with pytest.raises(Refused):
        asked("defendant", scope="papers", papers=[str(filled.filed["own"].pk)])


@pytest.mark.parametrize("lacking", [{"purpose": " "}, {"scope": "items"}, {"scope": "all"}, {"scope": "papers"}])
def test_a_request_names_scope_and_purpose(asked, lacking):
    with pytest.raises(Refused) as refused:
        asked(**lacking)
    assert refused.value.status == 422


def test_a_request_by_number_tells_nothing_about_the_case(stage, filled, retrial):
    there, not_there = retrial(), retrial(number="（2026）晋0802民初999号", who="defendant")
    assert there.case == filled and not_there.case is None
    filled.secrecy = "sealed"
    filled.save()
    assert retrial(who="plaintiff").case is None
    assert Task.objects.get(subject=not_there.stream).office == "filing_clerk"
    with pytest.raises(Refused) as refused:
        actions.grant(not_there.pk, Grant(), by=stage.actor("filing_clerk"), at=moment())
    assert refused.value.code == "no_case"
    actions.refuse(not_there.pk, "案号有误", by=stage.actor("filing_clerk"), at=moment())


def test_the_papers_of_an_authority_open_to_who_decides_and_to_nobody_else(stage, retrial):
    one = retrial()
    paper = inspect_document(Document.objects.get(intake_id=one.pk), at=moment())
    assert may(stage.actor("clerk"), "read", paper) and may(stage.actor("stranger"), "read", paper)
    for who in ("lawyer", "defendant", "foreign_judge", "judge2", "cashier", "filing_clerk", "service_officer"):
        assert not may(stage.actor(who), "read", paper), who


def test_who_is_not_of_the_case_brings_papers_and_a_principal(stage, filled):
    actor = stage.actor("stranger")
    found = standing.by_number(actor, filled.court, filled.number, "agent")
    for wanted, code in ((Wanted("whole", "准备庭审", principal="王建国"), "missing_field"), (Wanted("papers", "x"), "bad_field")):
        with pytest.raises(Refused) as refused:
            actions.ask_by_number(filled.court, filled.number, found, wanted, {}, by=actor, at=moment())
        assert refused.value.code == code
    with pytest.raises(Refused):
        standing.by_number(actor, filled.court, filled.number, "party")


@pytest.mark.parametrize("who", ["lawyer", "defendant", "stranger", "foreign_judge", "judge2", "cashier", "division_head"])
def test_only_judge_and_clerk_of_the_case_decide(stage, asked, who):
    one = asked()
    for decided in (lambda by: actions.grant(one.pk, Grant(), by=by, at=moment()), lambda by: actions.refuse(one.pk, "x", by=by, at=moment())):
        with pytest.raises(Refused) as refused:
            decided(stage.actor(who))
        assert refused.value.status in (403, 404)
    one.refresh_from_db()
    assert one.state == "waiting"


def test_of_two_who_decide_the_second_is_told_what_the_first_did(stage, asked):
    one = asked()
    actions.grant(one.pk, Grant(), by=stage.actor("clerk"), at=moment())
    with pytest.raises(Refused) as refused:
        actions.refuse(one.pk, "材料涉及隐私", by=stage.actor("judge"), at=moment())
    assert refused.value.code == "stale" and "已准许" in str(refused.value)
    assert not Task.objects.filter(subject=one.stream, state="open").exists()


def test_a_refusal_needs_a_reason_and_is_served_with_what_can_be_done(stage, asked):
    one = asked()
    with pytest.raises(Refused):
        actions.refuse(one.pk, "  ", by=stage.actor("judge"), at=moment())
    actions.refuse(one.pk, "委托手续不全", by=stage.actor("judge"), at=moment())
    told = Message.objects.get(person=stage.accounts["lawyer"].person, kind="inspection")
    assert "委托手续不全" in told.text and "12368" in told.text


def test_a_grant_lasts_as_long_as_set_and_within_bounds(stage, asked):
    assert actions.grant(asked().pk, Grant(), by=stage.actor("clerk"), at=moment()).until == moment() + timedelta(days=7)
    for days in (0, 61):
        with pytest.raises(Refused):
            actions.grant(asked().pk, Grant(days=days), by=stage.actor("clerk"), at=moment())


def test_time_is_prolonged_or_not_with_a_reason(stage, granted):
    one = granted()
    actions.ask_more(one.pk, "材料较多", by=stage.actor("lawyer"), at=moment())
    assert actions.ask_more(one.pk, "材料较多", by=stage.actor("lawyer"), at=moment()).decided_at is None
    with pytest.raises(Refused):
        actions.decide_more(one.pk, by=stage.actor("lawyer"), at=moment(), days=5)
    made = actions.decide_more(one.pk, by=stage.actor("clerk"), at=moment(), days=5)
    one.refresh_from_db()
    assert made.until == one.until == moment() + timedelta(days=12)
    with pytest.raises(Refused):
        actions.decide_more(one.pk, by=stage.actor("judge"), at=moment(), days=5)
    actions.ask_more(one.pk, "再延", by=stage.actor("lawyer"), at=moment())
    with pytest.raises(Refused):
        actions.decide_more(one.pk, by=stage.actor("judge"), at=moment())
    assert actions.decide_more(one.pk, by=stage.actor("judge"), at=moment(), reason="已延长一次").until is None


def test_who_asked_takes_it_back_and_nobody_else(stage, asked):
    one = asked()
    with pytest.raises(Refused):
        actions.withdraw(one.pk, by=stage.actor("plaintiff"), at=moment())
    actions.withdraw(one.pk, by=stage.actor("lawyer"), at=moment())
    with pytest.raises(Refused):
        actions.grant(one.pk, Grant(), by=stage.actor("clerk"), at=moment())


def test_who_reads_ends_it_early_and_asks_anew(stage, granted, asked):
    one = granted()
    actions.ask_more(one.pk, "材料较多", by=stage.actor("lawyer"), at=moment())
    for who in ("plaintiff", "clerk"):
        with pytest.raises(Refused):
            actions.finish(one.pk, by=stage.actor(who), at=moment())
    actions.finish(one.pk, by=stage.actor("lawyer"), at=moment())
    one.refresh_from_db()
    assert "您已结束" in reach.shut(one, moment()) and one.ended_by == stage.accounts["lawyer"]
    assert not Task.objects.filter(subject=one.stream, state="open").exists() and one.extensions.get().decided_at is not None
    with pytest.raises(Refused) as refused:
        actions.finish(one.pk, by=stage.actor("lawyer"), at=moment())
    assert refused.value.code == "stale" and asked().state == "waiting"


def test_a_grant_stands_when_who_gave_it_leaves_the_case_and_who_follows_may_revoke_it(stage, filled, granted):
    one = granted()
    filled.handlers.filter(role="clerk").update(until=moment())
    assert reach.shut(one, moment()) == ""
    with pytest.raises(Refused):
        actions.revoke(one.pk, "x", by=stage.actor("clerk"), at=moment())
    assert actions.revoke(one.pk, "材料涉及隐私", by=stage.actor("judge"), at=moment()).state == "revoked"


def test_what_is_late_is_told_once_to_the_head_of_the_division(stage, asked):
    one = asked()
    assert overdue.warn_overdue(moment(one.decide_by)) == 0
    late = one.decide_by + timedelta(days=1)
    assert overdue.warn_overdue(moment(late)) == 1 and overdue.warn_overdue(moment(late)) == 0
    assert Message.objects.get(kind="inspection_late").person == stage.accounts["division_head"].person


def test_lists_and_figures_count_what_each_may_see(stage, asked):
    one = asked()
    actions.refuse(asked(wants_copy=True).pk, "手续不全", by=stage.actor("clerk"), at=moment())
    for who, many in (("clerk", 2), ("division_head", 2), ("court_president", 2), ("foreign_judge", 0), ("judge2", 0),
                      ("lawyer", 2), ("plaintiff", 0), ("archivist", 0)):
        assert visible(stage.actor(who), Inspection.objects.all()).count() == many, who
    assert queries.of_staff(stage.actor("clerk"), "late", "", one.decide_by + timedelta(days=1)).count() == 1
    found = queries.figures("晋0802", DAY, DAY, one.decide_by + timedelta(days=1))
    assert (found.asked, found.decided, found.in_time, found.refused, found.late) == (2, 1, 1, 1, 1)
    assert found.reasons == ["手续不全"]


def test_so_many_requests_a_day(asked):
    for number in range(10):
        asked(scope="items", items=[str(number)])
    with pytest.raises(Refused) as refused:
        asked()
    assert refused.value.status == 429
