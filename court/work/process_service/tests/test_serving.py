"""Which papers are to be served, what each way brings, and what the case is told."""
from datetime import date, timedelta

import pytest

from court.kit.refusal import Refused
from court.spine.cases.tests.stage import DAY, build, moment, settle
from court.spine.consequences.models import Owed
from court.spine.dossier.models import Document
from court.spine.errands.worker import drain
from court.spine.journal.models import Entry
from court.spine.messages.models import Message
from court.spine.tasks.models import Task
from court.work.hearings.actions import adjourn
from court.work.hearings.tests.story import plan
from court.work.process_service import handlers, ordering, serving
from court.work.process_service.models import ServiceOrder
from court.work.process_service.tests.story import JUDGED, SENT, enter, order_of, ready, with_judgment, with_papers_sent

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def stage():
    return build()


def kinds(case) -> list[str]:
    return list(Entry.objects.filter(stream=case.stream).order_by("place").values_list("kind", flat=True))


def test_what_the_filing_clerk_has_not_served_is_the_clerks_once_the_case_has_one(stage):
    case = stage.case()
    settle(stage, case)
    case.parties.update(e_service=False)
    ordering.keep_task(case, moment())
    assert Task.objects.get(case=case, kind="serve", state="open").office == "filing_clerk"
    judge, clerk = (str(stage.accounts[who].pk) for who in ("judge", "clerk"))
    stage.act(case, "assign_judge", "case_manager", judge=judge, clerk=clerk)
    assert Task.objects.get(case=case, kind="serve", state="open").assignee == stage.accounts["clerk"]


def test_papers_an_act_wants_served_become_orders_and_a_task_of_the_clerk(stage):
    case = with_papers_sent(stage)
    sent = ServiceOrder.objects.filter(case=case, act="send_papers")
    assert {(o.document.template, o.party.role) for o in sent} == {
        ("response_notice", "defendant"), ("evidence_notice", "plaintiff"), ("evidence_notice", "defendant"),
        ("panel_notice", "defendant")}
    assert order_of(case, "defendant", "response_notice").due_on == SENT + timedelta(days=5)
    task = Task.objects.get(case=case, kind="serve", state="open", assignee=stage.accounts["clerk"])
    assert task.label == "送达诉讼文书"


def test_the_complaint_served_by_hand_starts_the_defendants_clocks_and_files_its_proof(stage):
    case = with_papers_sent(stage)
    order = order_of(case, "defendant", "response_notice")
    enter(stage, order, "direct", SENT + timedelta(days=1), receiver="张伟")
    assert (order.state, order.effective_on) == ("effective", date(2026, 3, 6))
    assert case.clocks.get(kind="answer").due_on == date(2026, 3, 23)  # the 21st is a Saturday
    assert case.clocks.get(kind="evidence", party=order.party).started_on == date(2026, 3, 6)
    proof = Document.objects.get(case=case, kind="service_receipt")
    assert proof.item == "应诉通知书、举证通知书及送达回证" and proof.party == order.party
    assert {"label": "送达方式", "value": "直接送达"} in proof.data["rows"]
    owed = Owed.objects.get(case=case, entry_place=order.entry_place, what="response_notice")
    assert owed.delivered_at is not None
    assert kinds(case)[-2:] == ["service.effective", "document.expected"] or "case.complaint_served" in kinds(case)


def test_a_plaintiffs_evidence_period_starts_with_the_plaintiffs_own_notice(stage):
    case = with_papers_sent(stage)
    order = order_of(case, "plaintiff", "evidence_notice")
    serving.send_electronically(order.pk, at=moment(SENT))
    clock = case.clocks.get(kind="evidence")
    assert clock.party == order.party and clock.started_on == SENT


def test_electronic_service_arrives_at_once_and_reading_is_a_fact_of_its_own(stage):
    case = with_papers_sent(stage)
    order = order_of(case, "plaintiff", "evidence_notice")
    attempt = serving.send_electronically(order.pk, at=moment(SENT, 23, 59))
    order.refresh_from_db()
    assert (order.effective_on, attempt.read_at) == (SENT, None)
    message = Message.objects.get(kind="paper_served", key=f"served:{order.pk}:{order.party.person_id}")
    assert message.url.endswith(f"/{order.pk}/") and order.code in message.text
    for hour in (8, 9):
        serving.open_paper(order.pk, by=stage.actor("plaintiff"), at=moment(SENT + timedelta(days=1), hour))
    attempt.refresh_from_db()
    assert attempt.read_at == moment(SENT + timedelta(days=1), 8)
    assert kinds(case).count("service.read") == 1


def test_sending_electronically_twice_is_one_attempt(stage):
    case = with_papers_sent(stage)
    order = order_of(case, "plaintiff", "evidence_notice")
    first, second = (serving.send_electronically(order.pk, at=moment(SENT)) for _ in range(2))
    assert first == second and order.attempts.count() == 1


def test_without_consent_nothing_goes_electronically(stage):
    case = with_papers_sent(stage)
    order = order_of(case, "defendant", "response_notice")
    with pytest.raises(Refused) as refused:
        serving.send_electronically(order.pk, at=moment(SENT))
    assert refused.value.code == "no_consent" and "第九十条" in refused.value.law


def test_a_paper_that_has_no_pages_yet_is_not_sent(stage):
    case = with_papers_sent(stage)
    order = order_of(case, "plaintiff", "evidence_notice")
    Document.objects.filter(pk=order.document_id).update(state=Document.State.EXPECTED)
    with pytest.raises(Refused) as refused:
        serving.send_electronically(order.pk, at=moment(SENT))
    assert refused.value.code == "not_ready"


@pytest.mark.parametrize(("who", "code"), [("judge2", "missing"), ("foreign_judge", "missing"), ("plaintiff", "forbidden")])
def test_only_those_who_serve_enter_service(stage, who, code):
    order = order_of(with_papers_sent(stage), "defendant", "response_notice")
    with pytest.raises(Refused) as refused:
        enter(stage, order, "direct", SENT, who=who)
    assert refused.value.code == code and not order.attempts.exists()


def test_a_service_officer_of_the_court_may_enter_service(stage):
    order = order_of(with_papers_sent(stage), "defendant", "response_notice")
    enter(stage, order, "direct", SENT, who="service_officer")
    assert order.is_served


def test_nobody_opens_the_papers_of_the_other_side(stage):
    order = order_of(with_papers_sent(stage), "plaintiff", "evidence_notice")
    serving.send_electronically(order.pk, at=moment(SENT))
    for who in ("defendant", "stranger", "clerk"):
        with pytest.raises(Refused) as refused:
            serving.open_paper(order.pk, by=stage.actor(who), at=moment(SENT))
        assert refused.value.status == 404


def test_leaving_without_a_witness_fails_and_becomes_a_task_with_its_age(stage):
    order = order_of(with_papers_sent(stage), "defendant", "response_notice")
    enter(stage, order, "leaving", SENT)
    assert order.state == "failed"
    task = Task.objects.get(kind="service_failed", state="open")
    assert task.opened_at == moment(SENT, 15) and task.assignee == stage.accounts["clerk"]
    enter(stage, order, "leaving", SENT, witnessed=True)
    assert order.is_served and not Task.objects.filter(kind="service_failed", state="open").exists()


def test_a_letter_waits_for_its_receipt_and_counts_from_it(stage):
    case = with_papers_sent(stage)
    order = order_of(case, "defendant", "response_notice")
    posted = enter(stage, order, "post", SENT, tracking="1234567890")
    assert order.state == "sent"
    serving.letter(posted.pk, signed_on=SENT + timedelta(days=4), by=stage.actor("clerk"), at=moment(SENT + timedelta(days=5)))
    order.refresh_from_db()
    assert order.effective_on == SENT + timedelta(days=4)


@pytest.mark.parametrize(("reason", "served"), [("拒收", True), ("原址查无此人", True), ("投递途中遗失", False)])
def test_a_letter_that_came_back_is_served_only_where_the_addressee_is_to_blame(stage, reason, served):
    order = order_of(with_papers_sent(stage), "defendant", "response_notice")
    back = SENT + timedelta(days=9)
    enter(stage, order, "post", SENT, returned_on=back, reason=reason)
    assert (order.effective_on == back) is served and (order.state == "failed") is not served


def test_a_public_notice_is_refused_in_the_simplified_procedure(stage):
    order = order_of(with_papers_sent(stage), "defendant", "response_notice")
    with pytest.raises(Refused) as refused:
        enter(stage, order, "public_notice", SENT)
    assert "第一百四十条" in refused.value.law or "140" in refused.value.law
    assert not order.attempts.exists()


def test_a_public_notice_counts_from_the_day_the_law_gives(stage):
    case = with_papers_sent(stage)
    type(case).objects.filter(pk=case.pk).update(track="ordinary")
    order = order_of(case, "defendant", "response_notice")
    with pytest.raises(Refused) as refused:
        enter(stage, order, "public_notice", SENT, tracking="人民法院公告网")
    assert refused.value.code == "try_others"
    enter(stage, order, "direct", SENT, failed=True, reason="下落不明")
    attempt = enter(stage, order, "public_notice", SENT, tracking="人民法院公告网")
    assert (order.state, attempt.effective_on) == ("sent", SENT + timedelta(days=30))
    handlers.deemed({"attempt": str(attempt.pk)}, moment(SENT + timedelta(days=20)), None)
    order.refresh_from_db()
    assert order.state == "sent"
    handlers.deemed({"attempt": str(attempt.pk)}, moment(SENT + timedelta(days=30)), None)
    order.refresh_from_db()
    assert order.effective_on == SENT + timedelta(days=30)


@pytest.mark.parametrize(("day", "more"), [
    (SENT + timedelta(days=400), {"on": SENT}), (SENT - timedelta(days=1), {}),
    (SENT, {"failed": True}), (SENT, {"signed_on": SENT - timedelta(days=1)}), (SENT, {"returned_on": SENT})])
def test_days_that_cannot_be_and_failures_without_a_reason_are_refused(stage, day, more):
    order = order_of(with_papers_sent(stage), "defendant", "response_notice")
    with pytest.raises(Refused) as refused:
        enter(stage, order, "post", day, **more)
    assert refused.value.status == 422 and not order.attempts.exists()


def test_a_double_click_enters_once(stage):
    order = order_of(with_papers_sent(stage), "defendant", "response_notice")
    first = enter(stage, order, "direct", SENT, key="k1")
    again = enter(stage, order, "direct", SENT, key="k1")
    assert first == again and order.attempts.count() == 1


def test_who_comes_second_is_told_that_it_is_served(stage):
    order = order_of(with_papers_sent(stage), "defendant", "response_notice")
    enter(stage, order, "direct", SENT)
    with pytest.raises(Refused) as refused:
        enter(stage, order, "direct", SENT, who="service_officer")
    assert refused.value.code == "served"


def test_a_served_judgment_starts_the_appeal_period_of_its_party(stage):
    case = with_judgment(stage)
    orders = {o.party.role: o for o in ServiceOrder.objects.filter(case=case, act="issue_judgment")}
    assert set(orders) == {"plaintiff", "defendant"}
    serving.send_electronically(orders["plaintiff"].pk, at=moment(JUDGED))
    enter(stage, orders["defendant"], "direct", JUDGED + timedelta(days=3))
    clocks = {c.party.role: c.started_on for c in case.clocks.filter(kind="appeal")}
    assert clocks == {"plaintiff": JUDGED, "defendant": JUDGED + timedelta(days=3)}
    receipts = Document.objects.filter(case=case, kind="service_receipt", item="判决书、调解书、裁定书送达回证")
    assert receipts.count() == 2


def test_small_claims_judgments_start_no_appeal_period(stage):
    case = with_judgment(stage, track="small_claims")
    order = ServiceOrder.objects.get(case=case, act="issue_judgment", party__role="plaintiff")
    serving.send_electronically(order.pk, at=moment(JUDGED))
    assert "case.paper_received" in kinds(case) and not case.clocks.filter(kind="appeal").exists()


def test_a_mediation_paper_is_never_left_behind(stage):
    case = with_judgment(stage, "mediation", "mediate")
    order = ServiceOrder.objects.get(case=case, act="mediate", party__role="defendant")
    with pytest.raises(Refused) as refused:
        enter(stage, order, "leaving", JUDGED, witnessed=True)
    assert refused.value.code == "not_by_leaving"


def test_an_adjourned_hearings_summons_is_served_no_more(stage):
    case = with_papers_sent(stage)
    hearing = plan(stage, case, moment(SENT + timedelta(days=18), 9), on=SENT)
    order = order_of(case, "defendant", "summons")
    served = order_of(case, "plaintiff", "summons")
    enter(stage, served, "direct", SENT)
    adjourn(hearing.pk, ground="absent", reason="证人出差", by=stage.actor("judge", SENT), at=moment(SENT, 11))
    order.refresh_from_db(), served.refresh_from_db()
    assert (order.state, served.state) == ("dropped", "effective")
    with pytest.raises(Refused) as refused:
        enter(stage, order, "direct", SENT)
    assert refused.value.code == "dropped"


def test_errands_make_the_paper_send_it_and_file_its_proof(stage, monkeypatch):
    case = stage.case()
    at = moment(DAY, 10)
    monkeypatch.setattr("court.base.courts.clock.now", lambda: at)
    drain()
    orders = ServiceOrder.objects.filter(case=case, party__role="plaintiff")
    assert orders and all(order.is_served for order in orders)
    receipts = Document.objects.filter(case=case, kind="service_receipt")
    assert receipts.count() == len(orders)
    assert {r.state for r in receipts} == {"available"}
    assert ready(case) is None
