"""Own marks: nobody else's, undone at once, kept across windows."""

import pytest

from court.kit.ids import new_id
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Handler
from court.spine.cases.tests.stage import moment
from court.work.reading import marking
from court.work.reading.models import Bookmark, LastPlace

CLAIM = "起诉状（或口头起诉笔录）及附件"


@pytest.fixture
def paper(heard, put):
    return put(heard, "起诉状", pages=3, item=CLAIM)


def _bookmarks(client, case, **facts):
    return client.post(f"/staff/cases/{case.pk}/read/bookmarks/", facts)


def _mine(client, case) -> list[str]:
    return [one["name"] for one in client.get(f"/staff/cases/{case.pk}/read/outline.json").json()["bookmarks"]]


def test_a_bookmark_is_made_once_renamed_removed_and_brought_back(heard, paper, web):
    client = web("judge")
    made = _bookmarks(client, heard, does="add", document=paper.pk, page=2, name=" 关键 事实 ").json()
    assert made["name"] == "关键 事实"
    assert _bookmarks(client, heard, does="add", document=paper.pk, page=2, name="又一次").json()["id"] == made["id"]
    _bookmarks(client, heard, does="rename", id=made["id"], name="借条")
    assert _mine(client, heard) == ["借条"]
    _bookmarks(client, heard, does="remove", id=made["id"])
    assert _mine(client, heard) == []
    _bookmarks(client, heard, does="restore", id=made["id"])
    assert _mine(client, heard) == ["借条"]


def test_nobody_sees_or_touches_another_persons_bookmark(heard, paper, web):
    made = _bookmarks(web("judge"), heard, does="add", document=paper.pk, page=2, name="内心确信").json()
    clerk = web("clerk")
    assert _mine(clerk, heard) == []
    for does in ("rename", "remove", "restore"):
        assert _bookmarks(clerk, heard, does=does, id=made["id"], name="x").status_code == 404
    assert Bookmark.objects.get().name == "内心确信"


def test_a_bookmark_of_a_page_that_got_another_meanwhile_comes_back_as_that_one(heard, paper, stage):
    account = stage.accounts["judge"]
    first = marking.remove(marking.add_bookmark(account, paper, 1, "一", at=moment()), at=moment())
    second = marking.add_bookmark(account, paper, 1, "二", at=moment())
    assert marking.restore(first) == second


@pytest.mark.parametrize("facts", [{"name": ""}, {"name": "字" * 61}, {"page": "9"}, {"page": "x"}, {"document": "4711"},
                                   {"document": ""}, {"does": "shout", "id": "1"}])  # fmt: skip
def test_a_senseless_bookmark_is_refused(heard, paper, web, facts):
    answer = _bookmarks(web("judge"), heard, **{"does": "add", "document": paper.pk, "page": 1, "name": "x", **facts})
    assert answer.status_code in (404, 422)
    assert not Bookmark.objects.exists()


def test_a_dossier_takes_only_so_many_bookmarks(heard, paper, stage, monkeypatch):
    monkeypatch.setattr(marking, "MOST", 1)
    marking.add_bookmark(stage.accounts["judge"], paper, 1, "一", at=moment())
    with pytest.raises(Refused):
        marking.add_bookmark(stage.accounts["judge"], paper, 2, "二", at=moment())


def test_a_paper_of_another_case_takes_no_mark_here(heard, paper, put, web, stage):
    elsewhere = Case.objects.get(pk=heard.pk)
    elsewhere.pk, elsewhere.seq, elsewhere.number = new_id(), 2, "（2026）晋0802民初2号"
    elsewhere.save(force_insert=True)
    Handler.objects.create(case=elsewhere, account=stage.accounts["judge"], role="judge", since=moment())
    foreign = put(elsewhere, "别案起诉状", by="judge")
    assert _bookmarks(web("judge"), heard, does="add", document=foreign.pk, page=1, name="x").status_code == 404


def test_the_dossier_opens_where_one_left_off(heard, paper, web):
    client = web("judge")
    client.post(f"/staff/cases/{heard.pk}/read/place/", {"document": paper.pk, "page": 3})
    client.post(f"/staff/cases/{heard.pk}/read/place/", {"document": paper.pk, "page": 2})
    assert LastPlace.objects.count() == 1
    assert f'data-at="{paper.pk}:2"' in client.get(f"/staff/cases/{heard.pk}/read/").content.decode()
    assert f'data-at="{paper.pk}:1"' in web("clerk").get(f"/staff/cases/{heard.pk}/read/").content.decode()


def test_a_turned_page_stays_turned_for_this_person_only(heard, paper, web):
    client = web("judge")
    for quarters in (1, 2):
        assert client.post(f"/staff/leaves/{paper.pk}/turn/", {"page": 2, "quarters": quarters}).status_code == 200
    where = f"/staff/cases/{heard.pk}/read/outline.json"
    assert client.get(where).json()["turns"] == {str(paper.pk): {"2": 2}}
    assert web("clerk").get(where).json()["turns"] == {}
    client.post(f"/staff/leaves/{paper.pk}/turn/", {"page": 2, "quarters": 4})
    assert client.get(where).json()["turns"] == {str(paper.pk): {}}


@pytest.mark.parametrize("facts", [{"page": 9, "quarters": 1}, {"page": 1, "quarters": "x"}, {"page": 1}, {}])
def test_a_senseless_turn_is_refused(paper, web, facts):
    assert web("judge").post(f"/staff/leaves/{paper.pk}/turn/", facts).status_code == 404
