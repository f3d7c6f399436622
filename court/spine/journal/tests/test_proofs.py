"""A party can be shown that their entry was there, and anybody can check it."""

import copy
import json

import pytest

from court.kit.refusal import Refused
from court.spine.journal import exports, keys
from court.spine.journal.models import Entry
from court.spine.journal.proofs import NotProved, check_proof, proof

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_every_exported_entry_can_be_proved_by_the_public_key_alone(a_journal):
    for entry in Entry.objects.all():
        shown = json.loads(json.dumps(proof(entry)))
        assert check_proof(shown, keys.known()).entries == Entry.objects.count()


def test_a_proof_shows_no_other_entry_and_no_other_stream(a_journal):
    entry = Entry.objects.get(stream="case:3", place=1)
    text = json.dumps(proof(entry))
    assert "case:3" in text
    assert not any(f"case:{other}" in text for other in (0, 1, 2, 4, 5))
    later = Entry.objects.get(stream="case:3", place=2)
    assert later.salt not in text
    assert later.read_facts()["hearing"] not in text


@pytest.mark.parametrize("name", ["facts", "at", "actor", "place", "salt", "previous"])
def test_a_proof_of_a_changed_entry_does_not_hold(a_journal, name):
    shown = proof(Entry.objects.get(stream="case:3", place=2))
    shown["entry"][name] = 9 if name == "place" else "x" + shown["entry"][name][1:]
    with pytest.raises(NotProved, match="does not lead to the head"):
        check_proof(shown, keys.known())


def test_a_proof_against_another_root_or_another_key_does_not_hold(a_journal, settings, tmp_path):
    shown = proof(Entry.objects.get(stream="case:3", place=1))
    forged = copy.deepcopy(shown)
    forged["export"]["root"] = "0" * 64
    with pytest.raises(NotProved, match="root"):
        check_proof(forged, keys.known())
    forged = copy.deepcopy(shown)
    forged["export"]["at"] = "2020-01-01T00:00:00.000000Z"
    with pytest.raises(NotProved, match="not signed"):
        check_proof(forged, keys.known())
    with pytest.raises(NotProved, match="not signed"):
        check_proof(shown, keys.known(tmp_path / "other"))


def test_what_is_no_proof_is_told_so(a_journal):
    with pytest.raises(NotProved, match="not a proof"):
        check_proof({"entry": 1}, {})


def test_an_entry_not_yet_exported_is_told_to_wait_a_minute(a_journal, write):
    with pytest.raises(Refused, match="尚未导出"):
        proof(write("case:3"))
    exports.export()
    assert check_proof(proof(Entry.objects.filter(stream="case:3").last()), keys.known())
