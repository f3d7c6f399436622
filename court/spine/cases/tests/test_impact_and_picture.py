"""What a changed text does to open cases, and the picture of the stages."""
import re
from datetime import date
from itertools import pairwise

import pytest

from court.spine.cases import definitions, impact, picture
from court.spine.cases.tests.stage import build


@pytest.fixture
def shipped():
    return definitions.shipped()["civil_first", 1]


def changed(shipped, **more):
    return shipped.model_copy(update={"version": 2, "since": date(2027, 1, 1), **more})


@pytest.mark.django_db
def test_a_changed_act_tells_how_many_open_cases_stand_where_it_is_done(shipped):
    stage = build()
    stage.case(), stage.case()
    acts = dict(shipped.acts)
    acts["assign_judge"] = acts["assign_judge"].model_copy(update={"label": "分案（随机）"})
    acts["archive_case"] = acts["archive_case"].model_copy(update={"conditions": []})
    found = impact.report(changed(shipped, acts=acts))
    assert [(row["act"], row["change"], row["what"], row["open"]) for row in found["acts"]] == [
        ("assign_judge", "changed", ["label"], 2), ("archive_case", "changed", ["conditions"], 0)]
    assert found["open"] == 2 and found["problems"] == []
    assert any("2 open cases stand where it is done" in line for line in impact.in_words(found))


@pytest.mark.django_db
def test_a_stage_taken_away_names_the_cases_that_stand_there(shipped):
    case = build().case()
    stages = {name: stage for name, stage in shipped.stages.items() if name != "docketed"}
    found = impact.report(changed(shipped, stages=stages))
    assert found["stranded"] == {"docketed": {"open": 1, "numbers": [case.number]}}
    assert f"    {case.number}" in impact.in_words(found)


@pytest.mark.django_db
def test_a_field_of_the_library_and_a_track_count_too(shipped):
    build().case()
    fields = {**shipped.fields, "judge": shipped.fields["judge"].model_copy(update={"label": "主审法官"})}
    tracks = {**shipped.tracks, "simplified": shipped.tracks["simplified"].model_copy(update={"panel": True})}
    found = impact.report(changed(shipped, fields=fields, tracks=tracks))
    assert {"assign_judge", "reassign_judge"} <= {row["act"] for row in found["acts"]}
    assert found["tracks"] == [{"track": "simplified", "open": 1}]


@pytest.mark.django_db
def test_a_text_that_may_not_ship_so_is_told(shipped):
    acts = {code: act for code, act in shipped.acts.items() if code != "certify_effect"}
    same = impact.report(shipped.model_copy(update={"acts": acts}))
    assert "needs version 2" in same["problems"][0]
    assert same["acts"][0]["change"] == "gone"
    early = impact.report(changed(shipped, since=shipped.since))
    assert "would begin on" in early["problems"][0]
    assert impact.report(shipped)["problems"] == []


def test_the_picture_has_every_stage_and_every_act_that_moves_a_case(shipped):
    text = picture.svg(shipped)
    words = "".join(re.findall(r">([^<]+)<", text))
    for stage in shipped.stages.values():
        assert stage.label in words
    for act in shipped.acts.values():
        moves = any(target != source for target in shipped.targets(act) for source in act.stages)
        assert not moves or act.label[:8] in words.replace("\n", "").replace("　", "")


def test_boxes_do_not_overlap_and_arrows_keep_their_lanes(shipped):
    arrows = picture._arrows(shipped)
    boxes, _ = picture._boxes(shipped, arrows)
    tops = list(boxes.values())
    assert all(top + height < following for (top, height), (following, _) in pairwise(tops))
    picture._lanes(shipped, arrows, boxes)
    spans = [(a.lane, *sorted((a.y, boxes[a.target][0] + picture.LINE))) for a in arrows]
    for one in spans:
        assert not any(other is not one and other[0] == one[0] and other[1] < one[2] and one[1] < other[2] for other in spans)
