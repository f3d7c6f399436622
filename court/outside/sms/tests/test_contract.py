"""What any carrier must keep, asked over real HTTP; and the signature the carrier publishes."""

from datetime import UTC, date, datetime, timedelta

import httpx
import pytest

from court.outside.sms import protocol
from court.outside.sms.client import AliyunSms, Carrier
from court.outside.sms.standin import BUSY, LOST, SmsStandIn, demo_codes
from court.outside.wire.http import Wire
from court.outside.wire.serve import serving
from court.ports.sms import SmsFailed, SmsState, templates

NOW = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)
NEWS = {"court": "盐湖区人民法院", "number": "（2026）晋0802民初1号", "matter": "开庭传票"}
PHONE = "13800138001"


def test_a_request_is_signed_as_the_carrier_publishes_it():
    """签名机制, help.aliyun.com document 56189: SendSms by GET with testId and testSecret."""
    fields = {
        "AccessKeyId": "testId", "Action": "SendSms", "Format": "XML", "OutId": "123",
        "PhoneNumbers": "15300000001", "RegionId": "cn-hangzhou", "SignName": "阿里云短信测试专用",
        "SignatureMethod": "HMAC-SHA1", "SignatureNonce": "45e25e9b-0a6f-4070-8c85-2956eda1b466",
        "SignatureVersion": "1.0", "TemplateCode": "SMS_71390007", "TemplateParam": '{"customer":"test"}',
        "Timestamp": "2017-07-12T02:42:19Z", "Version": "2017-05-25",
    }
    assert protocol.signature("GET", fields, "testSecret") == "zJDF+Lrzhj/ThnlvIToysFRq6t4="
    assert protocol.signature("GET", fields | {"Signature": "old"}, "testSecret") == "zJDF+Lrzhj/ThnlvIToysFRq6t4="
    assert protocol.signature("GET", fields | {"OutId": "124"}, "testSecret") != "zJDF+Lrzhj/ThnlvIToysFRq6t4="


def test_the_general_rpc_vector_is_met_too():
    """RPC签名机制: DescribeRegions of ECS 2014-05-26 with testid and testsecret."""
    fields = {
        "Format": "XML", "AccessKeyId": "testid", "Action": "DescribeRegions", "SignatureMethod": "HMAC-SHA1",
        "SignatureNonce": "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf", "SignatureVersion": "1.0",
        "Version": "2014-05-26", "Timestamp": "2016-02-23T12:46:24Z",
    }
    assert protocol.signature("GET", fields, "testsecret") == "OLeaidS1JvxuMvnyHOwuJ+uX5qY="


def test_letters_are_encoded_by_rfc_3986():
    assert protocol.encoded("a b*~-_./=派") == "a%20b%2A~-_.%2F%3D%E6%B4%BE"


@pytest.fixture
def served():
    with serving(SmsStandIn("key", "secret", now=lambda: NOW)) as served:
        yield served


def carrier_at(served, word="secret", **other):
    wire = Wire(served.base_url, SmsFailed, timeout=1)
    return AliyunSms(wire, Carrier("key", word, "运城法院", demo_codes()), **other)


@pytest.fixture
def carrier(served):
    return carrier_at(served)


def inbox(served, phone=PHONE):
    answer = httpx.get(f"{served.base_url}/standin/messages?phone={phone}", trust_env=False)
    return [one["content"] for one in answer.json()]


def failure(call):
    with pytest.raises(SmsFailed) as caught:
        call()
    return caught.value


def test_a_message_arrives_with_the_courts_name_and_the_approved_text(carrier, served):
    assert carrier.send(PHONE, "case_news", NEWS, key="m1")
    assert inbox(served) == [
        "【运城法院】盐湖区人民法院提醒您：（2026）晋0802民初1号案件有新的开庭传票，请登录诉讼服务平台查看。"]
    fate = carrier.fate(PHONE, "m1", DAY)
    assert (fate.state, fate.at) == (SmsState.ARRIVED, NOW)


def test_every_template_can_be_sent(carrier):
    for template in templates().values():
        assert carrier.send(PHONE, template.name, dict.fromkeys(template.fields, "甲"), key=template.name)


def test_a_try_without_an_answer_is_not_sent_a_second_time(carrier, served):
    first = carrier.send(PHONE, "case_news", NEWS, key="m1")
    assert carrier.send(PHONE, "case_news", NEWS, key="m1", perhaps_sent=DAY)
    assert len(inbox(served)) == 1
    assert first


def test_a_try_that_never_reached_the_carrier_is_sent(carrier, served):
    served.standin.faults.times, served.standin.faults.drop = 1, True
    assert failure(lambda: carrier.send(PHONE, "case_news", NEWS, key="m1")).code == "connection"
    carrier.send(PHONE, "case_news", NEWS, key="m1", perhaps_sent=DAY)
    assert len(inbox(served)) == 1


@pytest.mark.parametrize("phone", ["", "12", "23800138001", "1380013800a", "138001380011"])
def test_a_bad_number_fails_for_good(carrier, phone):
    assert failure(lambda: carrier.send(phone, "case_news", NEWS, key="m1")).for_good


def test_a_busy_carrier_fails_for_now(carrier):
    failed = failure(lambda: carrier.send(BUSY, "case_news", NEWS, key="m1"))
    assert (failed.code, failed.for_good) == ("isv.BUSINESS_LIMIT_CONTROL", False)


def test_a_message_that_does_not_arrive_is_told_with_the_carriers_code(carrier):
    carrier.send(LOST, "case_news", NEWS, key="m1")
    fate = carrier.fate(LOST, "m1", DAY)
    assert (fate.state, fate.code, fate.at) == (SmsState.FAILED, "MK:0001", None)


def test_a_message_nobody_sent_has_no_fate(carrier):
    assert carrier.fate(PHONE, "m1", DAY) is None


def test_a_message_is_found_behind_a_full_page(carrier):
    for number in range(51):
        carrier.send(PHONE, "case_news", NEWS, key=f"m{number}")
    assert carrier.fate(PHONE, "m50", DAY).state is SmsState.ARRIVED


def test_a_missing_field_is_an_error_of_ours_and_a_long_one_is_refused_for_good(carrier):
    with pytest.raises(KeyError):
        carrier.send(PHONE, "case_news", {"court": "甲"}, key="m1")
    assert failure(lambda: carrier.send(PHONE, "case_news", NEWS | {"matter": "长" * 36}, key="m2")).for_good


def test_a_wrong_secret_or_a_wrong_clock_is_refused(served):
    assert failure(lambda: carrier_at(served, "other").send(PHONE, "case_news", NEWS, key="m1")).for_good
    late = carrier_at(served, now=lambda: datetime.now(UTC) - timedelta(minutes=20))
    assert failure(lambda: late.send(PHONE, "case_news", NEWS, key="m1")).code == "InvalidTimeStamp.Expired"


@pytest.mark.parametrize("fault", [{"delay": 3}, {"drop": True}, {"status": 503}, {"status": 404}])
def test_a_carrier_that_is_down_slow_or_talks_nonsense_can_be_asked_again(carrier, served, fault):
    httpx.post(f"{served.base_url}/standin/faults", json={"times": 1, **fault}, trust_env=False)
    assert not failure(lambda: carrier.send(PHONE, "case_news", NEWS, key="m1")).for_good
    assert carrier.send(PHONE, "case_news", NEWS, key="m1")


def test_a_person_reads_messages_on_the_inbox_page(carrier, served):
    carrier.send(PHONE, "case_news", NEWS | {"matter": "<b>传票"}, key="m1")
    carrier.send("13900139009", "case_news", NEWS, key="m2")
    shown = httpx.get(f"{served.base_url}/inbox?phone={PHONE}", trust_env=False).text
    assert "示意手机收件箱" in shown
    assert "&lt;b&gt;传票" in shown
    assert "13900139009" not in shown
