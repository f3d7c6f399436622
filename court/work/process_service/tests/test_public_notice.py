"""Public notice: the last way, drafted from what was tried, counted by the law from the day it appeared."""
import io
from datetime import timedelta

import pikepdf
import pytest

from court.base.courts import clock
from court.kit.days import moment_at
from court.kit.refusal import Refused
from court.spine.cases.tests.stage import build, moment
from court.spine.dossier.actions import take_in
from court.spine.dossier.models import Document
from court.work.process_service import public_notice, views_notice
from court.work.process_service.models import Attempt, ServiceOrder
from court.work.process_service.public_notice import Publication
from court.work.process_service.tests import story

pytestmark = pytest.mark.django_db
TRIED = story.SENT + timedelta(days=1)
OUT = story.SENT + timedelta(days=5)


def pdf() -> bytes:
    made, into = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(into)
    return into.getvalue()


def proof():
    return take_in(io.BytesIO(pdf()), "报纸版面.pdf")


@pytest.fixture
def stage(db):
    clock.mark_demo()
    made = build()
    clock.set_court_time(moment_at(OUT, 10))
    return made


@pytest.fixture
def order(stage):
    """The defendant's response notice in the ordinary procedure; the bailiff found nobody."""
    found = story.order_of(story.with_papers_sent(stage, track="ordinary"), "defendant", "response_notice")
    story.enter(stage, found, "direct", TRIED, failed=True, reason="查无此人")
    return found


def make(stage, order, ids=(), text=("公告内容",), who="clerk"):
    return public_notice.make(order.pk, list(ids), "missing", list(text), by=stage.actor(who, OUT), at=moment(OUT))


def publish(stage, order, day=OUT, who="clerk", **more):
    told = Publication(**{"medium": "newspaper", "published": day, "place": "第六版", "proof": proof(), **more})
    return public_notice.publish(order.pk, told, by=stage.actor(who, OUT), at=moment(OUT, 16), key="k")


def test_the_draft_says_what_the_law_wants_of_it(stage, order):
    text = "".join(public_notice.draft(order, [order], "missing", OUT))
    for words in ("下落不明", "第九十五条", "起诉状副本", "经过30日", "十五日", order.case.number, "王建国"):
        assert words in text


def test_a_notice_is_filed_with_its_cause_and_course_and_counts_thirty_days_from_its_appearance(stage, order):
    made = make(stage, order)
    course = Document.objects.get(case=order.case, kind="notice_course")
    assert "查无此人" in str(course.data)
    attempt = publish(stage, order)[0]
    assert attempt.effective_on == OUT + timedelta(days=30)
    assert attempt.tracking == "《人民法院报》　第六版"
    assert attempt.proof is not None
    assert made.data["orders"] == [str(order.pk)]
    order.refresh_from_db()
    assert (order.state, order.effective_on) == ("sent", None)


def test_one_notice_carries_all_papers_that_could_not_be_served(stage, order):
    other = story.order_of(order.case, "defendant", "evidence_notice")
    story.enter(stage, other, "post", TRIED, returned_on=TRIED, reason="原址查无此人", failed=True)
    assert [one.pk for one in public_notice.beside(order)] == [other.pk]
    make(stage, order, ids=[other.pk])
    made = publish(stage, order)
    assert {one.order_id for one in made} == {order.pk, other.pk}


def test_without_a_failed_try_there_is_no_notice(stage):
    fresh = story.order_of(story.with_papers_sent(stage, track="ordinary"), "defendant", "response_notice")
    with pytest.raises(Refused) as refused:
        make(stage, fresh)
    assert refused.value.code == "try_others"


def test_the_simplified_procedure_knows_no_notice(stage):
    found = story.order_of(story.with_papers_sent(stage), "defendant", "response_notice")
    story.enter(stage, found, "direct", TRIED, failed=True, reason="查无此人")
    with pytest.raises(Refused) as refused:
        make(stage, found)
    assert refused.value.code == "not_by_notice"


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"proof": None}, "missing_field"), ({"medium": "tv"}, "missing_field"), ({"medium": "other", "place": ""}, "missing_field"),
     ({"published": OUT - timedelta(days=1)}, "bad_field"), ({"published": OUT + timedelta(days=1)}, "bad_field")],
)  # fmt: skip
def test_a_publication_is_entered_whole_or_not_at_all(stage, order, changed, code):
    make(stage, order)
    with pytest.raises(Refused) as refused:
        publish(stage, order, **changed)
    assert refused.value.code == code
    assert not Attempt.objects.filter(way="public_notice").exists()


def test_nothing_is_published_that_was_not_drafted_and_a_new_draft_replaces_the_old(stage, order):
    with pytest.raises(Refused) as refused:
        publish(stage, order)
    assert refused.value.code == "no_notice"
    first = make(stage, order)
    second = make(stage, order, text=["另一文本"])
    first.refresh_from_db()
    assert first.state == "superseded"
    assert public_notice.latest(order) == second


def test_the_same_publication_sent_twice_is_one(stage, order):
    make(stage, order)
    assert publish(stage, order)[0].pk == publish(stage, order)[0].pk
    assert Attempt.objects.filter(way="public_notice").count() == 1


@pytest.mark.parametrize("who", ["judge2", "foreign_judge", "cashier", "plaintiff"])
def test_who_does_not_serve_the_case_gives_no_notice(stage, order, who):
    with pytest.raises(Refused):
        make(stage, order, who=who)


def test_the_judgments_main_content_stands_in_its_notice(stage):
    case = story.with_judgment(stage)
    found = ServiceOrder.objects.get(case=case, party__role="defendant", document__kind="judgment")
    found.document.data = {"paragraphs": ["本院认为，判决如下：", "一、被告归还借款五万元。", "如不服本判决，……"]}
    text = "".join(public_notice.draft(found, [found], "others_failed", OUT))
    assert "一、被告归还借款五万元。" in text
    assert "……" not in text
    assert "运城市中级人民法院" in text


def test_the_page_leads_from_the_draft_to_the_day(stage, order, web):
    clerk = web("clerk")
    url = f"/staff/service/{order.pk}/notice/"
    page = clerk.get(url).content.decode()
    assert "查无此人" in page
    assert "下落不明" in page
    assert clerk.post(url + "draft/", {"ground": "missing", "text": ""}).status_code == 422
    assert clerk.post(url + "draft/", {"ground": "missing", "text": "本院公告如下"}).status_code == 302
    told = clerk.post(url + "foreseen/", {"published": OUT.isoformat()}).content.decode()
    assert "2026年4月9日视为送达" in told
    sheet = io.BytesIO(pdf())
    sheet.name = "版面.pdf"
    answer = clerk.post(url + "publish/", {"medium": "newspaper", "place": "六版", "published": OUT.isoformat(), "proof": sheet, "key": "a"})
    assert answer.status_code == 302
    page = clerk.get(url).content.decode()
    assert (OUT + timedelta(days=30)).isoformat() in page
    assert "扣除审限" in page


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01", "2026-02-30", "²", ""])
def test_a_day_beyond_every_calendar_breaks_no_page(stage, order, typed):
    views_notice._foreseen(order, typed)
