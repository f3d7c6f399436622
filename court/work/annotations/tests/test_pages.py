import json

from court.work.annotations.models import Annotation
from court.work.annotations.tests.conftest import BOX


def post(client, path, **told):
    return client.post(path, json.dumps(told), content_type="application/json", headers={"accept": "application/json"})


def test_a_note_made_by_the_viewer_stands_in_its_panel_overlay_and_the_summary(assigned, put, web):
    paper, judge = put(), web("judge")
    answer = post(judge, f"/staff/documents/{paper.pk}/annotations/new/", page=1, boxes=BOX, quote="今借到", comment="金额大小写一致", tags=["金额"])
    assert answer.status_code == 201
    listed = judge.get(f"/staff/documents/{paper.pk}/annotations/", headers={"accept": "application/json"}).json()
    assert listed["annotations"][0]["boxes"] == BOX
    assert "金额大小写一致" in judge.get(f"/staff/documents/{paper.pk}/annotations/").content.decode()
    summary = judge.get(f"/staff/cases/{assigned.pk}/annotations/?tag=金额&since=坏").content.decode()
    assert "今借到" in summary and "共 1 条" in summary


def test_the_export_holds_no_formula(assigned, put, web):
    paper, judge = put(), web("judge")
    post(judge, f"/staff/documents/{paper.pk}/annotations/new/", page=1, boxes=BOX, comment="=1+1")
    exported = judge.get(f"/staff/cases/{assigned.pk}/annotations/?as=csv").content.decode()
    assert ",'=1+1," in exported and exported.startswith("\ufeff")


def test_a_note_is_changed_taken_away_and_brought_back_without_a_script(assigned, put, web):
    paper, judge = put(), web("judge")
    post(judge, f"/staff/documents/{paper.pk}/annotations/new/", page=1, boxes=BOX, comment="一")
    note = Annotation.objects.get()
    assert "修改批注" in judge.get(f"/staff/annotations/{note.pk}/").content.decode()
    judge.post(f"/staff/annotations/{note.pk}/", {"comment": "二", "tags": "甲、乙", "scope": "panel", "revision": "0"})
    note.refresh_from_db()
    assert (note.comment, note.tags, note.scope) == ("二", ["甲", "乙"], "panel")
    judge.post(f"/staff/annotations/{note.pk}/gone/")
    assert "已删除的批注（1）" in judge.get(f"/staff/cases/{assigned.pk}/annotations/").content.decode()
    judge.post(f"/staff/annotations/{note.pk}/back/")
    note.refresh_from_db()
    assert note.gone_at is None


def test_strangers_find_no_margins_anywhere(assigned, put, web):
    paper, judge = put(), web("judge")
    post(judge, f"/staff/documents/{paper.pk}/annotations/new/", page=1, boxes=BOX, comment="机密", scope="panel")
    note = Annotation.objects.get()
    for who in ("case_manager", "clerk"):
        client = web(who)
        assert client.get(f"/staff/annotations/{note.pk}/").status_code == 404
        assert client.post(f"/staff/annotations/{note.pk}/gone/").status_code == 404
        page = client.get(f"/staff/documents/{paper.pk}/annotations/")
        assert "机密" not in page.content.decode()
    assert web("case_manager").get(f"/staff/cases/{assigned.pk}/annotations/").status_code == 404


def test_bad_json_is_refused_in_words(put, web):
    paper, judge = put(), web("judge")
    path = f"/staff/documents/{paper.pk}/annotations/new/"
    for body in ("{", "[]", "x" * 300_000):
        answer = judge.post(path, body, content_type="application/json", headers={"accept": "application/json"})
        assert answer.status_code == 422 and answer.json()["message"]


def test_quotations_are_offered_beside_the_draft_with_their_page(assigned, put, web):
    paper, judge = put("借条"), web("judge")
    told = post(judge, f"/staff/documents/{paper.pk}/quotations/new/", page=1, text="今借到人民币").json()
    assert told["cited"].startswith("“今借到人民币”（正卷第") and told["cited"].endswith("页《借条》）")
    part = judge.get(told["where"], headers={"HX-Request": "true"}).content.decode()
    assert told["cited"] in part and "<html" not in part
    assert "我的摘录" in judge.get(told["where"]).content.decode()
