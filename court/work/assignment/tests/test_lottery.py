"""The draw: fair by weight, fixed by its record, and every change to the record found out."""
import copy
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court.work.assignment import lottery

SEED = bytes(range(32))
LENGTH = 200


def record(index=3, loads=(100, 300, 500), case_weight=100, number="（2026）晋0802民初1号"):
    able = [{"judge": str(i), "name": f"法官{i}", "load": load, "percent": 100} for i, load in enumerate(loads)]
    frozen = lottery.freeze(able, [], case_weight)
    secret = lottery.link(SEED, LENGTH, index)
    drawn, ticket, total = lottery.pick(able, case_weight, secret, frozen, number)
    return {"format": lottery.FORMAT, "case_number": number, "candidates": able, "excluded": [], "frozen": frozen,
            "case_weight": case_weight, "weights": lottery.weigh(able, case_weight), "ticket": ticket, "total": total,
            "result": able[drawn]["judge"], "at": "2026-03-04T09:00:00+08:00", "court": "晋0802",
            "chain": {"anchor": lottery.link(SEED, LENGTH, 0), "index": index, "secret": secret,
                      "previous": lottery.link(SEED, LENGTH, index - 1)}}


def test_a_true_record_is_recomputed_to_the_same_judge():
    true = record()
    assert lottery.verify(true)["judge"] == f"法官{true['result']}"


CHANGES = {
    "another judge": lambda r: r.update(result=str((int(r["result"]) + 1) % 3)),
    "a candidate taken off": lambda r: (r["candidates"].pop(), r["weights"].pop()),
    "a load changed": lambda r: r["candidates"][0].update(load=0),
    "a weight changed": lambda r: r["weights"].__setitem__(0, 999),
    "another secret": lambda r: r["chain"].update(secret=lottery.sha256("mine")),
    "a secret of one's own with its hash": lambda r: r["chain"].update(
        secret=lottery.sha256("mine"), previous=lottery.sha256(lottery.sha256("mine"))),
    "another place in the chain": lambda r: r["chain"].update(index=4),
    "another anchor": lambda r: r["chain"].update(anchor=lottery.sha256("mine")),
    "another ticket": lambda r: r.update(ticket=(r["ticket"] + 1) % r["total"]),
    "another case": lambda r: r.update(case_number="（2026）晋0802民初2号"),
    "an excluded judge added": lambda r: r["excluded"].append({"judge": "9", "name": "某", "reason": "休假"}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_record_is_found_out(change):
    forged = copy.deepcopy(record())
    change(forged)
    with pytest.raises(lottery.BadRecord):
        lottery.verify(forged)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=12), st.integers(20, 400))
def test_nobody_is_certain_to_be_out_and_the_lighter_never_has_less_chance(loads, case_weight):
    able = [{"judge": str(i), "load": load, "percent": 100} for i, load in enumerate(loads)]
    weights = lottery.weigh(able, case_weight)
    assert all(w > 0 for w in weights)
    for lighter, heavier in zip(sorted(zip(loads, weights, strict=True)), sorted(zip(loads, weights, strict=True))[1:],
                                strict=False):
        assert lighter[0] == heavier[0] or lighter[1] >= heavier[1]


def test_draws_follow_the_weights():
    able = [{"judge": str(i), "load": load, "percent": 100} for i, load in enumerate((0, 0, 600))]
    weights = lottery.weigh(able, 100)
    seen = Counter(lottery.pick(able, 100, lottery.sha256(str(n)), "f", "案")[0] for n in range(6000))
    for index, one in enumerate(weights):
        assert abs(seen[index] / 6000 - one / sum(weights)) < 0.03


def test_half_a_share_draws_towards_half_a_load():
    able = [{"judge": "0", "load": 0, "percent": 100}, {"judge": "1", "load": 0, "percent": 50}]
    loads = [0, 0]
    for n in range(900):
        for i, one in enumerate(able):
            one["load"] = loads[i]
        loads[lottery.pick(able, 100, lottery.sha256(str(n)), "f", "案")[0]] += 100
    assert 0.42 < loads[1] / loads[0] < 0.58
