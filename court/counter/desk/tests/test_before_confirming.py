"""What the page of an act tells before it is done, and how it asks: names, files, papers, alternatives."""

import io
import json
import re
from datetime import date, timedelta

import pikepdf
import pytest
from django import forms
from django.urls import reverse

from court.base.courts import clock
from court.base.people.models import HeldForm
from court.counter.desk.forms import ActForm
from court.kit.days import moment_at
from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY, moment
from court.spine.clocks import foresight
from court.spine.clocks.models import Clock, Interval
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.work.judgments import actions as judgments
from court.work.judgments.models import Paper

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=20)


@pytest.fixture
def answering(stage, assigned):
    stage.act(assigned, "send_papers", "clerk", days="15")
    clock.set_court_time(moment_at(LATER, 10))
    return assigned


def url(case, code, rest="") -> str:
    return f"/staff/case/{case.pk}/act/{code}/{rest}"


def due(case) -> date:
    return Clock.objects.get(case=case, kind="trial_limit").due_on


def told(stage, case, code, **facts):
    return foresight.of(case.pk, code, by=stage.actor("judge", LATER), at=moment(LATER), facts=facts)


def paper_of(stage, case, kind) -> str:
    document = dossier.expect(case, "court_paper", {}, kind=kind, title="民事裁定书", item="判决书、调解书、裁定书正本", held=True,
                              by=stage.actor("judge"), at=moment(LATER))  # fmt: skip
    Paper.objects.create(case=case, kind=kind, state=Paper.State.SIGNED, document=document, author=stage.accounts["judge"],
                         started_at=moment(LATER))  # fmt: skip
    return str(document.pk)


@pytest.mark.parametrize(
    ("code", "facts", "kind"),
    [
        ("exclude_time", {"exclusion": "鉴定", "expected_end": "2026-05-01", "begins_on": "2026-03-12"}, ""),
        ("suspend_case", {"suspend_ground": "heirs"}, "suspension"),
        ("convert_track", {"new_track": "ordinary"}, "conversion"),
    ],
)
def test_what_was_foretold_is_what_comes(stage, answering, code, facts, kind):
    before = due(answering)
    seen = told(stage, answering, code, **facts)
    assert seen.before == before
    facts = facts | ({"paper": paper_of(stage, answering, kind)} if kind else {"reason": "委托鉴定"})
    stage.act(answering, code, "judge", LATER, **facts)
    assert due(answering) == seen.after


def test_foretelling_writes_nothing(stage, answering):
    before = (answering.version, due(answering))
    told(stage, answering, "exclude_time", exclusion="鉴定", expected_end="2026-05-01")
    told(stage, answering, "convert_track", new_track="ordinary")
    answering.refresh_from_db()
    assert (answering.version, due(answering)) == before
    assert not Interval.objects.exists()


def test_an_exclusion_that_ends_as_expected_moves_the_limit_by_its_days(stage, answering):
    seen = told(stage, answering, "exclude_time", exclusion="鉴定", begins_on="2026-03-12", expected_end="2026-04-11")
    assert seen.paused
    assert seen.expected == due(answering) + timedelta(days=30)
    stage.act(answering, "exclude_time", "judge", LATER, exclusion="鉴定", begins_on="2026-03-12", expected_end="2026-04-11", reason="鉴定")
    stage.act(answering, "resume_time", "judge", date(2026, 4, 20), resumed_on="2026-04-11")
    assert due(answering) == seen.expected


def test_the_extension_asked_for_is_told_as_the_granted_one_would_be(stage, answering):
    seen = told(stage, answering, "request_extension", months="1")
    assert seen.after > seen.before
    assert any("延长" in line for line in seen.lines)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"begins_on": "2026-12-01"}, "不能晚于今天"),
        ({"begins_on": "2025-01-01"}, "不能早于该日"),
        ({"begins_on": "2026-03-12", "expected_end": "2026-03-12"}, "应当晚于扣除起始日"),
    ],
)
def test_impossible_days_of_an_exclusion_are_refused_and_foretold_as_such(stage, answering, web, facts, words):
    typed = {"exclusion": "鉴定", "expected_end": "2027-01-01", "reason": "x", **facts}
    judge = web("judge")
    page = judge.get(url(answering, "exclude_time"))
    sent = {"token": str(page.context["token"]), "key": page.context["key"], **typed}
    assert words in judge.post(url(answering, "exclude_time", "foresight/"), sent).content.decode()
    answer = judge.post(url(answering, "exclude_time"), sent)
    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert not Interval.objects.exists()


def test_the_page_says_from_which_day_to_which_and_flags_rest_days(stage, answering, web):
    judge = web("judge")
    typed = {"exclusion": "鉴定", "begins_on": "2026-03-12", "expected_end": "2026-04-11", "reason": "鉴定"}
    text = judge.post(url(answering, "exclude_time", "foresight/"), typed).content.decode()
    assert f"审限将由{due(answering)}变为{due(answering) + timedelta(days=30)}" in text
    assert "2026年4月11日（星期六）是休息日" in text
    checked = judge.post(url(answering, "exclude_time"), typed | {"step": "check", "key": "k", "token": "1"})
    assert checked.status_code == 200
    assert "审限将由" in checked.content.decode()
    assert not Interval.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("judge2", 404), ("foreign_judge", 404), ("clerk", 403), ("plaintiff", 403)])
def test_who_may_not_do_the_act_is_told_nothing(stage, answering, web, who, status):
    for rest in ("foresight/", "draft/"):
        assert web(who).post(url(answering, "suspend_case", rest), {}).status_code == status


def test_no_act_of_the_definition_asks_for_an_id_to_be_typed(stage, answering):
    definition = definitions.of(answering)
    typed = {"day", "moment", "money", "integer", "text", "boolean"}
    for code, act in definition.acts.items():
        if not act.menu or act.page:
            continue
        form = ActForm(answering, definition, code, LATER)
        for name, spec in form.specs.items():
            if spec.kind not in typed:
                assert isinstance(form.fields[name], forms.ChoiceField | forms.MultipleChoiceField), (code, name)


def test_the_ruling_is_drafted_with_the_ground_chosen(stage, answering, web):
    judge = web("judge", fresh=True)
    page = judge.get(url(answering, "suspend_case")).content.decode()
    assert "起草民事裁定书（中止诉讼）" in page
    lacking = judge.post(url(answering, "suspend_case", "draft/"), {"kind": "suspension"})
    assert lacking.status_code == 422
    assert "中止事由" in lacking.content.decode()
    answer = judge.post(url(answering, "suspend_case", "draft/"), {"kind": "suspension", "suspend_ground": "other_case"})
    paper = Paper.objects.get(case=answering, kind="suspension")
    assert answer["Location"] == f"/staff/papers/{paper.pk}/"
    assert "另一案" in paper.sections["reason"]
    assert "第五项" in paper.sections["reason"]
    assert "正在制作" in judge.get(url(answering, "suspend_case")).content.decode()


@pytest.fixture
def objected(stage, answering):
    """The defendant was served and objects to the jurisdiction."""
    party = answering.parties.get(role="defendant")
    stage.act(answering, "complaint_served", None, DAY + timedelta(days=15), party=str(party.pk), served_on="2026-03-16", days="15")
    paper = dossier.expect(answering, "submission", {}, kind="object_jurisdiction", title="管辖权异议申请书（张伟）", party=party,
                           item="管辖异议申请及裁定", by=stage.actor("defendant"), at=moment(LATER))  # fmt: skip
    stage.act(answering, "object_jurisdiction", "defendant", LATER, material=str(paper.pk))
    return answering


def test_the_judge_decides_an_objection_with_its_paper_at_hand(stage, objected, web):
    judge = web("judge", fresh=True)
    page = judge.get(url(objected, "reject_jurisdiction_objection")).content.decode()
    for words in ("管辖权异议申请书（张伟）", "裁定移送管辖", "被告张伟"):
        assert words in page
    page = judge.get(url(objected, "transfer_jurisdiction")).content.decode()
    assert "临猗县人民法院（晋0821）" in page
    assert "盐湖区人民法院（晋0802）" not in page
    judge.post(url(objected, "transfer_jurisdiction", "draft/"), {"kind": "transfer", "to_court": "晋0821"})
    paper = Paper.objects.get(case=objected, kind="transfer")
    assert paper.sections["decision"] == "本案移送临猗县人民法院处理。"


def test_a_transfer_goes_to_a_court_on_the_list_and_not_to_ones_own(stage, objected, web):
    judge = web("judge", fresh=True)
    document = paper_of(stage, objected, "transfer")
    page = judge.get(url(objected, "transfer_jurisdiction"))
    sent = {"token": str(page.context["token"]), "key": page.context["key"], "paper": document}
    for court in ("晋0802", "京01", ""):
        assert judge.post(url(objected, "transfer_jurisdiction"), sent | {"to_court": court}).status_code == 422
    assert judge.post(url(objected, "transfer_jurisdiction"), sent | {"to_court": "晋0821"}).status_code == 302
    assert Case.objects.get(pk=objected.pk).stage == "judged"


def test_a_counterclaim_is_decided_with_its_amount_fee_and_claimant_known(stage, answering, web):
    party = answering.parties.get(role="defendant")
    stage.act(answering, "counterclaim", "defendant", LATER, amount=2_000_000)
    page = web("judge").get(url(answering, "accept_counterclaim"))
    text = page.content.decode()
    for words in ("¥20,000.00", "反诉案件受理费150", "不予受理反诉"):
        assert words in text
    assert page.context["form"].initial["party"] == str(party.pk)
    assert "王建国" not in str(page.context["form"]["party"])


def test_a_file_uploaded_on_the_form_is_filed_with_the_act_and_not_without_it(stage, answering, web):
    made, into = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(into)
    Case.objects.filter(pk=answering.pk).update(stage="judged")
    judge = web("judge", fresh=True)
    page = judge.get(url(answering, "correct_judgment"))
    sent = {"token": str(page.context["token"]), "key": page.context["key"]}
    for paper, status in (("", 422), (paper_of(stage, answering, "correction"), 302)):
        file = io.BytesIO(into.getvalue())
        file.name = "原判决.pdf"
        answer = judge.post(url(answering, "correct_judgment"), sent | {"paper": paper, "corrected_file": file})
        assert answer.status_code == status
        assert Document.objects.filter(case=answering, title__contains="原判决").count() == (status == 302)


def test_the_head_of_the_case_page_leads_to_what_comes_next(stage, assigned, web):
    page = web("clerk").get(f"/staff/case/{assigned.pk}/")
    assert page.context["leading"].url == url(assigned, "send_papers")
    Case.objects.filter(pk=assigned.pk).update(stage="deliberation")
    judge = web("judge")
    assert judge.get(f"/staff/case/{assigned.pk}/").context["leading"].label == "起草文书"
    case = Case.objects.get(pk=assigned.pk)
    draft = judgments.start(case, "judgment", by=stage.actor("judge"), at=moment())
    leading = judge.get(f"/staff/case/{assigned.pk}/").context["leading"]
    assert (leading.label, leading.url) == ("继续制作民事判决书（判决）", f"/staff/papers/{draft.pk}/")


def test_a_form_held_after_the_session_ran_out_shows_its_own_labels(stage, answering, web):
    body = [["token", "3"], ["key", "k"], ["exclusion", "鉴定"], ["expected_end", "2026-05-01"], ["reason", "委托鉴定机构"]]
    held = HeldForm.objects.create(account=stage.accounts["judge"], path=url(answering, "exclude_time"), at=clock.real_now(),
                                   body=json.dumps(body, ensure_ascii=False))  # fmt: skip
    text = web("judge").get(reverse("held_form", args=[held.pk])).content.decode()
    for words in ("扣除事由", "预计结束日期", "理由", "委托鉴定机构"):
        assert words in text
    assert re.search(r'<input type="hidden" name="token" value="3">', text)
    assert ">expected_end<" not in text


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2200-01-01", "1899-12-31", "²"])
@pytest.mark.parametrize("code", ["suspend_case", "exclude_time", "convert_track", "request_extension", "send_papers"])
def test_a_day_beyond_every_calendar_is_told_and_breaks_nothing(stage, answering, web, code, day):
    """S27: the foresight of a form takes any words."""
    typed = dict.fromkeys(("begins_on", "expected_end", "resumed_on", "days", "token"), day)
    typed |= {"exclusion": "appraisal", "suspend_ground": "death", "reason": "理由", "ground": "complex", "key": "k"}
    for rest in ("foresight/", ""):
        assert web("judge", fresh=True).post(url(answering, code, rest), typed).status_code < 500
