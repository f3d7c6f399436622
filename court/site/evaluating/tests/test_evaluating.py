"""The figures count what they say they count, and a broken set is told plainly."""

import json
from datetime import date

import pytest
from PIL import Image, ImageDraw

from court.kit.refusal import Refused
from court.site.commandline import main
from court.site.evaluating import eyes
from court.site.evaluating.fieldmarks import Marks
from court.site.evaluating.figures import Figures
from court.site.evaluating.labelled import labels, quarters
from court.site.evaluating.report import as_json, lines
from court.work.scanning.papers import Found

PLACE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def found(value, exact=None):
    return Found(value, 0, 0, PLACE, 1.0, exact=exact)


def test_a_right_field_counts_for_both_and_a_wrong_one_for_neither():
    marks = Marks()
    marks.add("a.jpg", "complaint", {"原告": "卫春生", "日期": "2026年3月1日"}, {"原告": found("卫春牛"), "日期": found("2026年3月1日", date(2026, 3, 1))})
    assert (marks.precision("原告"), marks.recall("原告"), marks.precision("日期")) == (0, 0, 1)
    assert (marks.precision(), marks.recall()) == (0.5, 0.5)


def test_a_field_not_found_is_missed_and_not_wrongly_found():
    marks = Marks()
    marks.add("a.jpg", "summons", {"案号": "（2026）晋0802民初1号"}, {})
    assert (marks.precision("案号"), marks.recall("案号")) == (1, 0)


def test_a_list_counts_item_by_item_and_sums_as_money():
    marks = Marks()
    marks.add("a.jpg", "evidence_list", {"证据": ["借条", "照片"]}, {"证据": found(["借条", "相片"])})
    marks.add("b.jpg", "fee_receipt", {"金额": 800, "法院": "永济市人民法院"}, {"金额": found("800.00", 80_000), "法院": found("山西省永济市人民法院")})
    assert marks.recall("证据") == 0.5
    assert (marks.recall("金额"), marks.recall("法院")) == (1, 1)


def test_who_is_to_blame_is_compared_by_the_order_of_the_parties():
    got = {"当事人甲": found("卫春生"), "当事人乙": found("裴桂兰"), "责任": found(["裴桂兰：次要责任", "卫春生：主要责任"])}
    marks = Marks()
    marks.add("a.jpg", "traffic_finding", {"责任": "甲主要责任乙次要责任"}, got)
    assert marks.recall() == 1


@pytest.mark.parametrize(("end", "turns"), [((1, 0), 0), ((0, 1), 1), ((-1, 0), 2), ((0, -1), 3)])
def test_the_way_of_the_lines_says_how_a_picture_must_be_turned(end, turns):
    assert quarters([{"quad": [[0, 0], list(end), [0, 0], [0, 0]]}]) == turns


def test_broken_labels_and_missing_pictures_are_told_and_left_out(tmp_path):
    good = {"file": "a.jpg", "class": "传票", "lines": [{"text": "传票", "quad": PLACE}]}
    (tmp_path / "a.jpg").write_bytes(b"no picture")
    rows = [good, {**good, "file": "b.jpg"}, {"file": "a.jpg"}, {**good, "file": "../a.jpg"}, {**good, "lines": [{"text": "x", "quad": 3}]}]
    (tmp_path / "labels.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n{half\n", "utf-8")
    read = list(labels(tmp_path))
    assert [isinstance(one, str) for one in read] == [False, True, True, True, True, True]
    assert "b.jpg is missing" in read[1]


def test_a_folder_without_labels_is_refused(tmp_path):
    with pytest.raises(Refused, match="labels.jsonl"):
        list(labels(tmp_path))


def test_a_set_of_which_nothing_can_be_read_gives_a_message_and_no_trace(tmp_path, capsys):
    (tmp_path / "a.jpg").write_bytes(b"no picture")
    (tmp_path / "labels.jsonl").write_text(json.dumps({"file": "a.jpg", "class": "传票", "lines": []}), "utf-8")
    assert main(["dossier", "evaluate", str(tmp_path), "--json", str(tmp_path / "out.json")]) == 1
    assert "a.jpg is no picture" in capsys.readouterr().out
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["faults"]


def test_no_figures_are_still_a_report():
    assert lines(Figures()) == ["nothing was read"]
    assert as_json(Figures())["kinds"]["pages"] == 0


def test_two_processes_read_as_one_does(tmp_path):
    paths = []
    for name, words in (("a.png", "first"), ("b.png", "second")):
        image = Image.new("RGB", (400, 200), "white")
        ImageDraw.Draw(image).text((40, 60), words, fill="black", font_size=60)
        image.save(tmp_path / name)
        paths.append(tmp_path / name)
    together, alone = ([seen.text for seen in eyes.looks(paths, None, jobs)] for jobs in (2, 1))
    assert together == alone and "second" in alone[1]
