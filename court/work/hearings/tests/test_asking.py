"""Adjournments that a party asks for, and parties who stay away."""
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from court.base.courts import clock
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.cases.scene import Scene
from court.spine.cases.tests.stage import build, moment
from court.spine.dossier import actions as dossier
from court.spine.tasks.models import Task
from court.work.hearings import absences, actions, adjourning, asking, recording
from court.work.hearings.tests.story import HELD, PLANNED, ROWS, answering, confirm, plan, serve_summons, typed

pytestmark = pytest.mark.django_db
ASKED = date(2026, 3, 25)
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
                    "18dd8db00000000049454e44ae426082")


@pytest.fixture
def at(monkeypatch):
    turned = {"now": moment(ASKED, 10)}
    monkeypatch.setattr(clock, "now", lambda: turned["now"])
    return turned


@pytest.fixture
def stage(at):
    return build()


@pytest.fixture
def hearing(stage):
    return plan(stage, answering(stage))


def proof():
    return SimpleUploadedFile("住院证明.png", PNG, "image/png")


def arrived() -> dossier.Arrived:
    return dossier.take_in(proof(), "住院证明.png", len(PNG))


def ask(stage, hearing, who="defendant", **more):
    facts = {"ground": "absent", "reason": "被告住院手术，三周内不能到庭。", "proof": arrived(), **more}
    return asking.adjournment(hearing.pk, by=stage.actor(who, ASKED), at=moment(ASKED, 10), **facts)


def test_an_application_with_proof_reaches_the_judge_and_the_summons_still_stands(stage, hearing):
    ask(stage, hearing)
    found = adjourning.pending(hearing.case)
    assert found.ground == "absent" and found.parties[0].name == "张伟" and found.material is not None
    task = Task.objects.get(case=hearing.case, kind="adjournment", state="open")
    assert task.assignee == stage.accounts["judge"]
    hearing.refresh_from_db()
    assert hearing.state == "scheduled"
    told = stage.accounts["plaintiff"].person.messages.filter(kind="adjournment_requested_other")
    assert told.count() <= 1


def test_without_proof_it_is_refused_and_nothing_is_kept(stage, hearing):
    with pytest.raises(Refused) as refused:
        ask(stage, hearing, proof=None)
    assert refused.value.code == "missing_field" and "第一百四十九条" in refused.value.law
    assert adjourning.pending(hearing.case) is None
    assert ask(stage, hearing, ground="recusal", proof=None)


def test_a_second_application_waits_for_the_first(stage, hearing):
    ask(stage, hearing)
    with pytest.raises(Refused) as refused:
        ask(stage, hearing, "plaintiff")
    assert refused.value.code == "pending"
    assert hearing.case.documents.filter(kind="adjournment_proof").count() == 1


def test_the_judge_refuses_with_a_reason_or_adjourns_and_plans_anew(stage, hearing, web, at):
    ask(stage, hearing)
    stage.act(hearing.case, "refuse_adjournment", "judge", ASKED, reason="证明材料不足。")
    assert adjourning.pending(hearing.case) is None
    assert not Task.objects.filter(case=hearing.case, kind="adjournment", state="open").exists()
    ask(stage, hearing)
    page = web("judge").get(f"/staff/hearings/{hearing.pk}/adjourn/").content.decode()
    assert "被告住院手术" in page and "延期开庭不扣除审限" in page and "不准许延期开庭" in page
    done = web("judge").post(f"/staff/hearings/{hearing.pk}/adjourn/", {"ground": "absent", "reason": "准许。"})
    assert done.status_code == 302 and done["Location"].endswith("/plan/")
    hearing.refresh_from_db()
    assert hearing.state == "adjourned"
    with pytest.raises(Refused):
        stage.act(hearing.case, "refuse_adjournment", "judge", ASKED, reason="晚了")


def test_only_the_parties_ask(stage, hearing, web):
    where = f"/cases/{hearing.case_id}/adjournment/"
    assert web("stranger").get(where).status_code == 404
    phone = web("defendant")
    assert "申请延期开庭" in phone.get(where).content.decode()
    kept = phone.post(where, {"ground": "absent", "reason": "大雪封路", "key": "a"})
    assert kept.status_code == 409 and "大雪封路" in kept.content.decode() and "证明材料" in kept.content.decode()
    hearing.case.refresh_from_db()
    answer = phone.post(where, {"ground": "absent", "reason": "大雪封路", "proof": proof(), "key": "a",
                                "token": str(hearing.case.version)})
    assert answer.status_code == 302
    assert "审查中" in phone.get(where).content.decode()


def came(stage, hearing, *roles: str) -> None:
    recording.save(hearing.pk, ROWS, revision=0, by=stage.actor("clerk", HELD), at=moment(HELD, 10))
    rows = hearing.attendances.select_related("party")
    recording.attend(hearing.pk, {row.pk: row.party.role in roles for row in rows},
                     {row.pk: "经传唤未到庭" for row in rows if row.party.role not in roles},
                     by=stage.actor("clerk", HELD), at=moment(HELD, 10))


def test_a_plaintiff_who_stays_away_may_be_taken_to_withdraw(stage, hearing, web, at):
    at["now"] = moment(HELD, 11)
    assert absences.paths(hearing, HELD) == []
    serve_summons(stage, hearing, "plaintiff")
    came(stage, hearing, "defendant")
    assert [one.label for one in absences.paths(hearing, HELD)] == ["按撤诉处理", "延期开庭"]
    page = web("clerk").get(f"/staff/hearings/{hearing.pk}/").content.decode()
    assert "民事诉讼法第一百四十六条" in page and "deem_withdrawn_absent" in page


def test_a_defendant_who_stays_away_is_judged_in_absence(stage, hearing):
    serve_summons(stage, hearing, "defendant")
    came(stage, hearing, "plaintiff")
    assert [one.label for one in absences.paths(hearing, HELD)] == ["缺席审理", "延期开庭"]
    with pytest.raises(Refused) as refused:
        stage.act(hearing.case, "deem_withdrawn_absent", "judge", HELD, paper="1")
    assert refused.value.code in ("nobody_absent", "bad_field")


def test_nobody_is_absent_before_the_day(stage, hearing):
    assert not absences.plaintiffs_away(hearing.case, PLANNED)
    assert absences.paths(hearing, PLANNED) == []


def scene(stage, hearing, code: str = "deem_withdrawn_absent") -> Scene:
    case = Case.objects.get(pk=hearing.case_id)
    definition = definitions.of(case)
    return Scene(case, definition, code, definition.acts[code], stage.actor("judge", HELD), moment(HELD, 11))


def test_a_plaintiff_on_whom_no_summons_was_served_is_not_taken_to_withdraw(stage, hearing):
    came(stage, hearing, "defendant")
    assert [one.label for one in absences.paths(hearing, HELD)] == ["不得缺席审理", "延期开庭"]
    assert not absences.plaintiffs_away(hearing.case, HELD)
    with pytest.raises(Refused) as refused:
        wiring.CONDITIONS["plaintiff_stayed_away"](scene(stage, hearing))
    assert (refused.value.code, refused.value.law) == ("not_summoned", "民事诉讼法第一百四十六条")
    assert "王建国" in refused.value.message


def test_a_summons_served_on_the_day_itself_calls_nobody(stage, hearing):
    serve_summons(stage, hearing, "plaintiff", day=HELD)
    came(stage, hearing, "defendant")
    assert absences.summoned(hearing) == set()


def test_a_plaintiff_who_stays_away_leaves_a_counterclaim_to_be_judged(stage, hearing):
    hearing.case.parties.filter(role="defendant").update(counterclaims=True)
    serve_summons(stage, hearing, "plaintiff")
    came(stage, hearing, "defendant")
    assert absences.paths(hearing, HELD)[0].act == "end_main_claim"
    asked = scene(stage, hearing)
    wiring.CONDITIONS["main_claim_ends"](asked)
    with pytest.raises(Refused) as refused:
        wiring.CONDITIONS["no_counterclaim_left"](asked)
    assert refused.value.code == "counterclaim_left"


def test_nobody_is_judged_in_absence_without_a_summons(stage, hearing):
    typed(stage, hearing, came=("plaintiff",))
    confirm(stage, hearing, "plaintiff")
    by, at = stage.actor("clerk", HELD), moment(HELD, 12)
    with pytest.raises(Refused) as refused:
        actions.hold(hearing.pk, next_step="decide", by=by, at=at)
    assert refused.value.code == "not_summoned" and "张伟" in refused.value.message and "第二百四十一条" in refused.value.law
    serve_summons(stage, hearing, "defendant")
    actions.hold(hearing.pk, next_step="decide", by=by, at=at)
    hearing.case.refresh_from_db()
    assert hearing.case.stage == "deliberation"
