from datetime import timedelta

import pytest

from court.kit.refusal import Refused
from court.spine.cases.tests.stage import moment
from court.work.annotations import presenting


def test_one_leads_and_another_is_told_who(stage, assigned):
    led = presenting.start(assigned, by=stage.actor("judge"), at=moment())
    assert presenting.start(assigned, by=stage.actor("judge"), at=moment()).pk == led.pk
    with pytest.raises(Refused, match="李文静正在出示"):
        presenting.start(assigned, by=stage.actor("clerk"), at=moment())
    presenting.end(led, by=stage.actor("judge"), at=moment())
    assert presenting.start(assigned, by=stage.actor("clerk"), at=moment()).pk != led.pk


def test_a_leader_silent_for_hours_makes_room(stage, assigned):
    led = presenting.start(assigned, by=stage.actor("judge"), at=moment())
    later = moment() + presenting.SILENT + timedelta(seconds=1)
    assert presenting.running(assigned, later) is None
    assert presenting.start(assigned, by=stage.actor("clerk"), at=later).pk != led.pk


@pytest.mark.parametrize("who", ["plaintiff", "lawyer", "case_manager", "stranger"])
def test_only_the_bench_leads(stage, assigned, who):
    with pytest.raises(Refused):
        presenting.start(assigned, by=stage.actor(who), at=moment())


def test_only_the_leader_turns_pages_and_never_to_the_inner_volume(stage, assigned, put):
    led = presenting.start(assigned, by=stage.actor("judge"), at=moment())
    paper, inner = put("借条"), put("阅卷笔录", volume="inner", secrecy="court", by="judge")
    assert presenting.show(led, paper, 2, by=stage.actor("judge"), at=moment()).turn == 1
    assert presenting.show(led, paper, 2, by=stage.actor("judge"), at=moment()).turn == 1
    assert presenting.show(led, paper, 3, by=stage.actor("judge"), at=moment()).turn == 2
    with pytest.raises(Refused, match="只有出示人"):
        presenting.show(led, paper, 1, by=stage.actor("clerk"), at=moment())
    with pytest.raises(Refused, match="副卷"):
        presenting.show(led, inner, 1, by=stage.actor("judge"), at=moment())
    with pytest.raises(Refused):
        presenting.show(led, paper, 4, by=stage.actor("judge"), at=moment())


def test_nothing_is_shown_after_the_end(stage, assigned, put):
    led, paper = presenting.start(assigned, by=stage.actor("judge"), at=moment()), put()
    presenting.end(led, by=stage.actor("judge"), at=moment())
    with pytest.raises(Refused, match="已经结束"):
        presenting.show(led, paper, 1, by=stage.actor("judge"), at=moment())


def test_followers_see_the_page_shown_and_not_what_is_not_theirs(stage, assigned, put, web):
    paper, private = put("借条"), put("健康证明", secrecy="own")
    led = presenting.start(assigned, by=stage.actor("judge"), at=moment())
    presenting.show(led, paper, 2, by=stage.actor("judge"), at=moment())
    plaintiff, defendant = web("plaintiff"), web("defendant")
    told = plaintiff.get(f"/cases/{assigned.pk}/follow/now/").json()
    assert told["picture"].endswith(f"/documents/{paper.pk}/pages/2/full.png") and told["turn"] == 1
    assert plaintiff.get(f"/cases/{assigned.pk}/follow/now/?of={led.pk}&turn=1").status_code == 204
    presenting.show(led, private, 1, by=stage.actor("judge"), at=moment())
    told = defendant.get(f"/cases/{assigned.pk}/follow/now/").json()
    assert told["picture"] == "" and "不在您的阅看范围" in told["words"] and "健康" not in str(told)
    assert web("stranger").get(f"/cases/{assigned.pk}/follow/").status_code == 404
    assert "证据出示" in defendant.get(f"/cases/{assigned.pk}/follow/").content.decode()
