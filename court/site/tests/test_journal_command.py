"""court journal, from the command line."""

import json

import pytest
from django.db import connection, transaction

from court.site.commandline import main
from court.spine.journal import exports, triggers
from court.spine.journal.actions import append
from court.spine.journal.tests.conftest import AT, change

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal(settings, tmp_path):
    settings.COURT_HEADS, settings.COURT_KEYS = tmp_path / "heads", tmp_path / "keys"
    exports.set_right_once.cache_clear()
    for number in range(6):
        append(f"case:{number % 2}", "case.noted", by=None, at=AT, facts={"n": number}, basis="民诉法第一百二十六条")
    assert main(["journal", "export"]) == 0
    return tmp_path


def test_verify_of_an_untouched_journal_finds_nothing(journal, capsys):
    assert main(["journal", "verify"]) == 0
    assert "6 entries in 2 streams, 1 exports" in capsys.readouterr().out


def test_verify_names_what_was_changed_and_gives_exit_code_1(journal, capsys):
    change("UPDATE journal_entry SET facts = '{}' WHERE stream = 'case:1' AND place = 2")
    assert main(["journal", "verify"]) == 1
    assert "changed: case:1 2: was changed after it was written" in capsys.readouterr().out


def test_verify_for_programs_is_one_json_object(journal, capsys):
    capsys.readouterr()
    assert main(["journal", "verify", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["entries"], said["findings"], said["outside"]) == (6, [], True)


def test_verify_takes_the_heads_from_another_folder_and_refuses_one_that_is_not_there(journal, capsys):
    assert main(["journal", "verify", "--heads", str(journal / "heads"), "--keys", str(journal / "keys")]) == 0
    assert main(["journal", "verify", "--heads", str(journal / "none")]) == 3
    assert "找不到存证目录" in capsys.readouterr().err


def test_show_tells_a_stream_in_order(journal, capsys):
    capsys.readouterr()
    assert main(["journal", "show", "case:1", "--json"]) == 0
    shown = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(entry["place"], entry["facts"]["n"]) for entry in shown] == [(1, 1), (2, 3), (3, 5)]
    assert isinstance(shown[0]["id"], str), "64-bit ids are strings in JSON"
    assert main(["journal", "show", "case:9"]) == 1


def test_a_proof_given_can_be_checked_and_a_changed_one_cannot(journal, capsys):
    capsys.readouterr()
    assert main(["journal", "proof", "case:1", "2"]) == 0
    proof = capsys.readouterr().out
    (journal / "proof.json").write_text(proof)
    assert main(["journal", "check-proof", str(journal / "proof.json")]) == 0
    (journal / "proof.json").write_text(proof.replace('\\"n\\":3', '\\"n\\":4'))
    assert main(["journal", "check-proof", str(journal / "proof.json")]) == 1
    assert "not proved" in capsys.readouterr().err


def test_an_unguarded_journal_stops_worker_and_web_until_its_guards_are_back(journal, capsys):
    triggers.remove(connection)
    assert main(["work", "--once"]) == 3
    assert main(["serve"]) == 3
    assert "防篡改保护缺失" in capsys.readouterr().err
    assert main(["journal", "guard"]) == 0
    assert triggers.missing(connection) == set()
    assert transaction.get_connection().in_atomic_block


def test_rebuild_compares_every_case_with_its_journal(journal, capsys):
    capsys.readouterr()
    assert main(["journal", "rebuild", "--compare"]) == 0
    assert "0 cases replayed: no difference" in capsys.readouterr().out


def test_the_worker_prints_its_wiring_on_one_page(capsys):
    assert main(["work", "--list"]) == 0
    assert "journal.export" in capsys.readouterr().out
