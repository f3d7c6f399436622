"""court work: one worker that does the errands."""

import argparse
from importlib import import_module

from court.spine.journal import checks


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "work",
        help="do errands and schedules",
        description="Claim errands and do them, until SIGTERM. As many workers may run as are wanted.",
    )
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
    parser.add_argument("--list", action="store_true", help="print all errands and schedules; do nothing")
    parser.set_defaults(run=work)


def work(arguments: argparse.Namespace) -> int | None:
    # Only here: a worker draws in what every room does later, which no other command needs.
    if arguments.list:
        list_all()
        return None
    worker = import_module("court.spine.errands.worker")
    checks.refuse_unguarded()
    return worker.run(once=arguments.once)


def list_all() -> None:
    """The wiring of what is done later, on one page."""
    registry = import_module("court.spine.errands.registry")
    for kind, handler in sorted(registry.HANDLERS.items()):
        how = "outside" if handler.outside else "database"
        print(f"{kind:<32} {how:<9} {handler.does.__module__}.{handler.does.__qualname__}")
    for name, turn in sorted(registry.SCHEDULES.items()):
        print(f"{name:<32} {turn.every_seconds:>6} s  {turn.does.__module__}.{turn.does.__qualname__}")
