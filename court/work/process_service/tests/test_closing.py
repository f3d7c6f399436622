"""A case is closed once everybody is served, on the day the law gives; entries are corrected, never erased."""
from datetime import date, timedelta

import pytest

from court.kit.refusal import Refused
from court.spine.cases.tests.stage import build, moment
from court.spine.dossier.models import Document
from court.work.process_service import queries, serving
from court.work.process_service.models import ServiceOrder
from court.work.process_service.tests.story import JUDGED, SENT, enter, order_of, with_judgment, with_papers_sent

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LATER = JUDGED + timedelta(days=4)


@pytest.fixture
def stage():
    return build()


def closing(case) -> dict[str, ServiceOrder]:
    return {order.party.role: order for order in queries.closing_orders(case)}


def test_a_case_is_not_closed_before_everybody_is_served(stage):
    case = with_judgment(stage)
    serving.send_electronically(closing(case)["plaintiff"].pk, at=moment(JUDGED))
    with pytest.raises(Refused) as refused:
        stage.act(case, "close_case", "judge", LATER, served_on=LATER.isoformat(), manner="judgment")
    assert refused.value.code == "not_served" and "张伟" in refused.value.message


def test_a_case_is_closed_on_the_last_service_and_on_no_other_day(stage):
    case = with_judgment(stage)
    serving.send_electronically(closing(case)["plaintiff"].pk, at=moment(JUDGED))
    enter(stage, closing(case)["defendant"], "direct", LATER)
    assert queries.closing_day(case)["closed"] == LATER
    with pytest.raises(Refused) as refused:
        stage.act(case, "close_case", "judge", LATER, served_on=JUDGED.isoformat(), manner="judgment")
    assert str(LATER) in refused.value.message
    stage.act(case, "close_case", "judge", LATER, served_on=LATER.isoformat(), manner="judgment")
    assert (case.stage, case.closed_on) == ("closed", LATER)


def test_a_letter_closes_the_case_on_the_day_it_was_posted(stage):
    case = with_judgment(stage)
    serving.send_electronically(closing(case)["plaintiff"].pk, at=moment(JUDGED))
    enter(stage, closing(case)["defendant"], "post", JUDGED + timedelta(days=1), signed_on=LATER)
    assert queries.closing_day(case)["closed"] == JUDGED + timedelta(days=1)


def test_a_public_notice_closes_the_case_when_it_appears_but_effect_waits_for_its_end(stage):
    case = with_judgment(stage)
    type(case).objects.filter(pk=case.pk).update(track="ordinary")
    case.refresh_from_db()
    serving.send_electronically(closing(case)["plaintiff"].pk, at=moment(JUDGED))
    enter(stage, closing(case)["defendant"], "direct", JUDGED, failed=True, reason="下落不明")
    enter(stage, closing(case)["defendant"], "public_notice", JUDGED, tracking="人民法院公告网")
    stage.act(case, "close_case", "judge", JUDGED, served_on=JUDGED.isoformat(), manner="judgment")
    day = JUDGED + timedelta(days=20)
    with pytest.raises(Refused) as refused:
        stage.act(case, "record_effect", "clerk", day, effective_on=day.isoformat())
    assert refused.value.code == "not_served"


def test_a_correction_keeps_the_wrong_entry_and_supersedes_its_proof(stage):
    case = with_papers_sent(stage)
    order = order_of(case, "defendant", "response_notice")
    wrong = enter(stage, order, "direct", SENT)
    right = serving.correct(wrong.pk, "日期录入错误", serving.Entered("direct", SENT + timedelta(days=2)),
                            by=stage.actor("clerk"), at=moment(LATER))
    wrong.refresh_from_db(), order.refresh_from_db()
    assert (wrong.superseded_by, wrong.withdrawn_why) == (right, "日期录入错误")
    assert order.effective_on == SENT + timedelta(days=2)
    running = case.clocks.filter(kind="answer", ended_on=None)
    assert [c.started_on for c in running] == [SENT + timedelta(days=2)]
    receipts = Document.objects.filter(case=case, kind="service_receipt").order_by("id")
    assert [r.state for r in receipts] == ["superseded", "expected"]


def test_a_correction_says_why_and_happens_once(stage):
    order = order_of(with_papers_sent(stage), "defendant", "response_notice")
    wrong = enter(stage, order, "direct", SENT)
    by, at = stage.actor("clerk"), moment(LATER)
    again = serving.Entered("direct", date(2026, 3, 7))
    with pytest.raises(Refused) as refused:
        serving.correct(wrong.pk, " ", again, by=by, at=at)
    assert refused.value.code == "missing_field"
    with pytest.raises(Refused):
        serving.correct(wrong.pk, "重复", None, by=by, at=at)
    serving.correct(wrong.pk, "日期错误", again, by=by, at=at)
    with pytest.raises(Refused) as refused:
        serving.correct(wrong.pk, "日期错误", again, by=by, at=at)
    assert refused.value.code == "stale"


def test_what_the_platform_recorded_is_not_corrected_by_hand(stage):
    order = order_of(with_papers_sent(stage), "plaintiff", "evidence_notice")
    attempt = serving.send_electronically(order.pk, at=moment(SENT))
    with pytest.raises(Refused) as refused:
        serving.correct(attempt.pk, "想改", None, by=stage.actor("clerk"), at=moment(LATER))
    assert refused.value.code == "system_fact"
