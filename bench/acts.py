"""Acts with all their rows and errands, against raw SQL that writes the same rows.

An act begins where a request has found out who acts: the offices of the actor are known by then.
"""

from collections.abc import Callable
from uuid import uuid4

from bench import rows, scene
from bench.scene import Scene
from bench.turns import Pair, compare
from court.site.demo.life import Life
from court.spine.cases.acts import perform


def assign(set_up: Scene, life: Life, key: str) -> Callable[[], object]:
    judge, clerk = set_up.account("judge"), set_up.account("clerk")
    by, at, case = set_up.actor("case_manager"), life.at(), life.case
    facts = {"judge": str(judge.pk), "clerk": str(clerk.pk)}
    return lambda: perform(case.pk, "assign_judge", by=by, at=at, facts=facts, token=case.version, key=key)


def send(set_up: Scene, life: Life, key: str) -> Callable[[], object]:
    by, at, case = life.handler("clerk"), life.at(), life.case
    return lambda: perform(case.pk, "send_papers", by=by, at=at, facts={"days": "15"}, token=case.version, key=key)


def paid(set_up: Scene) -> Life:
    life = set_up.life()
    life.pay()
    life.case.refresh_from_db()
    return life


def assigned(set_up: Scene) -> Life:
    life = paid(set_up)
    life.assign()
    life.case.refresh_from_db()
    return life


ACTS = {"assign_judge": (paid, assign), "send_papers": (assigned, send)}


def measure(set_up: Scene, meter, rounds: int, times: int) -> list[dict]:
    return [_act(set_up, meter, code, rounds, times) for code in ACTS]


def _act(set_up: Scene, meter, code: str, rounds: int, times: int) -> dict:
    ready, prepare = ACTS[code]
    first, key = ready(set_up), uuid4().hex
    act, before = prepare(set_up, first, key), scene.family(first.case)
    with rows.Recorder() as recorder:
        act()
    written = recorder.written

    def pair() -> Pair:
        one, two, other = ready(set_up), ready(set_up), uuid4().hex
        known = {key: other, **dict(zip(before, scene.family(two.case), strict=True))}
        prepared = rows.statements(written, known)
        return Pair(prepare(set_up, one, uuid4().hex), lambda: rows.write(prepared))

    input_ = f"{code}: {written.count()} rows: " + ", ".join(f"{n} {t}" for t, n in sorted(written.by_table().items()))
    return {"bench": f"act {code}", "input": input_, "most": 5.0, "aim": 3.0, **compare(pair, meter, rounds, times)}
