"""The heads go outside in time, whole, signed, and a kill between the two writes heals by itself."""

from datetime import timedelta

import pytest
from django.db import connection

from court.base.access import audit
from court.base.courts import clock
from court.spine.journal import exports, headlog, keys
from court.spine.journal.models import Entry, ExportedHead, HeadExport
from court.spine.journal.tests.conftest import AT, unguarded
from court.spine.journal.verification import verify

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def later(monkeypatch):
    """Move the real clock on."""
    start, moved = clock.real_now(), timedelta()

    def move(**by):
        nonlocal moved
        moved += timedelta(**by)

    monkeypatch.setattr(clock, "real_now", lambda: start + moved)
    return move


def exported() -> int:
    return HeadExport.objects.count()


def test_the_first_entry_goes_out_at_once(heads, write, later):
    assert exports.export_if_due() is None
    write()
    exports.export_if_due()
    assert exported() == 1


def test_after_that_heads_go_out_when_a_minute_has_passed_and_something_is_new(heads, write, later):
    write()
    exports.export_if_due()
    later(seconds=61)
    exports.export_if_due()
    assert exported() == 1, "nothing is new"
    write()
    exports.export_if_due()
    assert exported() == 2
    write()
    later(seconds=59)
    exports.export_if_due()
    assert exported() == 2
    later(seconds=1)
    exports.export_if_due()
    assert exported() == 3


def test_a_thousand_entries_go_out_before_the_minute_is_over(heads, write, later, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ENTRIES", 10)
    write()
    exports.export_if_due()
    for _ in range(9):
        write()
    exports.export_if_due()
    assert exported() == 1
    write()
    exports.export_if_due()
    assert exported() == 2


def test_a_line_holds_only_the_heads_that_moved(heads, write):
    write("case:1")
    write("case:2")
    exports.export()
    write("case:2")
    exports.export()
    first, second = headlog.lines(heads)
    assert [(stream, place) for stream, place, _ in first.heads] == [("case:1", 1), ("case:2", 1)]
    assert [(stream, place) for stream, place, _ in second.heads] == [("case:2", 2)]
    assert (second.header.streams, second.header.entries) == (2, 3)


def test_a_day_that_is_over_is_sealed_at_the_end_of_its_own_file(heads, write, later):
    write()
    exports.export()
    later(days=1)
    exports.export_if_due()
    exports.export_if_due()
    (line, seal) = headlog.lines(heads)
    assert (line.header.sealed, seal.header.sealed) == (False, True)
    assert len(headlog.files(heads)) == 1
    assert headlog.check_signature(seal.header, keys.known())
    write()
    exports.export()
    assert len(headlog.files(heads)) == 2
    assert verify().findings == []


def test_a_kill_after_the_line_and_before_its_row_is_set_right_by_the_next_start(heads, write):
    write()
    exports.export()
    write()
    exports.export()
    with unguarded():
        HeadExport.objects.order_by("id").last().delete()
        ExportedHead.objects.update(place=1)
    exports.set_right_once.cache_clear()
    exports.export_if_due()
    assert exported() == 2
    assert ExportedHead.objects.get().place == 2
    assert verify().findings == []


def test_half_a_line_of_a_power_cut_is_cut_off_by_the_next_export(heads, write):
    write()
    exports.export()
    (file,) = headlog.files(heads)
    with file.open("ab") as out:
        out.write(b'{"number":2,"half')
    write()
    exports.export()
    assert [line.header.number for line in headlog.lines(heads)] == [1, 2]
    assert verify().findings == []


def test_the_key_and_the_folder_are_for_their_owner_only(heads, write, settings):
    write()
    exports.export()
    assert (settings.COURT_KEYS / "journal.pem").stat().st_mode & 0o077 == 0


def test_when_the_folder_cannot_be_written_nothing_counts_as_exported(heads, write):
    heads.parent.mkdir(exist_ok=True)
    heads.write_text("a file stands where the folder should")
    write()
    with pytest.raises(OSError, match="heads"):
        exports.export()
    assert exported() == 0
    assert not ExportedHead.objects.exists()


def test_changes_in_the_base_are_written_by_the_same_door(heads):
    assert audit.recorder() is not None
    audit.record("people:7", "people.disabled", by=None, facts={"account": "7"})
    entry = Entry.objects.get()
    assert (entry.stream, entry.kind, entry.actor) == ("people:7", "people.disabled", "system")
    audit.recorder()(stream="people:7", kind="people.enabled", actor="77", at=AT, facts={}, court="", capacity="",
                     basis="")  # fmt: skip
    assert Entry.objects.get(place=2).actor == "account:77"
    assert connection.in_atomic_block
