"""verify() finds what was changed, and nothing where nothing was."""

import json
import random

import pytest
from django.db import connection, transaction

from court.spine.journal import canon, exports, headlog, triggers
from court.spine.journal.models import Entry, ExportedHead, HeadExport, StreamHead
from court.spine.journal.tests.conftest import change, unguarded
from court.spine.journal.verification import verify

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def kinds() -> set[str]:
    return {finding.what for finding in verify().findings}


def test_an_untouched_journal_has_no_findings(a_journal):
    report = verify()
    assert report.findings == []
    assert (report.entries, report.streams, report.exports) == (Entry.objects.count(), 6, 3)
    assert report.outside


def test_an_empty_journal_has_no_findings(heads):
    assert verify().findings == []


def test_entries_not_yet_exported_are_no_finding(a_journal, write):
    write("case:1")
    write("case:77")
    assert verify().findings == []


def test_a_changed_fact_is_found_by_place(a_journal):
    change("UPDATE journal_entry SET facts = '{}' WHERE stream = 'case:3' AND place = 2")
    (finding,) = verify().findings
    assert (finding.what, finding.stream, finding.place) == ("changed", "case:3", 2)


def test_a_cut_tail_with_a_mended_head_is_found_only_by_the_heads_outside(a_journal, tmp_path):
    cut_tail("case:2")
    assert "cut_tail" in kinds()
    inside_only = {finding.what for finding in verify(heads=tmp_path / "none").findings}
    assert inside_only == {"outside_lost"}


def test_a_recomputed_chain_is_found(a_journal):
    recompute("case:4", 1)
    assert kinds() == {"recomputed"}


def test_a_recomputed_chain_is_found_after_it_was_exported_again(a_journal, write):
    recompute("case:4", 1)
    write("case:4")
    exports.export()
    assert "recomputed" in kinds()


def test_a_stream_taken_away_whole_is_found(a_journal):
    with unguarded():
        Entry.objects.filter(stream="case:5").delete()
        StreamHead.objects.filter(stream="case:5").delete()
    assert kinds() == {"cut_tail"}


def test_a_missing_guard_is_a_finding(a_journal):
    triggers.remove(connection)
    assert kinds() == {"unguarded"}


def test_a_head_hidden_from_the_export_breaks_the_root(a_journal, write):
    entry = write("case:0")
    ExportedHead.objects.filter(stream="case:0").update(place=entry.place)
    write("case:1")
    exports.export()
    assert kinds() == {"root_differs"}


@pytest.mark.parametrize("row", [0, 1, 2])
def test_a_line_changed_outside_is_found(a_journal, heads, row):
    (file,) = headlog.files(heads)
    lines = file.read_text().splitlines()
    lines[row] = lines[row].replace('"case:1"', '"case:9"')
    file.write_text("\n".join(lines) + "\n")
    assert "outside_damaged" in kinds()


def test_a_line_written_without_the_key_is_found(a_journal, heads):
    (file,) = headlog.files(heads)
    said = json.loads(file.read_text().splitlines()[-1])
    said["root"] = "0" * 64
    change("UPDATE journal_headexport SET root = %s WHERE id = %s", said["root"], int(said["id"]))
    file.write_text("\n".join([*file.read_text().splitlines()[:-1], canon.canonical(said)]) + "\n")
    assert kinds() == {"bad_signature", "root_differs"}


def test_an_export_row_gone_is_found_once_it_had_time_to_follow(a_journal, monkeypatch):
    newest = HeadExport.objects.order_by("id").last()
    change("DELETE FROM journal_headexport WHERE id = %s", newest.pk)
    assert kinds() == set()
    later = exports.clock.real_now() + exports.timedelta(minutes=3)
    monkeypatch.setattr("court.base.courts.clock.real_now", lambda: later)
    assert kinds() == {"export_row_gone"}


def cut_tail(stream: str, keep: int = 1) -> None:
    with unguarded():
        Entry.objects.filter(stream=stream, place__gt=keep).delete()
        last = Entry.objects.get(stream=stream, place=keep)
        StreamHead.objects.filter(stream=stream).update(place=keep, digest=last.digest)


def recompute(stream: str, place: int) -> None:
    """The clever intruder: changes one entry, and every digest after it, and the head."""
    with unguarded():
        previous = ""
        for entry in Entry.objects.filter(stream=stream).order_by("place"):
            if entry.place == place:
                entry.kind = "case.forged"
            entry.previous = previous
            entry.digest = previous = canon.digest_of(tuple(getattr(entry, name) for name in canon.COLUMNS))
            entry.save()
        StreamHead.objects.filter(stream=stream).update(digest=previous)


def edit_a_column(chance: random.Random, entry: Entry) -> None:
    name = chance.choice([*canon.COLUMNS, "digest"])
    old = getattr(entry, name)
    if name == "digest" or isinstance(old, str):
        new: object = forged(chance, old)
    else:
        new = old + 1_000_003
    with unguarded():
        Entry.objects.filter(pk=entry.pk).update(**{name: new})


def forged(chance: random.Random, text: str) -> str:
    """One character changed, or added where there is none. PostgreSQL keeps to the length of the column."""
    if not text:
        return "x"
    at = chance.randrange(len(text))
    return text[:at] + ("y" if text[at] == "x" else "x") + text[at + 1 :]


def swap_two(chance: random.Random, entry: Entry) -> None:
    other = chance.choice(list(Entry.objects.exclude(pk=entry.pk)))
    with unguarded():
        Entry.objects.filter(pk=entry.pk).update(facts=other.facts)
        Entry.objects.filter(pk=other.pk).update(facts=entry.facts)


def delete_one(chance: random.Random, entry: Entry) -> None:
    change("DELETE FROM journal_entry WHERE id = %s", entry.pk)


def cut_somewhere(chance: random.Random, entry: Entry) -> None:
    last = StreamHead.objects.get(pk=entry.stream).place
    cut_tail(entry.stream, keep=chance.randrange(1, last))


def recompute_from(chance: random.Random, entry: Entry) -> None:
    recompute(entry.stream, entry.place)


def edit_the_head(chance: random.Random, entry: Entry) -> None:
    head = StreamHead.objects.get(pk=entry.stream)
    if chance.random() < 0.5:
        change("UPDATE journal_streamhead SET place = place + 2 WHERE stream = %s", head.pk)
    else:
        change("UPDATE journal_streamhead SET digest = %s WHERE stream = %s", head.digest[::-1], head.pk)


def edit_an_export(chance: random.Random, entry: Entry) -> None:
    export = chance.choice(list(HeadExport.objects.all()))
    change("UPDATE journal_headexport SET entries = entries - 1 WHERE id = %s", export.pk)


WAYS = [
    *(edit_a_column, edit_a_column, swap_two, delete_one),
    *(cut_somewhere, recompute_from, edit_the_head, edit_an_export),
]


class Undone(Exception):
    """Takes a tampering back."""


@pytest.mark.django_db(transaction=True)
def test_every_one_of_200_random_tamperings_is_found(heads, write):
    with transaction.atomic():
        chance = random.Random(200)
        for number in range(30):
            write(f"case:{number % 5}", facts={"hearing": str(chance.getrandbits(60))})
            if number % 10 == 9:
                exports.export()
    assert verify().findings == []
    missed = [turn for turn in range(200) if not found_after(chance, turn)]
    assert missed == []
    assert verify().findings == []


def found_after(chance: random.Random, turn: int) -> bool:
    found = False
    try:
        with transaction.atomic():
            WAYS[turn % len(WAYS)](chance, chance.choice(list(Entry.objects.all())))
            found = bool(verify().findings)
            raise Undone
    except Undone:
        return found
