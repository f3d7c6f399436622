import errno
import json
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from court.kit import client as peer
from court.kit.headers import ALWAYS, CSP
from court.kit.refusal import Refused
from court.kit.refusing import trouble

pytestmark = pytest.mark.usefixtures("gallery")
EVERYWHERE = ["/", "/desk", "/refuse", "/limited", "/fall", "/nowhere", "/static/kit/tokens.css", "/static/nothing"]


@pytest.fixture
def web(client, settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_answer_carries_all_security_headers(web, address):
    answer = web.get(address)
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value


def test_the_policy_allows_nothing_inline_and_no_frame():
    assert "unsafe" not in CSP
    assert "frame-ancestors 'none'" in CSP
    assert "default-src 'none'" in CSP


@pytest.mark.parametrize("address", [each for each in EVERYWHERE if each != "/static/kit/tokens.css"])
def test_pages_and_errors_are_never_stored(web, address):
    assert "no-store" in web.get(address).headers["Cache-Control"]


def test_a_question_for_the_head_alone_gets_the_head_alone(web):
    whole, head = web.get("/"), web.head("/")
    assert head.content == b""
    assert head.headers["Content-Length"] != "0"
    assert head.headers["Content-Type"] == whole.headers["Content-Type"]


def test_a_host_that_is_not_ours_is_refused_with_headers_too(web):
    answer = web.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert answer.headers["Content-Security-Policy"] == CSP


def test_a_refusal_says_what_by_which_article_and_the_cure(web):
    page = web.get("/refuse")
    assert page.status_code == 409
    for words in ("答辩期间已经届满。", "民事诉讼法第一百二十八条", "请向承办人说明理由。"):
        assert words in page.content.decode()


def test_a_part_of_a_page_gets_the_refusal_as_a_notice(web):
    part = web.get("/refuse", headers={"HX-Request": "true"})
    assert part.headers["HX-Retarget"] == "#notices"
    assert "<html" not in part.content.decode()
    assert "答辩期间已经届满。" in part.content.decode()


def test_a_program_gets_the_refusal_as_json(web):
    answer = web.get("/refuse", headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert answer.json() == {
        "code": "late",
        "message": "答辩期间已经届满。",
        "law": "民事诉讼法第一百二十八条",
        "do": "请向承办人说明理由。",
    }


def test_a_limit_says_when_to_come_back(web):
    answer = web.get("/limited")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "操作过于频繁" in answer.content.decode()


def test_our_own_fault_shows_a_number_and_no_trace(web, caplog):
    answer = web.get("/fall")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Traceback" not in page
    assert "RuntimeError" not in page
    assert "110101199003070000" not in page
    (number,) = {record.number for record in caplog.records if hasattr(record, "number")}
    assert number in page


def test_a_missing_page_and_a_bad_form_have_words_of_their_own(client, web):
    assert "没有找到" in web.get("/nowhere").content.decode()
    client.handler.enforce_csrf_checks = True
    stale = client.post("/elders", {"back": "/"})
    assert stale.status_code == 403
    assert "页面已经过期" in stale.content.decode()


def test_elders_mode_is_kept_and_never_leads_to_another_site(web):
    away = web.post("/elders", {"back": "https://evil.example/"})
    assert away.headers["Location"] == "/"
    cookie = web.cookies["__Host-elders"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert 'class="elders"' in web.get("/").content.decode()
    assert web.get("/elders").status_code == 405


def test_what_was_said_is_shown_once(web):
    web.get("/say")
    assert "已保存。" in web.get("/").content.decode()
    assert "已保存。" not in web.get("/").content.decode()


def test_a_busy_database_and_a_full_disk_are_told_plainly():
    assert trouble(OperationalError("database is locked")).status == 503
    assert "没有生效" in trouble(OSError(errno.ENOSPC, "no space")).for_people()
    assert trouble(OSError(errno.ENOENT, "missing")) is None
    assert trouble(ValueError()) is None


def test_a_refusal_reads_as_one_line():
    refused = Refused("不能受理。", law="民事诉讼法第一百二十二条", do="请补充证据。")
    assert refused.for_people() == "不能受理。（依据：民事诉讼法第一百二十二条）请补充证据。"
    assert json.dumps(refused.as_json())


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_forwarded_addresses_count_only_from_our_proxies(settings, remote, forwarded, expected):
    settings.COURT_PROXIES = ["10.0.0.1", "10.0.0.2"]
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": forwarded})
    assert peer.address(request) == expected


def test_a_refusal_is_told_once_a_page():
    """The layouts show it; a page that shows it again says everything twice."""
    for page in Path(__file__).parents[2].rglob("templates/**/*.html"):
        text = page.read_text("utf-8")
        if "{% extends" in text:
            assert "kit/notices.html" not in text or page.name in ("staff.html", "phone.html", "plain.html"), page
