"""court backup and court restore: one moment, whole, verified, on both databases."""

import json
import shutil
import time
from pathlib import Path

import pytest

from court.kit.refusal import Refused
from court.site import snapshots
from court.spine.journal.tests.own_court import OwnCourt, own_court

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
# A column called sha256 names stored content, whichever room owns the table.
FILL = """
from datetime import UTC, datetime
from django.db import connection, transaction
from court.base.courts import clock
from court.kit import blobs
from court.spine.journal.actions import append
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE IF NOT EXISTS dossier_rendition (sha256 varchar(64))")
for turn in range({first}, {last}):
    sha256 = blobs.put(b"paper %d" % turn).sha256
    with transaction.atomic(), connection.cursor() as cursor:
        append(f"case:{{turn % 7}}", "test.filed", by=None, at=datetime.now(UTC), facts={{"sha256": sha256}})
        cursor.execute("INSERT INTO dossier_rendition VALUES (%s)", [sha256])
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A court with thirty papers, to be copied."""
    with own_court(tmp_path_factory.mktemp("filled") / "home", reads=True) as made:
        made.script(FILL.format(first=0, last=30))
        yield made


@pytest.fixture
def court(filled, tmp_path):
    with own_court(tmp_path / "home", like=filled) as made:
        yield made


@pytest.fixture(scope="module")
def kept(filled, tmp_path_factory):
    """A court that the tests only look at, the folder of its back-ups, and what its one back-up said."""
    place = tmp_path_factory.mktemp("kept")
    with own_court(place / "home", like=filled) as made:
        yield made, place / "copies", back_up(made, place / "copies")


@pytest.fixture
def elsewhere(tmp_path):
    """An empty place of the same kind of database, with nothing but the keys put back."""
    with own_court(tmp_path / "elsewhere", ()) as made:
        yield made


def back_up(court: OwnCourt, where: Path, code: int = 0) -> dict:
    done = court.command("backup", str(where), "--json")
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def restore(court: OwnCourt, where: Path, *words: str, code: int = 0) -> dict:
    done = court.command("restore", str(where), "--json", *words)
    assert done.returncode == code, done.stderr + done.stdout
    return json.loads(done.stdout)


def put_keys(court: OwnCourt, elsewhere: OwnCourt) -> None:
    shutil.copytree(court.home / "keys", elsewhere.home / "keys", dirs_exist_ok=True)


def entries(court: OwnCourt) -> list[tuple]:
    return court.rows("SELECT stream, place, digest FROM journal_entry WHERE kind = 'test.filed' ORDER BY id")


def test_what_was_backed_up_comes_back_whole_in_another_place_and_goes_on_there(kept, elsewhere):
    court, copies, made = kept
    put_keys(court, elsewhere)
    done = restore(elsewhere, copies)
    assert done["whole"] is True
    assert (done["entries"], made["blobs"], made["referenced"]) == (30, 30, 30)
    assert entries(elsewhere) == entries(court)
    contents = {path.name: path.read_bytes() for path in (elsewhere.home / "blobs").rglob("*") if path.is_file()}
    assert sorted(contents.values()) == sorted(b"paper %d" % turn for turn in range(30))
    elsewhere.script(FILL.format(first=30, last=40))
    assert elsewhere.command("journal", "export").returncode == 0
    assert elsewhere.command("journal", "verify").returncode == 0
    assert len(entries(elsewhere)) == 40


def test_a_back_up_while_everybody_writes_is_of_one_moment(court, elsewhere, tmp_path):
    writers = [court.start("-c", "import django; django.setup()\n" + FILL.format(first=100 * n, last=100 * n + 4000))
               for n in (1, 50)]  # fmt: skip
    try:
        started = len(entries(court))
        while len(entries(court)) < started + 20:
            time.sleep(0.05)
        made = back_up(court, tmp_path / "copies")
        assert all(writer.poll() is None for writer in writers), "they were to write during the back-up"
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()
    put_keys(court, elsewhere)
    done = restore(elsewhere, tmp_path / "copies")
    assert done["whole"] is True
    assert done["entries"] == made["journal"]["entries"]
    assert made["missing"] == []
    assert set(entries(elsewhere)) < set(entries(court))


def test_a_second_back_up_copies_only_new_files_and_each_can_be_restored(court, elsewhere, tmp_path):
    first = Path(back_up(court, tmp_path / "copies")["folder"]).name
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "copies" / "blobs").rglob("*") if path.is_file()}
    court.script(FILL.format(first=30, last=33))
    time.sleep(1.1)
    assert back_up(court, tmp_path / "copies")["blobs"] == 33
    assert {path: path.stat().st_mtime_ns for path in before} == before
    put_keys(court, elsewhere)
    restore(elsewhere, tmp_path / "copies", "--at", first)
    assert len(entries(elsewhere)) == 30


def test_it_refuses_a_place_that_is_not_empty_and_puts_it_aside_when_told(court, tmp_path):
    back_up(court, tmp_path / "copies")
    court.script(FILL.format(first=30, last=35))
    court.command("journal", "export")
    refused = court.command("restore", str(tmp_path / "copies"))
    assert refused.returncode == 3
    assert "不是空的" in refused.stderr
    assert len(entries(court)) == 35
    done = restore(court, tmp_path / "copies", "--force-empty")
    assert done["whole"] is True
    assert done["lost"] == 6, "five acts and the entry of the back-up itself went outside and are gone"
    assert len(done["aside"]) == 3
    assert len(entries(court)) == 30


def test_a_worker_still_running_stops_the_restore(court, tmp_path):
    back_up(court, tmp_path / "copies")
    marks = tmp_path / "marks"
    worker = court.start("-m", "court.spine.errands.tests.worker_process", str(marks), "0")
    try:
        until = time.monotonic() + 15
        while not list((court.home / "run").glob("worker-*")):
            assert time.monotonic() < until
            time.sleep(0.05)
        refused = court.command("restore", str(tmp_path / "copies"), "--force-empty")
        assert (refused.returncode, len(entries(court))) == (3, 30)
        assert "正在运行" in refused.stderr
    finally:
        worker.terminate()
        worker.wait(10)


@pytest.mark.parametrize("name", ["default.*", "reads.*", "heads/*", "blobs.txt", "manifest.json"])
def test_a_back_up_with_any_file_changed_is_refused(kept, tmp_path, name):
    folder = shutil.copytree(kept[2]["folder"], tmp_path / "copy")
    assert snapshots.read(folder)["journal"]["entries"] == 30
    (file,) = folder.glob(name)
    content = bytearray(file.read_bytes())
    at = content.index(b'"entries"') + 11 if name == "manifest.json" else len(content) // 2
    content[at] ^= 1
    file.write_bytes(content)
    with pytest.raises(Refused, match="签名不符|已改变"):
        snapshots.read(folder)


def test_a_back_up_of_another_court_is_known_by_its_key(kept, tmp_path):
    with pytest.raises(Refused, match="签名不符"):
        snapshots.read(Path(kept[2]["folder"]), public=tmp_path)


def test_a_file_damaged_in_the_back_up_is_named_and_the_rest_comes_back(kept, elsewhere, tmp_path):
    court = kept[0]
    shutil.copytree(kept[1], tmp_path / "copies")
    victim = sorted(path for path in (tmp_path / "copies" / "blobs").rglob("*") if path.is_file())[3]
    victim.chmod(0o600)
    victim.write_bytes(b"something else")
    put_keys(court, elsewhere)
    done = restore(elsewhere, tmp_path / "copies", code=1)
    assert done["damaged"] == [victim.name]
    assert sum(path.is_file() for path in (elsewhere.home / "blobs").rglob("*")) == 29


def test_content_lost_at_the_source_is_named_by_the_back_up(court, tmp_path):
    victim = sorted(path for path in (court.home / "blobs").rglob("*") if path.is_file())[3]
    victim.unlink()
    assert back_up(court, tmp_path / "copies", code=1)["missing"] == [victim.name]


def test_a_tampered_journal_comes_back_with_its_finding(court, elsewhere, tmp_path):
    court.script("""
from django.db import connection
from court.spine.journal import triggers
triggers.remove(connection)
with connection.cursor() as cursor:
    cursor.execute("UPDATE journal_entry SET facts = '{}' WHERE stream = 'case:3' AND place = 2")
triggers.install(connection)
""")
    back_up(court, tmp_path / "copies")
    put_keys(court, elsewhere)
    done = restore(elsewhere, tmp_path / "copies", code=1)
    (found,) = done["findings"]
    assert (found["what"], found["stream"], found["place"]) == ("changed", "case:3", 2)


def test_keys_are_never_in_it(kept):
    court, copies, made = kept
    (secret,) = (path.read_bytes().splitlines()[1] for path in (court.home / "keys").glob("journal.pem"))
    written = [path.read_bytes() for path in copies.rglob("*") if path.is_file()]
    assert not any(secret in content for content in written)
    assert "COURT_KEYS" in made["keys"]


def test_a_back_up_killed_half_way_is_none_and_does_not_stop_the_next(court, elsewhere, tmp_path):
    court.script(FILL.format(first=30, last=150))
    killed = court.start("-m", "court.site.commandline", "backup", str(tmp_path / "copies"))
    until = time.monotonic() + 20
    while not list((tmp_path / "copies").glob(".2*/default.*")):
        assert time.monotonic() < until
        time.sleep(0.01)
    killed.kill()
    killed.wait()
    assert elsewhere.command("restore", str(tmp_path / "copies")).returncode == 3
    back_up(court, tmp_path / "copies")
    put_keys(court, elsewhere)
    assert restore(elsewhere, tmp_path / "copies")["whole"] is True


def test_an_empty_folder_holds_no_back_up(elsewhere, tmp_path):
    refused = elsewhere.command("restore", str(tmp_path))
    assert (refused.returncode, "没有完整的备份" in refused.stderr) == (3, True)
