import os
import threading
from concurrent.futures import ThreadPoolExecutor

from court.kit import ids
from court.kit.ids import Ids


def test_ids_grow_and_fit_into_63_bits(tmp_path):
    source = Ids(tmp_path, 3)
    found = [source.next() for _ in range(5000)]
    assert found == sorted(set(found))
    assert 0 < found[0] < found[-1] < 2**63


def test_threads_never_get_the_same_id(tmp_path):
    source = Ids(tmp_path, 0)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: source.next(), range(4000)))
    assert len(set(found)) == 4000


def test_two_processes_of_a_machine_hold_different_slots(tmp_path):
    first, second = Ids(tmp_path, 0), Ids(tmp_path, 0)
    pairs = [(first.next(), second.next()) for _ in range(200)]
    assert len({each for pair in pairs for each in pair}) == 400
    assert pairs[0][0] >> 10 & 127 != pairs[0][1] >> 10 & 127


def test_a_forked_child_takes_a_slot_of_its_own(settings, tmp_path):
    settings.COURT_HOME, settings.COURT_MACHINE = tmp_path, 1
    ours = ids.new_id()
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        os.write(writer, str(ids.new_id()).encode())
        os._exit(0)
    os.waitpid(child, 0)
    theirs = int(os.read(reader, 32))
    assert theirs >> 10 & 127 != ours >> 10 & 127
    assert ids.new_id() >> 10 & 127 == ours >> 10 & 127


def test_a_clock_set_back_gives_no_id_twice_even_after_a_restart(tmp_path, monkeypatch):
    now = [1_000_000]
    monkeypatch.setattr(Ids, "_now", staticmethod(lambda: now[0]))
    before = Ids(tmp_path, 0)
    last = max(before.next() for _ in range(3000))
    before.after_fork()  # the process ends: its slot is free again
    now[0] -= 3_000
    after = Ids(tmp_path, 0)
    assert after.next() > last


def test_machines_do_not_collide(tmp_path):
    one, other = Ids(tmp_path / "a", 1), Ids(tmp_path / "b", 2)
    assert {one.next() for _ in range(500)}.isdisjoint({other.next() for _ in range(500)})


def test_codes_can_be_read_aloud_and_typed_carelessly():
    code = ids.public_code(12)
    assert len(code) == 12
    assert set(code) <= set(ids.ALPHABET)
    assert not set("01OILU") & set(ids.ALPHABET)
    assert ids.read_code(f" {code[:4].lower()}-{code[4:8]} {code[8:]} ") == code
    assert len({ids.public_code() for _ in range(2000)}) == 2000


def test_many_threads_may_ask_for_the_first_id_at_once(settings, tmp_path):
    settings.COURT_HOME, settings.COURT_MACHINE = tmp_path, 0
    gate, found = threading.Barrier(6), []

    def ask():
        gate.wait()
        found.append(ids.new_id())

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 6
