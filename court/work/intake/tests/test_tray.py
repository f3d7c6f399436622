"""The tray: received with a receipt, given to its case and judge, sent back; who may, twice, and two at once."""

from datetime import date

import pytest

from court.base.access.decide import may
from court.base.courts.models import Setting
from court.kit.refusal import Refused
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.tests.stage import moment
from court.spine.dossier.models import Document, Placement
from court.spine.dossier.tests.papers import SaysInfected
from court.spine.journal.models import Entry
from court.spine.messages.models import Message
from court.spine.tasks.models import Task
from court.work.intake import actions, queries
from court.work.intake.models import Intake
from court.work.intake.tests.pieces import by_post, checked, paper, pictures

pytestmark = pytest.mark.both_databases
State = Intake.State


def test_what_comes_by_post_lies_in_the_tray_with_a_task_due_in_two_working_days(stage):
    intake = by_post(stage)
    document = intake.documents.get()
    assert (intake.state, document.case_id, document.intake_id, document.stream) == (State.OPEN, None, intake.pk, intake.stream)
    task = Task.objects.get(subject=intake.stream, kind="sort_intake")
    assert (task.office, task.due_on) == ("filing_clerk", date(2026, 3, 4))


def test_the_court_sets_the_days_within_which_the_tray_is_emptied(stage):
    Setting.objects.create(key="intake.hand_over_days", court=stage.court, value=5, since=date(2026, 1, 1))
    assert actions.due_on(stage.court.pk, moment()) == date(2026, 3, 9)
    assert actions.due_on(stage.other_court.pk, moment()) == date(2026, 3, 4)


def test_the_same_form_sent_twice_is_one_intake(stage):
    first, again = by_post(stage, key="k"), by_post(stage, key="k")
    assert first.pk == again.pk and Document.objects.count() == 1


def test_given_to_its_case_the_papers_are_placed_and_judge_and_clerk_are_told(stage, heard):
    intake = by_post(stage, pictures())
    checked(intake)
    actions.give(intake.pk, heard, by=stage.actor("filing_clerk"), at=moment(), party=heard.parties.get(role="plaintiff"))
    document = intake.documents.get()
    assert (document.case_id, document.on_record, document.party.name) == (heard.pk, True, "王建国")
    assert Placement.objects.filter(document=document).exists()
    assert set(Task.objects.filter(subject=intake.stream, state="open").values_list("assignee__person__name", flat=True)) == {"李文静", "赵小敏"}
    assert Task.objects.get(kind="sort_intake").state == "done"
    assert Entry.objects.filter(stream=heard.stream, kind="document.adopted").exists()


def test_access_follows_the_paper_into_its_case_at_once(stage, heard):
    intake = by_post(stage)
    document = checked(intake)[0]
    assert may(stage.actor("service_officer"), "read", document) and not may(stage.actor("judge"), "read", document)
    assert not may(stage.actor("foreign_judge"), "read", document) and not may(stage.actor("plaintiff"), "read", document)
    actions.give(intake.pk, heard, by=stage.actor("filing_clerk"), at=moment())
    document = Document.objects.select_related("case").get(pk=document.pk)
    assert may(stage.actor("judge"), "read", document) and may(stage.actor("plaintiff"), "read", document)
    assert not may(stage.actor("service_officer"), "read", document)


def test_a_paper_still_being_checked_is_placed_when_it_passed_in_its_case(stage, heard):
    intake = by_post(stage)
    actions.give(intake.pk, heard, by=stage.actor("filing_clerk"), at=moment())
    assert not Placement.objects.exists()
    checked(intake)
    assert Placement.objects.get().case_id == heard.pk


def test_two_people_giving_the_same_intake_are_one_and_the_second_is_told(stage, heard):
    intake, at = by_post(stage), moment()
    actions.give(intake.pk, heard, by=stage.actor("filing_clerk"), at=at)
    assert actions.give(intake.pk, heard, by=stage.actor("service_officer"), at=at).ended_by == stage.accounts["filing_clerk"]
    with pytest.raises(Refused, match="已由周立转入"):
        actions.send_back(intake.pk, "不属于本院", by=stage.actor("service_officer"), at=at)


def test_only_those_who_hold_the_tray_of_that_court_give_and_send_back(stage, heard):
    intake = by_post(stage)
    for who in ("judge", "foreign_judge", "clerk", "cashier"):
        with pytest.raises(Refused):
            actions.give(intake.pk, heard, by=stage.actor(who), at=moment())
        with pytest.raises(Refused):
            actions.take(intake.pk, by=stage.actor(who), at=moment())
    assert Intake.objects.get(pk=intake.pk).state == State.OPEN


def test_a_paper_goes_to_no_case_of_another_court_and_to_none_that_is_archived(stage, heard):
    intake = by_post(stage)
    heard.court = stage.other_court
    heard.save()
    with pytest.raises(Refused, match="不能直接转入"):
        actions.give(intake.pk, heard, by=stage.actor("filing_clerk"), at=moment())
    heard.court, heard.stage = stage.court, "archived"
    heard.save()
    with pytest.raises(Refused, match="已归档"):
        actions.give(intake.pk, heard, by=stage.actor("filing_clerk"), at=moment())


def test_sending_back_wants_a_reason_and_tells_the_sender(stage):
    sender = stage.accounts["plaintiff"]
    told = actions.Sender(Intake.Door.PHONE, "王建国", account=sender)
    intake = actions.receive(stage.court, told, [paper()], by=stage.actor("plaintiff"), at=moment())
    with pytest.raises(Refused, match="应当写明理由"):
        actions.send_back(intake.pk, " ", by=stage.actor("filing_clerk"), at=moment())
    actions.send_back(intake.pk, "请写明所涉案件。", by=stage.actor("filing_clerk"), at=moment())
    assert "请写明所涉案件" in Message.objects.get(person=sender.person).text


def test_the_outcome_of_new_material_closes_both_tasks_once(stage, heard):
    intake = by_post(stage)
    actions.give(intake.pk, heard, by=stage.actor("filing_clerk"), at=moment())
    with pytest.raises(Refused):
        actions.settle(intake.pk, "filed", by=stage.actor("judge2"), at=moment())
    with pytest.raises(Refused, match="请写明"):
        actions.settle(intake.pk, "answer", by=stage.actor("judge"), at=moment())
    actions.settle(intake.pk, "filed", by=stage.actor("clerk"), at=moment())
    assert not Task.objects.filter(subject=intake.stream, state="open").exists()
    with pytest.raises(Refused, match="已由赵小敏处理"):
        actions.settle(intake.pk, "answer", by=stage.actor("judge"), at=moment(), note="请补充")


def test_passed_on_it_becomes_the_task_of_the_other_with_the_reason(stage, heard):
    intake = by_post(stage)
    actions.give(intake.pk, heard, by=stage.actor("filing_clerk"), at=moment())
    to = stage.accounts["clerk"]
    actions.settle(intake.pk, "passed", by=stage.actor("judge"), at=moment(), note="请书记员核对原件", to=to)
    assert Task.objects.get(subject=intake.stream, state="open").assignee == to
    actions.settle(intake.pk, "filed", by=stage.actor("clerk"), at=moment())
    assert not Task.objects.filter(subject=intake.stream, state="open").exists()


def test_what_was_given_to_the_wrong_case_goes_back_to_the_tray_in_one_step(stage, heard):
    intake = by_post(stage)
    checked(intake)
    actions.give(intake.pk, heard, by=stage.actor("filing_clerk"), at=moment())
    actions.take_back(intake.pk, "不是本案材料", by=stage.actor("judge"), at=moment())
    document = intake.documents.get()
    assert (document.case_id, document.on_record, Placement.objects.count()) == (None, False, 0)
    assert Task.objects.filter(kind="sort_intake", state="open").count() == 1
    assert not may(stage.actor("judge"), "read", document)
    actions.give(intake.pk, heard, by=stage.actor("filing_clerk"), at=moment())
    assert Placement.objects.get().case_id == heard.pk


def test_the_case_is_proposed_by_its_number_as_people_write_it_and_by_names(stage, heard):
    numbered = by_post(stage, sender="刘路人", asked="(2026)晋0802民初1号")
    assert [one.case for one in queries.proposals(numbered)] == [heard]
    named = by_post(stage, sender="王建国")
    [proposal] = queries.proposals(named)
    assert (proposal.case, proposal.party.name) == (heard, "王建国")
    assert queries.proposals(by_post(stage, sender="无关的人")) == []


def test_cases_of_another_court_are_neither_proposed_nor_found(stage, heard):
    heard.court = stage.other_court
    heard.save()
    assert queries.proposals(by_post(stage, asked=heard.number)) == []
    assert queries.find_cases(stage.court.pk, heard.number) == queries.find_cases(stage.court.pk, "王建国") == []


def test_the_tray_shows_what_is_late(stage):
    intake = by_post(stage)
    assert not queries.rows([intake], moment(date(2026, 3, 4)))[0].late
    assert queries.rows([intake], moment(date(2026, 3, 5)))[0].late
    bare = actions.receive(stage.court, actions.Sender(Intake.Door.POST, "甲"), [], by=stage.actor("filing_clerk"), at=moment())
    assert queries.rows([bare], moment(date(2026, 3, 4)))[0].scan_late
    actions.add(bare.pk, [paper()], by=stage.actor("service_officer"), at=moment())
    assert not queries.rows([Intake.objects.get(pk=bare.pk)], moment(date(2026, 3, 4)))[0].scan_late


def test_papers_that_were_all_refused_go_to_no_judge(stage, heard):
    intake = by_post(stage)
    with provided(Scanner, SaysInfected()):
        checked(intake)
    with pytest.raises(Refused, match="均未通过安全检查"):
        actions.give(intake.pk, heard, by=stage.actor("filing_clerk"), at=moment())


def test_names_are_put_in_the_order_in_which_people_count():
    assert sorted(["第10页.jpg", "第2页.jpg", "封面.jpg", "1.jpg"], key=actions.natural) == ["1.jpg", "封面.jpg", "第2页.jpg", "第10页.jpg"]
