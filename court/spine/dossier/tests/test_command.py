"""court dossier: what it prints, what it writes, how it ends."""

import json

import pytest

from court.kit import blobs
from court.kit.refusal import Refused
from court.site.commandline import build
from court.site.commands import dossier


def court(*words: str) -> int:
    arguments = build([dossier]).parse_args(["dossier", *words])
    return arguments.run(arguments)


def test_verify_says_that_nothing_differs_and_then_what_does(case, put, capsys):
    document = put(case, "起诉状")
    assert court("verify", case.number.replace("（", "(").replace("）", ")")) == 0
    assert capsys.readouterr().out == "nothing differs\n"
    blobs.store().path(document.renditions.get().sha256).unlink()
    assert court("verify", "--json") == 1
    assert [(row["document"], row["what"]) for row in json.loads(capsys.readouterr().out)] == [
        (str(document.pk), "bytes")
    ]


def test_bundle_writes_the_volume(case, put, tmp_path):
    put(case, "起诉状")
    out = tmp_path / "volume.pdf"
    assert court("bundle", case.number, "--out", str(out)) == 0
    assert out.read_bytes().startswith(b"%PDF-")


def test_an_unknown_case_is_refused(db):
    with pytest.raises(Refused) as refused:
        court("verify", "（2026）晋0802民初999号")
    assert "999" in refused.value.message
