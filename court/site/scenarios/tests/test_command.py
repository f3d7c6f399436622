"""court definitions: what it prints, and its exit codes; the database in use is not touched."""
import json
from pathlib import Path

import pytest
import yaml

from court.site import commandline
from court.spine.cases.models import Case

OPENINGS = "civil_first/openings"
WRONG = """
scenarios:
  - {name: 分案后即认为已经送达, opening: paid, steps: [], stage: answering}
"""


def whole(tmp_path: Path) -> Path:
    """The shipped procedure with one scenario, a wrong one, in a file of its own."""
    from court.spine.cases import definitions

    shipped = (definitions.HERE / "civil_first.yaml").read_text("utf-8")
    start, end = shipped.index("include:"), shipped.index("tracks:")
    acts = [part for part in yaml.safe_load(shipped)["include"] if not part.startswith("civil_first/")]
    include = f"include: [{', '.join([*acts, OPENINGS])}]\n\n"
    file = tmp_path / "mine.yaml"
    file.write_text(shipped[:start] + include + shipped[end:] + WRONG, "utf-8")
    return file


def test_a_wrong_scenario_ends_the_check_with_one_and_its_name(tmp_path, capsys):
    assert commandline.main(["definitions", "check", "--scenarios", str(whole(tmp_path))]) == 1
    out = capsys.readouterr().out
    assert "mine.yaml: 场景“分案后即认为已经送达”: 全部步骤之后：案件应当处于“送达答辩”阶段" in out
    assert "1 definitions, 1 scenarios, 1 faults" in out


def test_without_scenarios_only_the_text_is_checked(tmp_path, capsys):
    assert commandline.main(["definitions", "check", str(whole(tmp_path))]) == 0
    assert "1 definitions, 0 faults" in capsys.readouterr().out


def test_a_text_with_faults_is_not_played(tmp_path, capsys):
    file = whole(tmp_path)
    file.write_text(file.read_text("utf-8").replace("stage: answering}", "stage: nowhere}"), "utf-8")
    assert commandline.main(["definitions", "check", "--scenarios", "--json", str(file)]) == 1
    assert json.loads(capsys.readouterr().out)[0]["fault"] == "no stage 'nowhere'"


@pytest.mark.django_db
def test_impact_of_a_text_whose_version_was_not_raised_ends_with_one(tmp_path, capsys):
    file = whole(tmp_path)
    file.write_text(file.read_text("utf-8").replace("已归档", "归档完毕"), "utf-8")
    assert commandline.main(["definitions", "impact", str(file)]) == 1
    assert "needs version 2" in capsys.readouterr().out
    assert not Case.objects.exists()


def test_a_picture_is_drawn_into_a_file(tmp_path, capsys):
    target = tmp_path / "stages.svg"
    assert commandline.main(["definitions", "draw", "--picture", str(target)]) == 0
    assert target.read_text("utf-8").startswith("<svg")
