"""The product and its floor in turn, in the same run; medians over the rounds."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from bench.processor import Meter

WARM_UP = 3


@dataclass
class Pair:
    """One turn, prepared: what is done is measured, what prepared it is not."""

    product: Callable[[], object]
    floor: Callable[[], object]


def compare(prepare: Callable[[], Pair], meter: Meter, rounds: int, times: int) -> dict:
    """{"product_ms", "floor_ms", "ratio", "ratios"}: milliseconds of processor a time, medians of the rounds."""
    for _ in range(WARM_UP):
        pair = prepare()
        pair.product()
        pair.floor()
    product, floor = [], []
    for _ in range(rounds):
        meter.look()
        spent = [0, 0]
        for turn in range(times):
            pair = prepare()
            gc.collect()
            # Who goes first changes, so that neither always finds the other's caches warm.
            for which in (0, 1) if turn % 2 else (1, 0):
                spent[which] += meter.of(pair.floor if which else pair.product)
        product.append(spent[0] / times / 1e6)
        floor.append(spent[1] / times / 1e6)
    ratios = [one / two for one, two in zip(product, floor, strict=True)]
    return {"product_ms": round(median(product), 3), "floor_ms": round(median(floor), 3),
            "ratio": round(median(ratios), 2), "ratios": [round(one, 2) for one in ratios],
            "rounds": rounds, "times": times}  # fmt: skip
