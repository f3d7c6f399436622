"""The generic form of an act — done once, refused with what was typed, stale, doubled — and approvals of two levels."""

import pytest
from django.utils.html import escape

from court.base.courts import clock
from court.base.courts.models import Division
from court.base.people.models import Account, Appointment
from court.kit.days import moment_at
from court.spine.approvals.models import Approval
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY, account
from court.spine.clocks.models import Clock
from court.spine.journal.models import Entry

pytestmark = pytest.mark.django_db


def act_url(case, code):
    return f"/staff/case/{case.pk}/act/{code}/"


def shown(client, case, code) -> dict:
    page = client.get(act_url(case, code))
    return {"token": str(page.context["token"]), "key": page.context["key"]}


def times(case, code) -> int:
    return Entry.objects.filter(stream=case.stream, kind=f"case.{code}").count()


def test_the_form_asks_what_the_definition_asks_and_tells_what_follows(stage, assigned, web):
    page = web("clerk").get(act_url(assigned, "send_papers")).content.decode()
    assert "举证期限（日）" in page
    assert "民事诉讼法第一百二十八条" in page
    assert "应诉通知书" in page
    assert "进入“送达答辩”阶段" in page


def test_an_act_is_done_once_however_often_the_button_is_pressed(stage, assigned, web):
    clerk = web("clerk")
    sent = shown(clerk, assigned, "send_papers") | {"days": "15"}
    for _ in range(2):
        answer = clerk.post(act_url(assigned, "send_papers"), sent)
        assert (answer.status_code, answer["Location"]) == (302, f"/staff/case/{assigned.pk}/")
    assert times(assigned, "send_papers") == 1
    assert Case.objects.get(pk=assigned.pk).stage == "answering"


def test_a_refusal_keeps_what_was_typed_and_names_the_article(stage, assigned, web):
    clerk = web("clerk")
    answer = clerk.post(act_url(assigned, "send_papers"), shown(clerk, assigned, "send_papers") | {"days": "40"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="40"' in page
    assert "第二百六十六条" in page
    assert times(assigned, "send_papers") == 0


@pytest.mark.parametrize("days", ["", "0", "61", "abc", "-3"])
def test_impossible_values_are_told_beside_their_field(stage, assigned, web, days):
    clerk = web("clerk")
    answer = clerk.post(act_url(assigned, "send_papers"), shown(clerk, assigned, "send_papers") | {"days": days})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_form_opened_before_somebody_else_acted_is_told_who_did_what_and_may_be_sent_again(stage, assigned, web):
    judge = web("judge")
    stage.act(assigned, "send_papers", "clerk", days="15")
    reason = "当事人申请鉴定，委托鉴定机构"
    typed = {"exclusion": "鉴定", "expected_end": "2026-04-01", "reason": reason}
    opened = shown(judge, assigned, "exclude_time")
    stage.act(assigned, "close_evidence", "clerk")
    late = judge.post(act_url(assigned, "exclude_time"), opened | typed)
    page = late.content.decode()
    assert late.status_code == 409
    assert "举证期限届满" in page
    assert escape(reason) in page
    assert times(assigned, "exclude_time") == 0
    again = {"token": str(late.context["token"]), "key": late.context["key"]}
    assert judge.post(act_url(assigned, "exclude_time"), again | typed).status_code == 302
    assert times(assigned, "exclude_time") == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("judge2", 404),
        ("foreign_judge", 404),
        ("court_president", 403),
        ("plaintiff", 403),
        ("cashier", 404),
    ],
)
def test_who_may_not_do_an_act_does_not_see_its_form(stage, assigned, web, who, status):
    client = web(who)
    assert client.get(act_url(assigned, "send_papers")).status_code == status
    assert client.post(act_url(assigned, "send_papers"), {"days": "15", "key": "x"}).status_code == status
    assert times(assigned, "send_papers") == 0


def test_acts_outside_the_menu_and_unknown_ones_have_no_form(stage, assigned, web):
    for code in ("docket", "no_such_act"):
        assert web("judge").get(act_url(assigned, code)).status_code == 404


def test_an_act_that_wants_the_factor_leads_to_the_page_for_it_and_back(stage, assigned, web):
    stage.act(assigned, "send_papers", "clerk", days="15")
    answer = web("judge").get(act_url(assigned, "dismiss"))
    assert answer.status_code == 302
    assert "/staff/confirm/" in answer["Location"]
    assert "dismiss" in answer["Location"]
    assert web("judge", fresh=True).get(act_url(assigned, "dismiss")).status_code == 200


def test_people_offered_for_a_field_hold_its_office_in_the_cases_court(stage, assigned, web):
    page = web("division_head").get(act_url(assigned, "reassign_judge")).content.decode()
    assert "韩冰" in page
    for name in ("吕外", "孙会", "赵小敏"):
        assert name not in page


@pytest.fixture
def asked(stage, assigned, web) -> Approval:
    """The judge asks for one month more, a day before the last day to apply."""
    clock.set_court_time(moment_at(DAY.replace(month=5, day=10), 9))
    judge = web("judge")
    sent = shown(judge, assigned, "request_extension") | {"months": "1", "reason": "案情复杂，需补充鉴定"}
    assert judge.post(act_url(assigned, "request_extension"), sent).status_code == 302
    return Approval.objects.get(case=assigned)


def decide(client, approval, granted, reason=""):
    return client.post(f"/staff/approvals/{approval.pk}/", {"granted": granted, "reason": reason})


def test_an_extension_passes_both_levels_and_moves_the_limit(stage, asked, web):
    head, president = web("division_head"), web("court_president")
    assert asked.case.number in head.get("/staff/approvals/").content.decode()
    assert decide(president, asked, "yes").status_code == 403
    assert decide(head, asked, "yes", "同意").status_code == 302
    page = president.get(f"/staff/approvals/{asked.pk}/").content.decode()
    for words in ("案情复杂，需补充鉴定", "郑庭", "最迟批准日", "2026-05-28", "审限怎样计算", "第一百六十四条"):
        assert words in page
    before = Clock.objects.get(case=asked.case, kind="trial_limit").due_on
    assert decide(president, asked, "yes").status_code == 302
    asked.refresh_from_db()
    assert asked.state == "granted"
    assert Clock.objects.get(case=asked.case, kind="trial_limit").due_on > before


def test_a_refusal_needs_its_reason_and_ends_the_request(stage, asked, web):
    head = web("division_head")
    assert decide(head, asked, "no").status_code == 422
    assert decide(head, asked, "no", "可在审限内审结").status_code == 302
    asked.refresh_from_db()
    assert asked.state == "refused"
    late = decide(head, asked, "yes")
    assert late.status_code == 409
    assert "已由郑庭办结" in late.content.decode()


def test_a_request_is_taken_back_by_who_asked_and_by_nobody_else(stage, asked, web):
    url = f"/staff/approvals/{asked.pk}/withdraw/"
    assert web("division_head").post(url).status_code == 403
    assert web("judge").post(url).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert web("judge").post(url).status_code == 409


@pytest.mark.parametrize(
    ("who", "status"), [("judge2", 404), ("foreign_judge", 404), ("cashier", 403), ("plaintiff", 403)]
)
def test_strangers_find_no_approval(stage, asked, web, who, status):
    assert web(who).get(f"/staff/approvals/{asked.pk}/").status_code == status


def test_the_head_of_another_division_neither_sees_nor_decides_it(stage, asked, web):
    other = Division.objects.create(court=stage.court, kind="civil", name="民事审判二庭")
    made = account("别庭长", Account.Kind.STAFF, stage.court)
    Appointment.objects.create(account=made, court=stage.court, division=other, office="division_head", since=DAY)
    stage.accounts["other_head"] = made
    client = web("other_head")
    assert asked.case.number not in client.get("/staff/approvals/").content.decode()
    assert decide(client, asked, "yes").status_code == 404


def test_the_president_finds_what_waits_on_the_workbench(stage, asked, web):
    decide(web("division_head"), asked, "yes")
    page = web("court_president").get("/staff/")
    assert {one.name: one.figure for one in page.context["bench"].figures}["待我审批"] == "1"
    assert f"/staff/approvals/{asked.pk}/" in page.content.decode()
