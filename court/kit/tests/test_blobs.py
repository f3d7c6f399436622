import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from court.kit.blobs import Blob, Damaged, Store
from court.kit.refusal import Refused

ABC_SM3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"  # GB/T 32905-2016, example 1


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "blobs")


def test_content_is_known_by_both_digests(store):
    blob = store.put(b"abc")
    assert blob == Blob(hashlib.sha256(b"abc").hexdigest(), ABC_SM3, 3)
    assert store.read(blob.sha256) == b"abc"
    store.verify(blob)


def test_the_same_content_is_stored_once(store):
    first, second = store.put(b"a" * 300_000), store.put(io.BytesIO(b"a" * 300_000))
    assert first == second
    assert list(store.all()) == [first.sha256]


def test_stored_content_is_never_written_again(store):
    blob = store.put(b"the original")
    before = store.path(blob.sha256).stat()
    store.put(b"the original")
    after = store.path(blob.sha256).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert before.st_mode & 0o222 == 0


def _aged(path):
    os.utime(path, (0, 0))


def test_content_is_removed_once_but_not_while_somebody_stores_it_again(store, monkeypatch):
    blob = store.put(b"to be destroyed")
    assert store.remove(blob.sha256) is False and store.has(blob.sha256), "just stored"
    _aged(store.path(blob.sha256))
    store.put(b"to be destroyed")
    assert store.remove(blob.sha256) is False and store.read(blob.sha256) == b"to be destroyed", "stored again"
    _aged(store.path(blob.sha256))
    rename = Path.rename

    def stored_just_before(self, target):
        store.put(b"to be destroyed")
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", stored_just_before)
        assert store.remove(blob.sha256) is False
    assert store.read(blob.sha256) == b"to be destroyed"
    _aged(store.path(blob.sha256))
    assert store.remove(blob.sha256) is True and not store.has(blob.sha256)
    assert store.put(b"to be destroyed") == blob and store.has(blob.sha256)


def test_too_large_content_is_refused_and_leaves_nothing(store):
    with pytest.raises(Refused) as refused:
        store.put(io.BytesIO(b"x" * 2_000_001), limit=2_000_000)
    assert refused.value.status == 413
    assert "2MB" in refused.value.for_people()
    assert list((store.root / "incoming").iterdir()) == []
    assert list(store.all()) == []


def test_a_stream_that_breaks_off_leaves_nothing(store):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            part = super().read(10)
            if not part:
                raise OSError("the connection is gone")
            return part

    with pytest.raises(OSError, match="gone"):
        store.put(Broken(b"x" * 50))
    assert list((store.root / "incoming").iterdir()) == []
    assert list(store.all()) == []


@pytest.mark.parametrize("damage", ["flip", "cut", "swap", "remove"])
def test_any_damage_is_found(store, damage):
    blob = store.put(b"a page of the dossier" * 100)
    path = store.path(blob.sha256)
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    if damage == "flip":
        content[40] ^= 1
    elif damage == "cut":
        content = content[:-1]
    elif damage == "swap":
        content = bytearray(b"z" * len(content))
    path.unlink() if damage == "remove" else path.write_bytes(bytes(content))
    with pytest.raises(Damaged):
        store.verify(blob)


def test_a_wrong_sm3_is_found_although_sha256_holds(store):
    blob = store.put(b"abc")
    with pytest.raises(Damaged, match="sm3"):
        store.verify(Blob(blob.sha256, "0" * 64, 3))


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "ABC", "a" * 63, "a" * 64 + "/"])
def test_only_a_digest_leads_to_a_path(store, name):
    with pytest.raises(ValueError, match="SHA-256"):
        store.path(name)


def test_many_may_store_the_same_at_once(store):
    with ThreadPoolExecutor(8) as pool:
        blobs = set(pool.map(lambda _: store.put(b"same" * 50_000), range(24)))
    assert len(blobs) == 1
    store.verify(blobs.pop())
    assert list((store.root / "incoming").iterdir()) == []


def test_file_and_every_new_folder_are_synced_before_the_answer(store, monkeypatch):
    synced = []
    real = os.fsync

    def watch(handle):
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr("court.kit.blobs.os.fsync", watch)
    blob = store.put(b"durable")
    final = store.path(blob.sha256)
    assert any("/incoming/" in path for path in synced), "the bytes"
    for folder in (final.parent, final.parent.parent, store.root):
        assert str(folder) in synced, f"the name in {folder.name}"
