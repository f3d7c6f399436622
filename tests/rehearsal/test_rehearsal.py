"""Five generated rows taken through their whole lives by the command, over real HTTP, in a court of their own."""

import io
import json
import os
import subprocess
import sys

import pikepdf
import pytest

from tests.rehearsal import generated

WITHIN = 600


def command(*words: str) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COURT_", "DJANGO_"))}
    return subprocess.run([sys.executable, "-m", "court.site.commandline", "rehearse", *words], env=kept, check=False,
                          capture_output=True, text=True, timeout=WITHIN)


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rehearsal")
    done = command(str(generated.write(folder / "rows.jsonl", 5)), "--out", str(folder / "out"), "--json")
    lines = (folder / "out" / "report.jsonl").read_text("utf-8").splitlines()
    return done, [json.loads(line) for line in lines], folder / "out"


def test_five_lives_reach_the_archive(rehearsed):
    done, lines, _ = rehearsed
    closing = json.loads(done.stdout.splitlines()[-1])
    assert (closing["finished"], closing["of"], closing["reasons"]) == (5, 5, {}), done.stderr[-3000:]
    assert done.returncode == 0
    assert [line["stage"] for line in lines] == ["archived"] * 5


def test_the_report_counts_each_life_and_names_what_was_supplied(rehearsed):
    _, lines, _ = rehearsed
    assert len({line["number"] for line in lines}) == 5
    assert all(line["acts"] >= 12 and line["days"] > 15 and line["notices"] > 5 and line["seconds"] > 0 for line in lines)
    assert all("当事人" in line["supplied"] for line in lines)
    assert ["裁判主文" in line["supplied"] for line in lines] == [False, False, True, False, True]


def test_each_life_ends_as_its_text_does(rehearsed):
    _, lines, _ = rehearsed
    assert [line["ending"] for line in lines] == ["判决", "调解", "判决", "准许撤诉", "判决、上诉"]


def test_every_dossier_opens_with_the_pages_reported(rehearsed):
    _, lines, out = rehearsed
    for line in lines:
        (file,) = out.glob(f"{line['row']}-*.pdf")
        with pikepdf.open(io.BytesIO(file.read_bytes())) as book:
            assert len(book.pages) == line["pages"] > 10


def test_a_missing_file_is_told_and_nothing_is_started(tmp_path):
    done = command(str(tmp_path / "nothing.jsonl"))
    assert done.returncode == 2
    assert "no such file" in done.stderr
