"""What a draft begins with, the law it relies on, the checks before a signature, versions compared, the bench's notes."""
import re
from datetime import date

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from court.kit.press import sheets
from court.kit.refusal import Refused
from court.spine.cases.models import Handler
from court.spine.cases.tests.stage import moment
from court.spine.journal.models import Entry
from court.work.judgments import actions, comparing, inspecting, known, layout, notes, texts
from court.work.judgments.models import BenchNote, Paper

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 20)


@pytest.fixture
def paper(stage, assigned):
    made = actions.start(assigned, "judgment", by=stage.actor("judge"), at=moment())
    whole = {**made.sections, "defence": "张伟未答辩。", "found": "经审理查明：借款属实。", "decision": "一、被告张伟偿还原告王建国借款50000元。",
             "costs": "案件受理费由被告张伟负担。"}
    return actions.save(made.pk, whole, revision=1, by=stage.actor("judge"), at=moment())


def with_text(paper, **sections) -> Paper:
    paper.sections = {**paper.sections, **sections}
    return paper


def stops(paper) -> list[str]:
    return [one.words for one in inspecting.findings(paper, ON) if one.stops]


def test_a_draft_begins_with_the_usual_law_of_its_cause_in_the_order_of_citing(paper):
    lines = paper.sections["articles"].splitlines()
    assert any("第六百七十五条" in line for line in lines)
    led = layout.led_over(paper)
    assert led.startswith("综上，依照《中华人民共和国民法典》") and led.endswith("之规定，判决如下：")
    assert led.index("民法典") < led.index("民事诉讼法")
    assert led in layout.facts(paper, ON)["paragraphs"]


def test_reasoning_that_leads_over_itself_is_not_led_over_twice(paper):
    with_text(paper, opinion="本院认为，应予支持。依照《中华人民共和国民法典》第六百七十五条规定，判决如下：")
    assert sum("判决如下" in line for line in layout.facts(paper, ON)["paragraphs"]) == 1


@pytest.mark.parametrize("kind", ["withdrawal", "dismissal", "objection", "suspension", "correction", "conversion"])
def test_each_ruling_names_the_law_it_stands_on(stage, assigned, kind):
    made = actions.start(assigned, kind, by=stage.actor("judge"), at=moment())
    words = "".join(layout.facts(made, ON)["paragraphs"])
    assert re.search(r"依照《中华人民共和国民事诉讼法》第[^，]+之规定，裁定如下：", words)
    assert words.count("裁定如下") == 1


def test_a_sound_paper_has_nothing_that_stops(paper):
    assert stops(paper) == []


@pytest.mark.parametrize(("sections", "words"), [
    ({"decision": "一、偿还50000元（大写：伍仟元整）。"}, "大写"), ({"decision": "偿还1,234.50元（人民币壹仟贰佰叁拾肆元伍角整）；30元（大写叁元）"}, "30元"),
    ({"articles": "民法典第六百七十五条"}, "规范的引用"), ({"articles": ""}, "裁判依据"),
    ({"opinion": "本院认为，可于判决送达之日起十日内提交上诉状。"}, "上诉期"), ({"decision": "……上诉于太原市中级人民法院。"}, "太原市"),
    ({"course": "原告王建国与被告张伟一案，本院于2026年5月1日立案。"}, "晚于签署日期"), ({"course": "原告王建国与被告张伟一案，2026年2月30日"}, "不是有效日期"),
])  # fmt: skip
def test_what_is_wrong_stops_the_signature_and_is_named(stage, paper, sections, words):
    with_text(paper, **sections)
    assert any(words in one for one in stops(paper))


def test_a_party_that_is_not_named_stops_and_a_strange_name_is_asked_about(paper):
    whole = {key: text.replace("张伟", "章伟") for key, text in paper.sections.items()}
    with_text(paper, **whole)
    assert any("被告“张伟”" in one for one in stops(paper))
    assert any("章伟" in one.words and not one.stops for one in inspecting.findings(paper, ON))


def test_what_is_paid_to_a_party_is_not_taken_for_a_name(paper):
    with_text(paper, decision="被告张伟返还原告借款本金50000元，赔偿原告损失1000元。")
    assert not [one.words for one in inspecting.findings(paper, ON) if "不一致" in one.words]


def test_the_right_words_for_a_sum_pass(paper):
    with_text(paper, decision="被告张伟偿还原告王建国借款50,000元（大写：人民币伍万元整）。")
    assert stops(paper) == []


def test_the_fee_must_be_borne_as_it_was_decided(stage, paper):
    case = paper.case
    one, two = case.parties.get(role="plaintiff"), case.parties.get(role="defendant")
    rows = [{"party": str(one.pk), "amount_fen": 10_500}, {"party": str(two.pk), "amount_fen": 42_000}]
    case.facts = {**case.facts, "fee_burden": {"id": "1", "manner": "judgment", "direct": False, "matters": [
        {"key": "main", "label": "案件受理费", "full_fen": 105_000, "payable_fen": 52_500, "rows": rows}]}}
    assert any("诉讼费负担与已决定的不一致" in word for word in stops(paper))
    with_text(paper, costs=known.costs(case))
    assert stops(paper) == []
    case.facts["fee_burden"]["manner"] = "mediation"
    assert any("另一种结案方式" in word for word in stops(paper))


def test_a_paper_with_a_fault_is_not_signed(stage, paper):
    actions.save(paper.pk, {**paper.sections, "articles": "民法典第1条"}, revision=paper.revision, by=stage.actor("judge"), at=moment())
    with pytest.raises(Refused) as refused:
        actions.sign(paper.pk, by=stage.actor("judge"), at=moment())
    assert refused.value.code == "not_right" and "《法律名称》" in refused.value.do
    assert Paper.objects.get(pk=paper.pk).document is None


def test_a_judge_searches_the_table_adds_an_article_and_types_another(paper, web):
    judge, address = web("judge"), f"/staff/papers/{paper.pk}/"
    page = judge.get(address, {"law": "保证期间"}).content.decode()
    assert "第六百九十二条" in page
    judge.post(f"{address}article/", {"article": "《中华人民共和国民法典》第692条"})
    lines = Paper.objects.get(pk=paper.pk).sections["articles"].splitlines()
    assert "《中华人民共和国民法典》第六百九十二条" in lines
    assert lines.index("《中华人民共和国民法典》第六百九十二条") < lines.index("《中华人民共和国民事诉讼法》第六十七条第一款")
    assert judge.post(f"{address}article/", {"article": "第692条"}).status_code == 422
    assert web("judge2").post(f"{address}article/", {"article": "《中华人民共和国民法典》第一条"}).status_code == 404


def test_the_signing_page_tells_what_stops(stage, paper, web):
    actions.save(paper.pk, {**paper.sections, "articles": "民法典第1条"}, revision=paper.revision, by=stage.actor("judge"), at=moment())
    page = web("judge", fresh=True).get(f"/staff/papers/{paper.pk}/sign/").content.decode()
    assert "须更正" in page and "disabled" in page


@given(st.text(alphabet="甲乙丙丁\n，。", max_size=60), st.text(alphabet="甲乙丙丁\n，。", max_size=60))
def test_comparing_loses_no_sign_of_either_text(old, new):
    found = comparing.pieces(old, new)
    assert "".join(one.text for one in found if one.kind != "new") == old
    assert "".join(one.text for one in found if one.kind != "gone") == new


def test_two_versions_are_shown_with_what_went_and_what_came(paper, web):
    page = web("judge").get(f"/staff/papers/{paper.pk}/revisions/", {"number": "1", "with": "2"}).content.decode()
    assert "<ins>借款属实。</ins>" in page and "第 1 稿与第 2 稿" in page


def test_notes_are_the_deciders_alone(stage, assigned, web):
    address = f"/staff/case/{assigned.pk}/notes/"
    web("judge").post(address, {"text": "注意利率上限。", "revision": "0"})
    assert "注意利率上限" in web("judge").get(address).content.decode()
    for who in ("clerk", "judge2", "division_head", "court_president", "foreign_judge", "archivist"):
        assert web(who).get(address).status_code == 404, who
    assert web("plaintiff").get(address).status_code in (403, 404)
    entry = Entry.objects.get(stream=assigned.stream, kind="bench.noted")
    assert "利率" not in entry.facts


def test_a_member_of_the_panel_reads_the_others_and_writes_his_own(stage, assigned):
    Handler.objects.create(case=assigned, account=stage.accounts["judge2"], role="member", since=moment())
    notes.write(assigned, "主审意见", revision=0, by=stage.actor("judge"), at=moment())
    notes.write(assigned, "成员意见", revision=0, by=stage.actor("judge2"), at=moment())
    assert [one.text for one in notes.of_case(assigned, stage.actor("judge2"))] == ["成员意见", "主审意见"]
    with pytest.raises(Refused) as stale:
        notes.write(assigned, "另一窗口", revision=0, by=stage.actor("judge"), at=moment())
    assert stale.value.code == "stale"
    assert BenchNote.objects.filter(case=assigned).count() == 2


def test_a_judge_who_left_the_case_reads_no_notes(stage, assigned):
    notes.write(assigned, "主审意见", revision=0, by=stage.actor("judge"), at=moment())
    Handler.objects.filter(case=assigned, account=stage.accounts["judge"]).update(until=moment())
    with pytest.raises(Refused) as refused:
        notes.of_case(assigned, stage.actor("judge"))
    assert refused.value.status == 404


@pytest.mark.parametrize("name", ["𠮷野", "䶮某", "王😀"])
def test_a_rare_name_never_parks_a_sealed_judgment(stage, assigned, name):
    party = assigned.parties.get(role="defendant")
    party.name = name
    party.save(update_fields=["name"])
    judge = stage.actor("judge")
    made = actions.start(assigned, "judgment", by=judge, at=moment())
    made = actions.save(made.pk, {**made.sections, "decision": f"被告{name}偿还50000元。"}, revision=1, by=judge, at=moment())
    signed = actions.sign(made.pk, by=judge, at=moment())
    assert signed.state == Paper.State.SIGNED
    text = "".join("".join(sheets.text(actions.preview(signed, moment()))).split())
    assert name in text or "1F600" in text


def test_a_draft_says_whether_the_court_sat_in_public(assigned):
    assert "于2026年4月1日公开开庭进行了审理" in texts.course(assigned, ["2026年4月1日"])
    Hearing = apps.get_model("hearings", "Hearing")
    Hearing.objects.create(court=assigned.court, case=assigned, kind="trial", sequence=1, state="held", is_public=False, starts_at=moment(ON, 9),
                           ends_at=moment(ON, 10), judge=assigned.judge, planned_by=assigned.judge, planned_at=moment())
    assert "于2026年4月1日不公开开庭进行了审理" in texts.course(assigned, ["2026年4月1日"])


def test_a_case_taken_as_withdrawn_for_an_unpaid_other_half_gives_that_reason(assigned):
    assert "传票传唤" in texts.first(assigned, "deemed_withdrawal", [])["reason"]
    plaintiff = assigned.parties.get(role="plaintiff").person
    apps.get_model("fees", "Order").objects.create(court=assigned.court, case=assigned, payer=plaintiff, purpose="topup", number="F9",
                                                   full_fen=100, amount_fen=100, due_on=ON, opened_at=moment())
    assert "未在指定期限内补交案件受理费" in texts.first(assigned, "deemed_withdrawal", [])["reason"]
