"""The pages of messages on both faces: one's own only, gone with the case, marked as read by POST."""

import pytest
from django.db import transaction
from django.urls import reverse

from court.base.people.tests.cast import enter
from court.spine.cases.models import Representative
from court.spine.messages import actions, links, queries
from court.spine.messages.models import Message, Preference

pytestmark = pytest.mark.django_db(databases=["default", "reads"])


@pytest.fixture
def case(scene):
    return scene.stage.case(counsel=True)


@pytest.fixture
def as_(scene, client):
    return lambda who: enter(client, scene.stage.accounts[who])


def of(scene, case, who):
    return Message.objects.get(case=case, person=scene.person(who), kind="case_docketed")


def test_the_list_shows_ones_own_messages_newest_first_and_counts_the_unread(scene, case, as_):
    with transaction.atomic():
        actions.tell(scene.person("plaintiff"), kind="ruling_issued", key="k1", at=scene.at, case=case)
    page = as_("plaintiff").get(reverse("messages")).content.decode()
    assert page.index("法院已作出裁定") < page.index("案件已立案")
    assert "2条未读" in page
    assert case.number in page


def test_nobody_sees_the_messages_of_others(scene, case, as_):
    message = of(scene, case, "plaintiff")
    for who in ("defendant", "stranger", "lawyer", "judge"):
        name = "staff_message" if who == "judge" else "message"
        assert as_(who).get(reverse(name, args=[message.pk])).status_code == 404
        read = reverse(f"{name}_read", args=[message.pk])
        assert as_(who).post(read).status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


def test_who_has_not_signed_in_is_sent_to_the_door(client):
    answer = client.get(reverse("messages"))
    assert answer.status_code == 302
    assert "sign-in" in answer.url


def test_looking_changes_nothing_and_reading_is_marked_once_by_post(scene, case, as_):
    message = of(scene, case, "plaintiff")
    browser = as_("plaintiff")
    page = browser.get(reverse("message", args=[message.pk]))
    assert message.text in page.content.decode()
    message.refresh_from_db()
    assert message.read_at is None
    assert browser.get(reverse("message_read", args=[message.pk])).status_code == 405
    browser.post(reverse("message_read", args=[message.pk]))
    message.refresh_from_db()
    first = message.read_at
    assert first == scene.at
    scene.work(hours=1)
    browser.post(reverse("message_read", args=[message.pk]), headers={"HX-Request": "true"})
    message.refresh_from_db()
    assert message.read_at == first


def test_all_are_marked_as_read_at_once(scene, case, as_):
    browser = as_("plaintiff")
    answer = browser.post(reverse("messages_read_all"), follow=True)
    assert "标为已读" in answer.content.decode()
    assert not Message.objects.filter(person=scene.person("plaintiff"), read_at=None).exists()
    assert Message.objects.filter(person=scene.person("lawyer"), read_at=None).exists()


def test_a_lawyer_whose_mandate_ended_no_longer_sees_what_was_told(scene, case, as_):
    browser, message = as_("lawyer"), of(scene, case, "lawyer")
    assert browser.get(reverse("message", args=[message.pk])).status_code == 200
    Representative.objects.filter(case=case, person=scene.person("lawyer")).update(until=scene.at)
    assert browser.get(reverse("message", args=[message.pk])).status_code == 404
    assert case.number not in browser.get(reverse("messages")).content.decode()
    assert queries.unread(scene.stage.actor("lawyer")) == 0


def test_a_message_leads_where_the_matter_is_dealt_with(scene, case, as_, monkeypatch):
    monkeypatch.setattr(links, "CASE_PAGES", {})
    with transaction.atomic():
        who = scene.person("plaintiff")
        own = actions.tell(who, kind="ruling_issued", key="k", at=scene.at, case=case, url="/x/1/")
    assert 'href="/x/1/"' in as_("plaintiff").get(reverse("message", args=[own.pk])).content.decode()
    other = of(scene, case, "plaintiff")
    assert links.of(other, "phone") == ""
    links.case_page("phone", "message")
    assert links.of(other, "phone") == reverse("message", args=[case.pk])


def test_pages_by_key_and_only_unread(scene, case, as_):
    with transaction.atomic():
        for nth in range(25):
            actions.tell(scene.person("plaintiff"), kind="ruling_issued", key=f"k{nth}", at=scene.at, case=case)
    browser = as_("plaintiff")
    first = browser.get(reverse("messages")).content.decode()
    assert first.count("法院已作出裁定") == 20
    assert 'rel="next"' in first
    actions.mark_read(Message.objects.filter(kind="ruling_issued"), scene.at)
    assert "法院已作出裁定" not in browser.get(reverse("messages") + "?unread=1").content.decode()
    assert browser.get(reverse("messages") + "?page=rubbish").status_code == 400


def test_the_person_chooses_the_courtesies_and_nothing_else(scene, as_):
    browser = as_("plaintiff")
    shown = browser.get(reverse("message_settings")).content.decode()
    assert 'value="progress" checked' in shown
    assert 'value="duty"' not in shown
    browser.post(reverse("message_settings"), {"topic": ["exchange"]})
    silent = set(Preference.objects.filter(person=scene.person("plaintiff")).values_list("topic", flat=True))
    assert silent == {"progress", "work"}
    assert browser.post(reverse("message_settings"), {"topic": ["duty"]}).status_code == 400


def test_the_bell_counts_the_judges_unread(scene, case, as_):
    with transaction.atomic():
        actions.tell(scene.person("judge"), kind="unheard", title="标题", text="内容", key="k", at=scene.at)
    shown = as_("judge").get(reverse("staff_messages")).content.decode()
    assert 'class="bell"' in shown
    assert '<span class="count">1<' in shown


def test_a_failed_contact_is_the_service_officers_and_the_handlers_matter_only(scene, as_):
    scene.dial("plaintiff", "2345")
    case = scene.stage.case()
    scene.work()
    address = reverse("contact_failed", args=[case.pk, scene.stage.accounts["plaintiff"].person_id])
    for who, status in (("judge2", 404), ("foreign_judge", 404), ("cashier", 403), ("service_officer", 200)):
        assert as_(who).get(address).status_code == status, who
    shown = as_("service_officer").get(address).content.decode()
    assert "手机号码不正确" in shown
    assert "2345" not in shown.replace("****", "")
    assert as_("service_officer").post(address, {"what": "told"}).status_code == 422
    answer = as_("service_officer").post(address, {"what": "told", "way": "telephone"}, follow=True)
    assert "已登记告知方式" in answer.content.decode()
    assert as_("service_officer").post(address, {"what": "told", "way": "telephone"}).status_code == 409


def test_nobody_can_be_looked_up_by_a_number_in_the_address(scene, case, as_):
    stranger = scene.stage.accounts["stranger"].person_id
    assert as_("service_officer").get(reverse("contact_failed", args=[case.pk, stranger])).status_code == 404


def test_a_list_of_messages_takes_few_queries(scene, case, as_, django_assert_max_num_queries):
    with transaction.atomic():
        for nth in range(20):
            actions.tell(scene.person("plaintiff"), kind="ruling_issued", key=f"k{nth}", at=scene.at, case=case)
    browser = as_("plaintiff")
    with django_assert_max_num_queries(15):
        browser.get(reverse("messages"))
