"""court demo: fill an empty database with the invented city."""

import argparse
import json
import sys
import time


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "demo", help="fill an empty database with Yuncheng's courts, a cast and about 200 cases",
        description="Fill an empty database with Yuncheng's courts, a full cast and invented cases in every stage. "
        "Marks the database as a demo for ever. Exit 0; 1 when there is data already.")
    parser.add_argument("--cases", type=int, default=200, metavar="N", help="how many cases (200)")
    parser.add_argument("--seed", type=int, help="another city")
    parser.add_argument("--if-empty", action="store_true", help="do nothing, and succeed, where there is data already")
    parser.add_argument("--cast", action="store_true", help="only print whom one can be")
    parser.add_argument("--json", action="store_true", help="the closing count for programs")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from court.base.courts.models import Court
    from court.kit.refusal import Refused
    from court.site.demo import city, whom

    if arguments.cast:
        print("\n".join(whom.lines()))
        return 0
    if arguments.if_empty and Court.objects.exists():
        return 0
    started = time.monotonic()
    try:
        made = city.make(arguments.cases, seed=arguments.seed or city.SEED, tell=_progress(arguments.json))
    except Refused as refused:
        print(f"court demo: {refused.for_people()}", file=sys.stderr)
        return 1
    made["seconds"] = round(time.monotonic() - started, 1)
    if arguments.json:
        print(json.dumps(made, ensure_ascii=False))
    else:
        print(f"{made['cases']} cases, {made['accounts']} members of the courts, {made['seconds']} s")
    return 0


def _progress(quiet: bool):
    """One line that is written over on a terminal, every twentieth case elsewhere."""
    live = sys.stderr.isatty()

    def tell(done: int, of: int, what: str) -> None:
        if quiet:
            return
        if live:
            print(f"\r  {done}/{of} {what:<50}", end="\n" if done == of else "", file=sys.stderr, flush=True)
        elif done % 20 == 0 or done == of:
            print(f"  {done}/{of}", file=sys.stderr, flush=True)

    return tell
