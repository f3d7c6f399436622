"""court work: one worker that does the errands."""

import argparse
from importlib import import_module


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "work",
        help="do errands and schedules",
        description="Claim errands and do them, until SIGTERM. As many workers may run as are wanted.",
    )
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
    parser.set_defaults(run=work)


def work(arguments: argparse.Namespace) -> int | None:
    # Only here: a worker draws in what every room does later, which no other command needs.
    worker = import_module("court.spine.errands.worker")
    return worker.run(once=arguments.once)
