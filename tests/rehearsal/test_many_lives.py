"""The long rehearsal: every row of a file named in COURT_REHEARSAL_FILE, or sixty generated ones."""

import json
import os
from pathlib import Path

import pytest

from court.site.commandline import main
from tests.rehearsal import generated

# Of 266 real civil rows at least 240 must finish.
SHARE = 240 / 266


@pytest.mark.proof
def test_nine_of_ten_lives_finish_and_each_other_tells_why(tmp_path, capfd):
    given = os.environ.get("COURT_REHEARSAL_FILE")
    file = Path(given) if given else generated.write(tmp_path / "rows.jsonl", 60)
    out = Path(os.environ.get("COURT_REHEARSAL_OUT") or tmp_path / "out")
    assert main(["rehearse", str(file), "--out", str(out), "--json"]) in (0, 1)
    closing = json.loads(capfd.readouterr().out.splitlines()[-1])
    lines = [json.loads(line) for line in (out / "report.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) == closing["of"] > 0
    assert closing["finished"] >= SHARE * closing["of"], closing["reasons"]
    assert all(line["finished"] or line["reason"] for line in lines)
