"""Assignment on the desk and in public: draw, designate, explain, verify from the record alone; settings of judges."""

import json

import pytest
from django.test import Client

from court.site.commandline import main
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import settle
from court.work.assignment.models import Draw, Pause, Share

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(stage):
    case = stage.case()
    settle(stage, case)
    return case


def draw(web, case) -> Draw:
    web("case_manager").post(f"/staff/assignment/cases/{case.pk}/draw/", {"key": "k1"})
    return Draw.objects.get(case=case)


def test_the_manager_sees_what_waits_and_draws_once_for_two_clicks(stage, waiting, web):
    manager = web("case_manager")
    assert waiting.number in manager.get("/staff/assignment/").content.decode()
    for _ in range(2):
        assert manager.post(f"/staff/assignment/cases/{waiting.pk}/draw/", {"key": "k1"}).status_code == 302
    assert Draw.objects.filter(case=waiting).count() == 1
    assert Case.objects.get(pk=waiting.pk).judge is not None
    assert manager.post(f"/staff/assignment/cases/{waiting.pk}/draw/", {"key": "k2"}).status_code == 409


def test_a_draw_is_explained_and_recomputed_to_those_who_may_read_the_case(stage, waiting, web):
    made = draw(web, waiting)
    page = web("case_manager").get(f"/staff/draws/{made.pk}/").content.decode()
    assert "已按公布的记录重新计算" in page
    assert made.code in page
    assert web("foreign_judge").get(f"/staff/draws/{made.pk}/").status_code == 404
    assert web("plaintiff").get(f"/staff/draws/{made.pk}/").status_code == 403


@pytest.mark.parametrize("who", ["judge", "clerk", "filing_clerk", "plaintiff"])
def test_nobody_else_draws(stage, waiting, web, who):
    assert web(who).post(f"/staff/assignment/cases/{waiting.pk}/draw/").status_code == 403


def test_a_designation_needs_its_reason_and_is_told_as_one(stage, waiting, web):
    manager, url = web("case_manager"), f"/staff/assignment/cases/{waiting.pk}/"
    judge = str(stage.accounts["judge"].pk)
    assert manager.post(url, {"judge": judge, "reason": ""}).status_code == 422
    assert manager.post(url, {"judge": judge, "reason": "series", "key": "d"}).status_code == 302
    made = Draw.objects.get(case=waiting)
    assert (made.manner, made.reason) == ("designated", "series")
    assert "指定分案" in manager.get(f"/staff/draws/{made.pk}/").content.decode()


def test_anybody_with_the_code_verifies_the_draw_and_a_wrong_code_finds_nothing(stage, waiting, web):
    made = draw(web, waiting)
    public = Client()
    page = public.get("/draw/", {"code": made.code.lower()}).content.decode()
    assert "已按公布的记录重新计算" in page
    assert public.get(f"/draw/{made.code}/record.json").content.decode() == made.record
    assert public.get("/draw/", {"code": "XXXXXXXXXXXX"}).status_code == 404
    assert public.get("/draw/").status_code == 200


def test_the_command_recomputes_a_record_and_names_what_was_changed(stage, waiting, web, tmp_path, capsys):
    made, file = draw(web, waiting), tmp_path / "draw.json"
    file.write_text(made.record)
    assert main(["draw", "verify", str(file)]) == 0
    assert "成立" in capsys.readouterr().out
    record = json.loads(made.record)
    record["result"] = "1"
    file.write_text(json.dumps(record))
    assert main(["draw", "verify", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["holds"] is False
    file.write_text("no json")
    assert main(["draw", "verify", str(file)]) == 2


def test_share_and_pauses_of_a_judge_are_dated_and_can_end(stage, waiting, web):
    judge, manager = stage.accounts["judge"], web("case_manager")
    url = f"/staff/assignment/judges/{judge.pk}/"
    assert manager.get(url).status_code == 200
    manager.post(url, {"what": "share", "percent": "30"})
    assert Share.objects.get(account=judge).percent == 30
    manager.post(url, {"what": "pause", "reason": "leave", "since": "2026-03-02", "until": "2026-03-20"})
    paused = Pause.objects.get(account=judge)
    draw(web, waiting)
    assert Case.objects.get(pk=waiting.pk).judge != judge
    manager.post(url, {"what": "resume", "pause": str(paused.pk)})
    paused.refresh_from_db()
    assert paused.until.isoformat() == "2026-03-01"
    assert (
        manager.post(
            url, {"what": "pause", "reason": "leave", "since": "2026-03-20", "until": "2026-03-02"}
        ).status_code
        == 422
    )
    assert manager.post(url, {"what": "share", "percent": "130"}).status_code == 422


def test_settings_of_another_courts_judge_are_not_found(stage, web):
    assert web("case_manager").get(f"/staff/assignment/judges/{stage.accounts['foreign_judge'].pk}/").status_code == 404
