"""The measuring process, inside a throw-away court; `python -m bench` starts it, one for each database."""

import argparse
import json
import os
import sys

NAMES = ("filing", "act", "page", "pages", "errands", "memory", "list")


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.run")
    parser.add_argument("--only", default=",".join(NAMES))
    for name in ("rounds", "times", "rows", "few", "errands"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--quiet", type=float, required=True)
    given = parser.parse_args()
    import django  # the settings of the throw-away court stand in the environment by now

    django.setup()
    from bench import acts, casepage, errands, filing, lists, memory, pages, scene
    from bench.processor import Meter

    meter = Meter(int(os.environ["BENCH_POSTMASTER"]) if "BENCH_POSTMASTER" in os.environ else None)
    set_up = scene.build()
    work = {
        "filing": lambda: filing.measure(set_up, meter, given.rounds, given.times),
        "act": lambda: acts.measure(set_up, meter, given.rounds, given.times),
        "page": lambda: casepage.measure(set_up, meter, given.rounds, given.times),
        "pages": lambda: pages.measure(set_up),
        "errands": lambda: errands.measure(set_up, meter, given.rounds, given.errands),
        "memory": lambda: memory.measure(given.quiet),
        "list": lambda: lists.measure(set_up, meter, given.rounds, given.times, given.few, given.rows),
    }
    wanted = given.only.split(",")
    for name in (one for one in NAMES if one in wanted):
        print(f"bench: {name} …", file=sys.stderr, flush=True)
        for result in work[name]():
            print(json.dumps(result, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
