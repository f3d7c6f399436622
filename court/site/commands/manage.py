"""court manage: Django's own commands, for developers."""

import argparse

from django.core.management import execute_from_command_line


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("manage", help="Django's own commands, for developers", add_help=False)
    parser.add_argument("words", nargs=argparse.REMAINDER)
    parser.set_defaults(run=manage)


def manage(arguments: argparse.Namespace) -> None:
    execute_from_command_line(["court manage", *arguments.words])
