"""The viewer's answers: what may be read and no trace of the rest, every page recorded, plain links without script."""

import gzip
import io
import json

import pytest
from django.db import DatabaseError
from PIL import Image

from court.base.access import reads
from court.base.access.models import ReadRecord
from court.spine.cases.models import Representative
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions, places
from court.spine.dossier.models import Document

CLAIM = "起诉状（或口头起诉笔录）及附件"
PAPERS = ("/leaves/{pk}/1/640.webp", "/leaves/{pk}/1/print.webp", "/leaves/{pk}/1/thumbs.webp", "/leaves/{pk}/1/words.json",
          "/leaves/{pk}/text.json", "/leaves/{pk}/media")  # fmt: skip


def _outline(client, where: str) -> dict:
    answer = client.get(where, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    return answer.json()


def _papers(outline: dict) -> list[dict]:
    return [paper for volume in outline["volumes"] for item in volume["items"] for paper in item["papers"]]


def test_the_outline_names_volumes_items_papers_labels_and_sizes(heard, put, web):
    put(heard, "起诉状", pages=3, item=CLAIM)
    put(heard, "阅卷笔录", pages=2, by="judge", volume="inner", item="阅卷笔录", secrecy="court")
    found = _outline(web("judge"), f"/staff/cases/{heard.pk}/read/outline.json")
    assert [volume["label"] for volume in found["volumes"]] == ["正卷", "副卷"]
    claim, inner = _papers(found)
    assert (claim["title"], claim["pages"], claim["label"], claim["kind"]) == ("起诉状", 3, ["", 1], "page")
    assert claim["sizes"] == [[595, 842, 3]]
    assert inner["title"] == "阅卷笔录"
    assert found["volumes"][0]["items"][0]["label"] == CLAIM


def test_a_late_paper_between_numbered_ones_keeps_its_label_with_a_dash(heard, put, web):
    put(heard, "起诉状", pages=3, item=CLAIM)
    put(heard, "判决书", pages=2, item="判决书、调解书、裁定书正本")
    places.freeze(heard, "main", by=None, at=moment())
    put(heard, "证据", pages=2, item=CLAIM)
    labels = {paper["title"]: paper["label"] for paper in _papers(_outline(web("judge"), f"/staff/cases/{heard.pk}/read/outline.json"))}
    assert labels == {"起诉状": ["", 1], "证据": ["3-", 1], "判决书": ["", 4]}


def test_the_inner_volume_leaves_no_trace_for_a_party(heard, put, web, spoken):
    put(heard, "起诉状", item=CLAIM)
    inner = put(heard, "SECRETTITLE", by="judge", volume="inner", item="阅卷笔录", secrecy="court")
    spoken(inner, [["合议庭意见"]])
    for who in ("plaintiff", "lawyer", "defendant"):
        client = web(who)
        for where in ("", "outline.json", "search.json?q=合议庭"):
            words = client.get(f"/cases/{heard.pk}/read/{where}").content.decode()
            assert "SECRETTITLE" not in words
            assert "副卷\"" not in words
        assert client.get(f"/cases/{heard.pk}/read/search.json?q=合议庭").json()["hits"] == []
        for where in PAPERS:
            shut, missing = (client.get(where.format(pk=pk)) for pk in (inner.pk, 4711))
            assert shut.status_code == missing.status_code == 404
    assert web("judge").get(f"/staff/leaves/{inner.pk}/1/640.webp").status_code == 200


@pytest.mark.parametrize("who", ["stranger", "judge2"])
def test_nobody_else_reads_a_case(heard, put, web, who):
    paper = put(heard, "起诉状", item=CLAIM)
    staff = "/staff" if who == "judge2" else ""
    client = web(who)
    for where in ("", "outline.json", "search.json?q=x", "print/?pages=1"):
        assert client.get(f"{staff}/cases/{heard.pk}/read/{where}").status_code in (403, 404)
    for where in PAPERS:
        assert client.get(staff + where.format(pk=paper.pk)).status_code in (403, 404)
    for where, facts in ((f"/cases/{heard.pk}/read/place/", {}), (f"/cases/{heard.pk}/read/bookmarks/", {"name": "x"}),
                         (f"/leaves/{paper.pk}/turn/", {"quarters": 1}), (f"/leaves/{paper.pk}/copied/", {})):  # fmt: skip
        assert client.post(staff + where, {"document": paper.pk, "page": 1, **facts}).status_code in (403, 404)


def test_the_lawyer_who_left_reads_no_more(heard, put, web):
    paper = put(heard, "起诉状", item=CLAIM)
    client = web("lawyer")
    assert client.get(f"/leaves/{paper.pk}/1/640.webp").status_code == 200
    Representative.objects.filter(case=heard).update(until=moment())
    assert client.get(f"/leaves/{paper.pk}/1/640.webp").status_code == 404
    assert client.get(f"/cases/{heard.pk}/read/").status_code in (403, 404)


def test_nobody_sees_a_page_before_the_scanners_verdict(heard, put, web):
    paper = put(heard, "起诉状", item=CLAIM, check=False)
    for where in PAPERS:
        assert web("judge").get("/staff" + where.format(pk=paper.pk)).status_code in (404, 409, 422)
    assert _papers(_outline(web("judge"), f"/staff/cases/{heard.pk}/read/outline.json")) == []


def test_a_struck_paper_stands_in_the_partys_outline_without_pages(heard, put, web, stage):
    paper = put(heard, "起诉状", pages=3, item=CLAIM)
    actions.strike(paper, by=stage.actor("clerk"), at=moment(), why="重复提交")
    found = _papers(_outline(web("plaintiff"), f"/cases/{heard.pk}/read/outline.json"))
    assert [(one["kind"], one["pages"], one["sizes"], one["tags"]) for one in found] == [("closed", 0, [], ["已剔除"])]


def test_every_page_is_recorded_and_turning_back_is_the_same_look(heard, put, web):
    paper = put(heard, "起诉状", pages=3, item=CLAIM)
    client = web("judge")
    ReadRecord.objects.all().delete()
    for page in (1, 2, 1):
        assert client.get(f"/staff/leaves/{paper.pk}/{page}/960.webp").status_code == 200
    client.get(f"/staff/leaves/{paper.pk}/1/thumbs.webp")
    looks = [(one.stream, one.thing, one.verb) for one in ReadRecord.objects.order_by("pk")]
    assert looks == [(heard.stream, f"document:{paper.pk}:{page}", "read") for page in (1, 2, 3)]
    web("clerk").get(f"/staff/leaves/{paper.pk}/1/960.webp")
    assert ReadRecord.objects.count() == 4


def test_thumbnails_delivered_together_are_one_line_with_their_range(heard, put, web):
    paper = put(heard, "起诉状", pages=20, item=CLAIM)
    client = web("judge")
    ReadRecord.objects.all().delete()
    answer = client.get(f"/staff/leaves/{paper.pk}/1/thumbs.webp")
    assert Image.open(io.BytesIO(answer.content)).size == (120, 170 * 12)
    assert ReadRecord.objects.get().thing == f"document:{paper.pk}:1-12"


def test_what_can_not_be_recorded_is_not_shown(heard, put, web, monkeypatch):
    paper = put(heard, "起诉状", item=CLAIM)
    client = web("judge")

    def broken(*_):
        raise DatabaseError

    monkeypatch.setattr(reads, "insert", broken)
    for _ in range(2):
        assert client.get(f"/staff/leaves/{paper.pk}/1/960.webp").status_code == 503


def test_pages_beyond_the_end_and_absurd_addresses_are_not_there(heard, put, web):
    paper = put(heard, "起诉状", pages=2, item=CLAIM)
    client = web("judge")
    for where in (f"/staff/leaves/{paper.pk}/3/960.webp", f"/staff/leaves/{paper.pk}/0/960.webp", "/staff/leaves/4711/1/960.webp",
                  f"/staff/leaves/{paper.pk}/99999999999999999999/960.webp", f"/staff/leaves/{10**25}/1/960.webp",
                  f"/staff/leaves/{paper.pk}/3/thumbs.webp", f"/staff/leaves/{paper.pk}/9/words.json"):  # fmt: skip
        assert client.get(where).status_code == 404
    assert client.get(f"/staff/leaves/{paper.pk}/1/99999999.webp").status_code == 200


def test_a_redacted_form_is_all_a_party_gets(heard, put, web, spoken):
    paper = put(heard, "起诉状", pages=2, item=CLAIM)
    other = put(heard, "遮蔽", pages=1, by="judge", item=CLAIM, secrecy="court")
    other.refresh_from_db()
    form = places.shown(other)
    form.pk, form.document, form.purpose = form.pk + 1, paper, "redacted"
    form.save(force_insert=True)
    Document.objects.filter(pk=paper.pk).update(redacted=form)
    spoken(paper, [["身份证号码"], ["第二页"]])
    assert web("plaintiff").get(f"/leaves/{paper.pk}/2/640.webp").status_code == 404
    assert web("judge").get(f"/staff/leaves/{paper.pk}/2/640.webp").status_code == 200
    assert web("plaintiff").get(f"/leaves/{paper.pk}/1/words.json").json()["lines"] == []
    assert web("plaintiff").get(f"/cases/{heard.pk}/read/search.json?q=身份证").json()["hits"] == []


def test_without_script_the_page_shows_one_page_and_plain_links_across_papers(heard, put, web):
    first = put(heard, "起诉状", pages=2, item=CLAIM)
    second = put(heard, "证据", pages=1, item=CLAIM)
    client = web("plaintiff")
    words = client.get(f"/cases/{heard.pk}/read/?at={first.pk}:2").content.decode()
    assert f"/leaves/{first.pk}/2/1280.webp" in words
    assert f'href="?at={first.pk}:1"' in words
    assert f'href="?at={second.pk}:1"' in words


@pytest.mark.parametrize("at", ["", "x", "1:2:3", "99999999999999999999:1", ":", "4711:9", "²:1"])
def test_an_absurd_place_opens_the_first_page(heard, put, web, at):
    first = put(heard, "起诉状", pages=2, item=CLAIM)
    answer = web("judge").get(f"/staff/cases/{heard.pk}/read/?at={at}")
    assert f'data-at="{first.pk}:1"' in answer.content.decode()


def test_an_empty_dossier_says_so(heard, web):
    answer = web("judge").get(f"/staff/cases/{heard.pk}/read/")
    assert "卷宗里还没有可以阅看的材料" in answer.content.decode()


def test_a_large_outline_is_compressed_and_small(heard, put, web):
    put(heard, "起诉状", pages=40, item=CLAIM)
    answer = web("judge").get(f"/staff/cases/{heard.pk}/read/outline.json", headers={"Accept-Encoding": "gzip"})
    if "Content-Encoding" in answer.headers:
        assert _papers(json.loads(gzip.decompress(answer.content)))
    assert len(answer.content) < 2_000


def test_printing_burns_in_who_and_when_and_is_recorded(heard, put, web):
    paper = put(heard, "起诉状", pages=3, item=CLAIM)
    client = web("lawyer")
    page = client.get(f"/cases/{heard.pk}/read/print/?pages=1至2").content.decode()
    assert f"/leaves/{paper.pk}/2/print.webp" in page
    assert f"/leaves/{paper.pk}/3/print.webp" not in page
    ReadRecord.objects.all().delete()
    printed = client.get(f"/leaves/{paper.pk}/1/print.webp")
    assert ReadRecord.objects.get().verb == "print"
    assert printed.content != client.get(f"/leaves/{paper.pk}/1/1920.webp").content


@pytest.mark.parametrize("pages", ["", "9", "x", "2至1", "副卷1", "1-1-1", "９９"])
def test_pages_that_are_not_there_are_not_printed(heard, put, web, pages):
    put(heard, "起诉状", pages=3, item=CLAIM)
    put(heard, "阅卷笔录", by="judge", volume="inner", item="阅卷笔录", secrecy="court")
    assert web("plaintiff").get(f"/cases/{heard.pk}/read/print/", {"pages": pages}).status_code == 422


def test_a_copy_is_recorded(heard, put, web):
    paper = put(heard, "起诉状", item=CLAIM)
    client = web("judge")
    ReadRecord.objects.all().delete()
    assert client.post(f"/staff/leaves/{paper.pk}/copied/", {"page": 1}).status_code == 200
    assert (ReadRecord.objects.get().verb, ReadRecord.objects.get().thing) == ("copy", f"document:{paper.pk}:1")
    assert client.get(f"/staff/leaves/{paper.pk}/copied/").status_code == 405
