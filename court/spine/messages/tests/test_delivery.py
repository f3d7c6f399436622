"""From an act to a phone: once, in order, with the truth told when it fails (S35, S36)."""

from datetime import timedelta

import pytest
from django.db import transaction

from court.outside.sms.standin import BUSY, LOST
from court.spine.cases.models import Party
from court.spine.cases.tests.stage import settle
from court.spine.consequences.models import Owed
from court.spine.errands.models import Errand
from court.spine.messages import actions, contact
from court.spine.messages.effects import _by_phone
from court.spine.messages.models import Delivery, Message
from court.spine.messages.tests.conftest import PHONES
from court.spine.tasks.models import Task

pytestmark = pytest.mark.django_db


def tell(scene, who="plaintiff", kind="ruling_issued", key="k1", case=None, **more):
    with transaction.atomic():
        return actions.tell(scene.person(who), kind=kind, key=key, at=scene.at, case=case, **more)


def assign(scene, case):
    """An act of which a text message is owed to the plaintiff."""
    settle(scene.stage, case)
    judge, clerk = (str(scene.stage.accounts[who].pk) for who in ("judge", "clerk"))
    scene.stage.act(case, "assign_judge", "case_manager", judge=judge, clerk=clerk)


@pytest.mark.both_databases
def test_an_act_tells_the_parties_it_names_in_the_platform_and_by_phone(scene):
    case = scene.stage.case()
    message = Message.objects.get(case=case, kind="case_docketed")
    assert message.person == scene.person("plaintiff")
    assert message.title == "案件已立案"
    assert case.number in message.text
    assert not Message.objects.filter(case=case, person=scene.person("defendant")).exists()
    scene.work()
    assert scene.phones("plaintiff").count(
        f"【运城法院】盐湖区人民法院提醒您：{case.number}案件有新的立案通知，请登录诉讼服务平台查看。") == 1


def test_what_the_act_owes_is_produced_at_once_and_delivered_when_the_carrier_took_it(scene):
    case = scene.stage.case()
    owed = Owed.objects.get(case=case, kind="message", what="case_docketed")
    assert owed.produced_at
    assert owed.delivered_at is None
    scene.work()
    owed.refresh_from_db()
    assert owed.delivered_at == scene.at


def test_a_text_message_says_the_number_of_the_case_and_nothing_more_of_it(scene):
    case = scene.stage.case()
    scene.work()
    for said in scene.phones("plaintiff"):
        assert case.cause not in said
        assert "王建国" not in said
        assert "张伟" not in said


def test_the_lawyer_is_told_with_the_party(scene):
    case = scene.stage.case(counsel=True)
    scene.work()
    assert Message.objects.filter(case=case, person=scene.person("lawyer"), kind="case_docketed").exists()
    assert sum("立案通知" in said for said in scene.phones("lawyer")) == 1


def test_a_number_that_only_the_other_side_named_gets_no_text_message(scene):
    person = scene.person("defendant")
    person.verified_at = None
    person.save()
    party = Party(person=person)
    assert not _by_phone(party)
    party.joined_at = scene.at
    assert _by_phone(party)


def test_a_person_without_a_phone_is_told_in_the_platform_and_nothing_is_pending(scene):
    scene.dial("plaintiff", "")
    case = scene.stage.case()
    message = Message.objects.get(case=case, kind="case_docketed")
    assert not message.deliveries.exists()
    assert Owed.objects.get(case=case, kind="message", what="case_docketed").delivered_at


def test_a_case_of_state_secrets_tells_nobody_online(scene):
    case = scene.stage.case()
    case.is_state_secret = True
    message = tell(scene, case=case)
    assert not message.deliveries.exists()


@pytest.mark.both_databases
def test_the_same_key_twice_is_one_message_and_one_text_message(scene):
    case = scene.quiet_case()
    first, second = tell(scene, case=case), tell(scene, case=case)
    assert first.pk == second.pk
    scene.work()
    assert len([said for said in scene.phones("plaintiff") if "裁定" in said]) == 1


@pytest.mark.both_databases
def test_a_message_stands_or_falls_with_what_it_tells(scene):
    case = scene.quiet_case()
    before = Errand.objects.count()
    with transaction.atomic():
        actions.tell(scene.person("plaintiff"), kind="ruling_issued", key="k", at=scene.at, case=case)
        transaction.set_rollback(True)
    assert not Message.objects.filter(key="k").exists()
    assert Errand.objects.count() == before


def test_a_missing_field_an_unknown_kind_and_an_address_outside_are_errors_of_ours(scene):
    case = scene.quiet_case()
    with pytest.raises(ValueError, match="amount"):
        tell(scene, kind="fee_paid", case=case)
    with pytest.raises(ValueError, match="no text"):
        tell(scene, kind="unheard", case=case)
    for url in ("https://example.com/", "//example.com/"):
        with pytest.raises(ValueError, match="out of the platform"):
            tell(scene, case=case, url=url)


def test_words_of_ones_own_stay_in_the_platform(scene):
    message = tell(scene, kind="unheard", title="标题", text="内容")
    assert (message.title, message.text, message.deliveries.count()) == ("标题", "内容", 0)


def test_a_carrier_that_is_down_is_tried_again_and_the_message_goes_out_once(scene):
    tell(scene, case=scene.quiet_case())
    scene.fault(times=1, drop=True)
    scene.work()
    assert scene.phones("plaintiff") == []
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tried_on) == ("waiting", scene.at.date())
    assert delivery.failure
    scene.work(seconds=50)
    assert len(scene.phones("plaintiff")) == 1
    assert Delivery.objects.get().state == "sent"


def test_a_try_whose_answer_was_lost_is_looked_up_and_not_sent_twice(scene):
    tell(scene, case=scene.quiet_case())
    scene.fault(times=1, drip=0.2)  # the carrier takes it and answers too slowly for us
    scene.work()
    assert len(scene.phones("plaintiff")) == 1
    assert Delivery.objects.get().state == "waiting"
    scene.work(seconds=50)
    assert len(scene.phones("plaintiff")) == 1
    assert Delivery.objects.get().state == "sent"


def test_the_key_is_stored_before_the_carrier_is_asked(scene):
    tell(scene, case=scene.quiet_case())
    delivery = Delivery.objects.get()
    assert delivery.provider_key
    scene.work()
    assert scene.client.fate(PHONES["plaintiff"], delivery.provider_key, scene.at.date())


def test_messages_of_one_case_reach_a_person_in_their_order(scene):
    case = scene.quiet_case()
    for nth, kind in enumerate(("case_suspended", "case_resumed", "judgment_issued")):
        tell(scene, kind=kind, key=f"k{nth}", case=case)
    scene.fault(times=1, drop=True)
    for _ in range(6):
        scene.work(seconds=50)
    matters = [said.split("有新的")[1].split("，")[0] for said in scene.phones("plaintiff")]
    assert matters == ["中止诉讼裁定", "恢复诉讼通知", "判决"]


def test_one_persons_trouble_holds_up_nobody_else(scene):
    case = scene.quiet_case(counsel=True)
    scene.dial("plaintiff", BUSY)
    tell(scene, key="k1", case=case)
    tell(scene, who="lawyer", key="k2", case=case)
    scene.work()
    assert len(scene.phones("lawyer")) == 1


def test_after_eight_tries_it_is_parked_and_a_service_officer_has_a_task(scene):
    case = scene.quiet_case()
    scene.dial("plaintiff", BUSY)
    tell(scene, case=case)
    for _ in range(12):
        scene.work(hours=1)
    errand = Errand.objects.filter(kind="message.deliver").latest("id")
    assert (errand.state, errand.attempts) == ("parked", 8)
    task = Task.objects.get(case=case, kind="contact_failed")
    assert (task.office, task.state, task.court_id) == ("service_officer", "open", case.court_id)


def test_a_number_the_carrier_refuses_is_failed_at_once_and_handed_to_the_officer(scene):
    case = scene.quiet_case()
    scene.dial("plaintiff", "2345")
    for key in ("k1", "k2"):
        tell(scene, key=key, case=case)
    scene.work()
    assert {d.state for d in Delivery.objects.all()} == {"failed"}
    assert Task.objects.filter(case=case, kind="contact_failed", state="open").count() == 1
    assert not Errand.objects.filter(kind="message.deliver", state="parked").exists()


def test_the_officer_settles_it_by_another_way_and_it_counts_as_delivered(scene):
    case = scene.quiet_case()
    scene.dial("plaintiff", "2345")
    assign(scene, case)
    scene.work()
    officer = scene.stage.actor("service_officer")
    told = contact.told_otherwise(case, scene.person("plaintiff"), "telephone", by=officer, at=scene.at)
    assert told >= 1
    assert Task.objects.get(case=case, kind="contact_failed").state == "done"
    assert Owed.objects.get(case=case, kind="message", what="judge_assigned").delivered_at == scene.at
    assert Delivery.objects.get(message__kind="judge_assigned").failure == "已电话告知"


def test_the_officer_sends_it_again_to_the_mended_number(scene):
    case = scene.quiet_case()
    scene.dial("plaintiff", "2345")
    tell(scene, case=case)
    scene.work()
    scene.dial("plaintiff", PHONES["plaintiff"])
    assert contact.try_again(case, scene.person("plaintiff"), by=scene.stage.actor("service_officer"), at=scene.at) == 1
    scene.work()
    assert len(scene.phones("plaintiff")) == 1
    assert Delivery.objects.get().state == "sent"


def test_what_became_of_it_is_asked_and_told(scene):
    tell(scene, case=scene.quiet_case())
    scene.work()
    assert Delivery.objects.get().state == "sent"
    scene.work(seconds=61)
    delivery = Delivery.objects.get()
    assert delivery.state == "arrived"
    assert delivery.arrived_at


def test_a_message_the_phone_never_got_becomes_the_officers_task(scene):
    case = scene.quiet_case()
    scene.dial("plaintiff", LOST)
    tell(scene, case=case)
    scene.work()
    scene.work(seconds=61)
    assert Delivery.objects.get().state == "failed"
    assert Task.objects.filter(case=case, kind="contact_failed", state="open").exists()


def test_news_of_four_days_ago_is_no_longer_sent(scene):
    case = scene.quiet_case()
    assign(scene, case)
    scene.work(days=4)
    assert not any("承办法官" in said for said in scene.phones("plaintiff"))
    assert Delivery.objects.get(message__kind="judge_assigned").state == "lapsed"
    assert Owed.objects.get(case=case, kind="message", what="judge_assigned").delivered_at


def test_a_courtesy_that_was_read_already_or_is_the_eleventh_of_the_day_is_left_out(scene):
    case = scene.quiet_case()
    scene.work()
    read = tell(scene, kind="limit_extended", key="read", case=case, fields={"months": "3"})
    actions.mark_read(Message.objects.filter(pk=read.pk), scene.at)
    for nth in range(12):
        tell(scene, kind="limit_extended", key=f"k{nth}", case=case, fields={"months": "3"})
    scene.work()
    assert len(scene.phones("plaintiff")) == 10
    tell(scene, kind="ruling_issued", key="duty", case=case)
    scene.work()
    assert len(scene.phones("plaintiff")) == 11


@pytest.mark.both_databases
def test_who_does_without_courtesies_still_gets_what_concerns_their_rights(scene):
    case = scene.quiet_case()
    actions.prefer(scene.person("plaintiff"), ["exchange"], scene.at)
    courtesy = tell(scene, kind="limit_extended", key="c", case=case, fields={"months": "3"})
    exchange = tell(scene, kind="answer_filed", key="e", case=case)
    duty = tell(scene, kind="ruling_issued", key="d", case=case)
    assert [m.deliveries.count() for m in (courtesy, exchange, duty)] == [0, 1, 1]
    actions.prefer(scene.person("plaintiff"), ["exchange", "progress", "work"], scene.at + timedelta(days=1))
    assert tell(scene, kind="limit_extended", key="c2", case=case, fields={"months": "3"}).deliveries.count() == 1


def test_the_judge_just_drawn_is_told_at_the_desk_only(scene):
    scene.dial("judge", PHONES["stranger"])
    case = scene.quiet_case()
    assign(scene, case)
    message = Message.objects.get(case=case, kind="new_case")
    assert message.person_id == scene.stage.accounts["judge"].person_id
    assert not message.deliveries.exists()
    told = Message.objects.get(case=case, kind="judge_assigned")
    assert "李文静" in told.text


def test_a_courtesy_somebody_does_without_counts_as_delivered_in_the_platform(scene):
    case = scene.quiet_case()
    actions.prefer(scene.person("plaintiff"), [], scene.at)
    settle(scene.stage, case)
    assert Owed.objects.get(case=case, kind="message", what="fee_settled").delivered_at
