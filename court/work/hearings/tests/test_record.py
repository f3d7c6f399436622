"""The record: typed without loss, closed, confirmed by those present or their refusal noted, filed."""
from datetime import timedelta

import pytest

from court.kit.refusal import Refused
from court.spine.cases.tests.stage import build, moment
from court.spine.dossier import rendering
from court.spine.dossier.models import Document
from court.work.hearings import actions, recording
from court.work.hearings.tests.story import HELD, ROWS, answering, confirm, plan, serve_summons, typed

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def stage():
    return build()


@pytest.fixture
def hearing(stage):
    return plan(stage, answering(stage))


def hold(stage, hearing, who="clerk", step="decide"):
    return actions.hold(hearing.pk, next_step=step, by=stage.actor(who, HELD), at=moment(HELD, 16))


def test_a_record_everybody_confirmed_ends_the_hearing_and_is_filed(stage, hearing):
    typed(stage, hearing)
    confirm(stage, hearing, "plaintiff")
    confirm(stage, hearing, "defendant", objection="第三段应为“两万元”。")
    assert hold(stage, hearing).state == "held"
    hearing.case.refresh_from_db()
    assert hearing.case.stage == "deliberation"
    paper = Document.objects.get(case=hearing.case, template="hearing_record")
    assert paper.item == "开庭审理笔录（含庭审录音录像目录）" and paper.title == "庭审笔录（第一次开庭）"
    assert any("补正意见：第三段应为" in line for line in paper.data["signatures"])
    assert rendering.typeset_document(paper).startswith(b"%PDF")


def test_the_summons_is_typeset(stage, hearing):
    paper = Document.objects.filter(case=hearing.case, template="summons").first()
    assert rendering.typeset_document(paper).startswith(b"%PDF")


def test_without_everybodys_confirmation_the_hearing_does_not_end(stage, hearing):
    with pytest.raises(Refused) as refused:
        hold(stage, hearing)
    assert refused.value.code == "no_record"
    typed(stage, hearing)
    confirm(stage, hearing, "plaintiff")
    with pytest.raises(Refused) as refused:
        hold(stage, hearing)
    assert refused.value.code == "not_confirmed" and "张伟" in refused.value.message


def test_a_refusal_to_sign_is_noted_with_its_reason(stage, hearing):
    typed(stage, hearing)
    confirm(stage, hearing, "plaintiff")
    row = hearing.attendances.get(party__role="defendant")
    clerk, at = stage.actor("clerk", HELD), moment(HELD, 12)
    with pytest.raises(Refused) as refused:
        recording.refuse(row.pk, "  ", by=clerk, at=at)
    assert refused.value.code == "missing_field"
    recording.refuse(row.pk, "认为记录不实，拒绝签名", by=clerk, at=at)
    assert hold(stage, hearing).state == "held"


def test_who_did_not_come_has_nothing_to_confirm(stage, hearing):
    serve_summons(stage, hearing, "defendant")
    typed(stage, hearing, came=("plaintiff",))
    with pytest.raises(Refused) as refused:
        confirm(stage, hearing, "defendant")
    assert refused.value.code == "not_closed"
    confirm(stage, hearing, "plaintiff")
    assert hold(stage, hearing).state == "held"


def test_a_changed_text_takes_all_confirmations_back(stage, hearing):
    typed(stage, hearing)
    confirm(stage, hearing, "plaintiff")
    old = hearing.record.digest
    clerk, at = stage.actor("clerk", HELD), moment(HELD, 13)
    with pytest.raises(Refused) as refused:
        recording.save(hearing.pk, ROWS[:1], revision=1, by=clerk, at=at)
    assert refused.value.code == "closed"
    recording.take_back(hearing.pk, by=clerk, at=at)
    recording.save(hearing.pk, ROWS[:2], revision=1, by=clerk, at=at)
    recording.close(hearing.pk, by=clerk, at=at)
    assert set(hearing.attendances.values_list("state", flat=True)) == {"waiting"}
    with pytest.raises(Refused) as refused:
        confirm(stage, hearing, "plaintiff", digest=old)
    assert refused.value.code == "stale"


def test_nobody_confirms_for_somebody_else(stage, hearing):
    typed(stage, hearing)
    row = hearing.attendances.get(party__role="plaintiff")
    hearing.record.refresh_from_db()
    for who in ("defendant", "stranger"):
        with pytest.raises(Refused) as refused:
            recording.confirm(row.pk, digest=hearing.record.digest, by=stage.actor(who, HELD), at=moment(HELD))
        assert refused.value.status == 404


def test_on_the_courts_device_the_name_is_signed_before_the_clerk(stage, hearing):
    typed(stage, hearing)
    with pytest.raises(Refused) as refused:
        confirm(stage, hearing, "plaintiff", by=stage.actor("clerk", HELD), typed_name="王建")
    assert refused.value.code == "bad_field"
    row = confirm(stage, hearing, "plaintiff", by=stage.actor("clerk", HELD), typed_name="王建国")
    assert (row.state, row.how) == ("confirmed", "device")
    with pytest.raises(Refused):
        confirm(stage, hearing, "defendant", by=stage.actor("judge2", HELD), typed_name="张伟")


def test_two_who_type_at_once_lose_nothing(stage, hearing):
    clerk, judge, at = stage.actor("clerk", HELD), stage.actor("judge", HELD), moment(HELD, 10)
    recording.save(hearing.pk, ROWS, revision=0, by=clerk, at=at)
    recording.save(hearing.pk, ROWS[:2], revision=1, by=judge, at=at)
    with pytest.raises(Refused) as refused:
        recording.save(hearing.pk, ROWS[:1], revision=1, by=clerk, at=at)
    assert refused.value.code == "stale" and "李文静" in refused.value.message
    hearing.record.refresh_from_db()
    assert hearing.record.rows == ROWS[:2]


def test_a_record_before_the_day_or_without_anybody_is_not_closed(stage, hearing):
    clerk = stage.actor("clerk", HELD)
    recording.save(hearing.pk, ROWS, revision=0, by=clerk, at=moment(HELD))
    for at, code in ((moment(HELD - timedelta(days=1)), "not_yet"), (moment(HELD), "nobody")):
        with pytest.raises(Refused) as refused:
            recording.close(hearing.pk, by=clerk, at=at)
        assert refused.value.code == code


def test_strangers_to_the_case_type_nothing(stage, hearing):
    for who in ("judge2", "foreign_judge", "plaintiff", "case_manager"):
        with pytest.raises(Refused):
            recording.save(hearing.pk, ROWS, revision=0, by=stage.actor(who, HELD), at=moment(HELD))


def test_a_text_too_long_names_its_row(stage, hearing):
    with pytest.raises(Refused) as refused:
        recording.save(hearing.pk, [*ROWS, {"who": "原告", "text": "长" * 5001}], revision=0,
                       by=stage.actor("clerk", HELD), at=moment(HELD))
    assert "第4段" in refused.value.message


def test_the_court_sits_again_after_the_first_hearing(stage, hearing):
    typed(stage, hearing)
    for who in ("plaintiff", "defendant"):
        confirm(stage, hearing, who)
    hold(stage, hearing, step="again")
    hearing.case.refresh_from_db()
    assert hearing.case.stage == "trial"
    assert plan(stage, hearing.case, moment(HELD + timedelta(days=7), 9), on=HELD).sequence == 2
