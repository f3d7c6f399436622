"""Self-service query: whose archive opens to whom, requests with papers, prints and their check."""
import io
from datetime import date, timedelta

import pytest

from court.base.access.decide import may
from court.base.access.models import ReadRecord
from court.base.courts import clock
from court.kit.press import sheets
from court.kit.refusal import Refused
from court.spine.cases.tests.stage import DAY, moment
from court.spine.dossier import sealing
from court.spine.dossier.actions import take_in
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import pdf
from court.spine.messages.models import Message
from court.work.archives import inquiries, loans, opening, prints
from court.work.archives.models import Inquiry, Print

pytestmark = pytest.mark.django_db


def titles(stage, who, archive, at=None) -> set[str]:
    return {one.document.title for one in opening.papers(stage.actor(who), archive, at or moment())}


def test_parties_and_agents_see_the_main_volume_and_nobody_else_anything(stage, archived):
    assert titles(stage, "plaintiff", archived) == titles(stage, "lawyer", archived) == {"起诉状", "民事判决书", "原告联系方式"}
    assert titles(stage, "defendant", archived) == {"起诉状", "民事判决书"}
    assert titles(stage, "stranger", archived) == set()
    assert titles(stage, "judge2", archived) == set()
    assert [one.pk for one in opening.own(stage.actor("plaintiff"))] == [archived.pk]
    assert opening.own(stage.actor("stranger")) == []


def test_an_agent_whose_authority_ended_sees_nothing(stage, archived):
    archived.case.representatives.update(until=moment(DAY - timedelta(days=1)))
    assert titles(stage, "lawyer", archived) == set() and opening.own(stage.actor("lawyer")) == []


def test_the_public_sees_an_effective_judgment_in_its_redacted_form_alone(stage, archived):
    case = archived.case
    assert titles(stage, "stranger", archived) == set()
    case.effective_on = DAY
    case.save()
    assert titles(stage, "stranger", archived) == set(), "not without a redacted form"
    judgment = case.filed["judgment"]
    judgment.redacted = judgment.renditions.first()
    judgment.save(update_fields=["redacted"])
    assert titles(stage, "stranger", archived) == {"民事判决书"}
    case.cause = "离婚纠纷"
    case.save()
    assert titles(stage, "stranger", archived) == set()
    case.cause, case.secrecy = "民间借贷纠纷", "closed"
    case.save()
    assert titles(stage, "stranger", archived) == set()


@pytest.fixture
def public(archived):
    """The archive as the public may look it up: effective, its judgment in a redacted form."""
    judgment = archived.case.filed["judgment"]
    judgment.redacted = judgment.renditions.first()
    judgment.save(update_fields=["redacted"])
    archived.case.effective_on = DAY
    archived.case.save()
    return archived


def test_what_was_settled_by_mediation_is_no_judgment_that_the_public_may_look_up(stage, public):
    assert titles(stage, "stranger", public) == {"民事判决书"}
    public.case.close_manner = "mediation"
    public.case.save()
    assert titles(stage, "stranger", public) == set()
    assert "民事判决书" in titles(stage, "plaintiff", public)


def test_a_mediation_statement_beside_the_judgment_stays_with_the_parties(stage, public):
    Document.objects.filter(pk=public.case.filed["judgment"].pk).update(title="民事调解书")
    assert titles(stage, "stranger", public) == set()


def test_a_sealed_or_disposed_archive_is_as_if_it_was_not_there(stage, archived):
    archived.disposed_at = moment()
    assert titles(stage, "plaintiff", archived) == set()
    archived.disposed_at = None
    archived.case.secrecy = "sealed"
    assert titles(stage, "plaintiff", archived) == set()


def test_a_request_is_decided_by_the_archivist_and_opens_for_a_time(stage, archived, asked):
    one = asked()
    for who in ("judge", "clerk", "stranger", "court_president", "foreign_judge"):
        with pytest.raises(Refused):
            inquiries.decide(one.pk, by=stage.actor(who), at=moment(), granted=True)
    with pytest.raises(Refused):
        inquiries.decide(one.pk, by=stage.actor("archivist"), at=moment(), granted=False)
    made = inquiries.decide(one.pk, by=stage.actor("archivist"), at=moment(), granted=True, days=2)
    assert titles(stage, "stranger", archived) == {"起诉状", "民事判决书"}
    assert titles(stage, "stranger", archived, at=made.until - timedelta(microseconds=1))
    assert titles(stage, "stranger", archived, at=made.until) == set()
    with pytest.raises(Refused) as refused:
        inquiries.decide(one.pk, by=stage.actor("archivist"), at=moment(), granted=True)
    assert refused.value.code == "stale"
    inquiries.end(one.pk, "材料不实", by=stage.actor("archivist"), at=moment())
    assert titles(stage, "stranger", archived) == set()


def test_a_request_for_what_is_not_there_looks_the_same_and_cannot_be_granted(stage, asked):
    one = asked(number="（2020）晋0802民初9号", key="k")
    assert one.archive is None and asked(number="（2020）晋0802民初9号", key="k").pk == one.pk
    with pytest.raises(Refused) as refused:
        inquiries.decide(one.pk, by=stage.actor("archivist"), at=moment(), granted=True)
    assert refused.value.code == "no_case"


def test_a_request_that_waits_already_is_not_made_twice_whether_or_not_there_is_such_an_archive(asked):
    for number in (None, "（2020）晋0802民初9号"):
        asked(number=number)
        with pytest.raises(Refused) as refused:
            asked(number=number, relation="other")
        assert refused.value.code == "twice"
    asked("defendant")


@pytest.mark.parametrize("path", ["inquiries", "loans"])
def test_an_order_nobody_knows_refuses_nothing(stage, archived, asked, client, signed_in, path):
    one = asked() if path == "inquiries" else loans.ask(archived, "paper", "类案参考", DAY, by=stage.actor("judge2"), at=moment())
    signed_in("archivist")
    assert client.post(f"/staff/archives/{path}/{one.pk}/", {"do": "x", "reason": "x"}).status_code == 422
    one.refresh_from_db()
    assert one.state == "waiting"


def test_a_request_past_its_day_is_told_once_to_archivist_and_leader(stage, asked):
    one = asked()
    inquiries.warn_overdue(moment(one.decide_by))
    assert not Message.objects.filter(kind="archive_inquiry_late").exists()
    for days in (1, 2):
        inquiries.warn_overdue(moment(one.decide_by + timedelta(days=days)))
    told = Message.objects.filter(kind="archive_inquiry_late")
    assert {row.person.name for row in told} == {"陈档", "王院"} and told.count() == 2
    inquiries.decide(one.pk, by=stage.actor("archivist"), at=moment(), granted=False, reason="材料不全")
    assert inquiries.warn_overdue(moment(one.decide_by + timedelta(days=30))) == 0


def test_the_clock_of_a_request_counts_working_days_over_holidays(stage, archived):
    papers = {"身份证件": take_in(io.BytesIO(pdf()), "身份证.pdf")}
    one = inquiries.ask(stage.court, archived.case.number, "heir", "办理继承", papers, by=stage.actor("stranger"), at=moment(date(2026, 9, 30)))
    assert one.decide_by == date(2026, 10, 10)


def test_the_papers_of_a_request_open_to_the_archivist_alone(stage, asked):
    paper = inspect_document(Document.objects.get(intake_id=asked().pk), at=moment())
    assert may(stage.actor("archivist"), "read", paper) and may(stage.actor("stranger"), "read", paper)
    for who in ("judge", "clerk", "plaintiff", "foreign_judge", "filing_clerk", "service_officer"):
        assert not may(stage.actor(who), "read", paper), who


def test_a_print_carries_its_code_on_every_page_and_the_check_tells_no_content(stage, archived, client, signed_in):
    signed_in("plaintiff")
    document = archived.case.filed["complaint"]
    base = f"/archive-query/{archived.pk}/papers/{document.pk}/"
    assert client.get(f"{base}1.webp").status_code == 200 and client.get(f"{base}3.webp").status_code == 404
    answer = client.post(f"{base}print/")
    made = Print.objects.get()
    words = ["".join(one.split()) for one in sheets.text(answer.content)]
    assert len(words) == 2 and all(prints.grouped(made.code) in one and "王建国" in one for one in words)
    assert ReadRecord.objects.filter(verb="print", capacity=f"archive:{archived.pk}").count() == 2
    client.logout()
    good = client.post("/archive-prints/", {"code": prints.grouped(made.code).lower(), "ending": prints.ending_of(archived)})
    shown = good.content.decode()
    assert "起诉状" in shown and made.digest in shown and "王建国" not in shown and archived.case.number not in shown
    for code, ending in ((made.code, "9999"), ("ABCDABCDABCD", prints.ending_of(archived))):
        assert "没有与该验证码和案号相符的打印件" in client.post("/archive-prints/", {"code": code, "ending": ending}).content.decode()


@pytest.mark.parametrize("closes", ["paper", "case", "secret", "inner"])
def test_the_check_of_a_print_tells_no_title_once_the_paper_is_closed(stage, archived, client, signed_in, closes):
    signed_in("plaintiff")
    document = archived.case.filed["complaint"]
    client.post(f"/archive-query/{archived.pk}/papers/{document.pk}/print/")
    made, case = Print.objects.get(), archived.case
    if closes == "paper":
        sealing.seal_off(case, document, sealing.Asked("outside", "privacy", "原告"), by=stage.actor("judge"), at=moment())
    elif closes == "inner":
        type(document).objects.filter(pk=document.pk).update(volume="inner", secrecy="court")
    else:
        type(case).objects.filter(pk=case.pk).update(**{"secrecy": "sealed"} if closes == "case" else {"is_state_secret": True})
    client.logout()
    shown = client.post("/archive-prints/", {"code": made.code, "ending": prints.ending_of(archived)}).content.decode()
    assert "起诉状" not in shown
    assert made.digest in shown and "该打印件由本系统制作" in shown
    assert "档案室" in shown


@pytest.mark.parametrize("who", ["stranger", "defendant"])
def test_papers_of_others_and_the_inner_volume_open_by_no_address(stage, archived, client, signed_in, who):
    signed_in(who)
    for name in ("inner", "own"):
        base = f"/archive-query/{archived.pk}/papers/{archived.case.filed[name].pk}/"
        assert client.get(base).status_code == client.get(f"{base}1.webp").status_code == client.post(f"{base}print/").status_code == 404
    assert not Print.objects.exists()


def test_the_pages_of_query_and_desk_stand(stage, archived, asked, client, signed_in):
    one = asked()
    signed_in("plaintiff")
    assert archived.case.number in client.get("/archive-query/").content.decode()
    assert "data-idle" in client.get("/archive-query/?kiosk=1").content.decode()
    for address in ("/archive-query/ask/", f"/archive-query/{archived.pk}/", "/archive-prints/?code=AAAA",
                    f"/archive-query/{archived.pk}/papers/{archived.case.filed['complaint'].pk}/"):
        assert client.get(address).status_code == 200, address
    assert client.post("/archive-query/ask/", {"key": "k"}).status_code == 422
    signed_in("archivist")
    for address in ("/staff/archives/", "/staff/archives/inquiries/", f"/staff/archives/inquiries/{one.pk}/", "/staff/archives/loans/",
                    "/staff/archives/disposals/", f"/staff/archives/{archived.pk}/"):
        assert client.get(address).status_code == 200, address
    assert client.post(f"/staff/archives/inquiries/{one.pk}/", {"do": "grant", "days": "3"}).status_code == 302
    assert Inquiry.objects.get(pk=one.pk).until > clock.now()
