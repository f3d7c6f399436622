"""court check: may this installation run?"""

import argparse
import json
import sys

from django.core import checks
from django.db import connections

from court.kit import crypto
from court.kit.press import fonts
from court.site import migrating


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "check",
        help="may this installation run?",
        description="Settings, databases, migrations and keys. Every finding says how to mend it.",
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=check)


def check(arguments: argparse.Namespace) -> int:
    found = findings()
    if arguments.json:
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        for finding in found:
            print(f"{finding['id']}: {finding['what']}\n    {finding['cure']}")
        print(f"{len(found)} findings" if found else "nothing found: this installation may run")
    return 1 if found else 0


def findings() -> list[dict[str, str]]:
    """What stands in the way, each with id, what and cure."""
    messages = checks.run_checks(include_deployment_checks=False, databases=list(connections))
    found = [
        {"id": message.id or "", "what": message.msg, "cure": message.hint or ""}
        for message in messages
        if message.is_serious() and not message.is_silenced()
    ]
    return found + _migrations() + _keys() + _fonts()


def _migrations() -> list[dict[str, str]]:
    found = []
    for alias in connections:
        if waiting := migrating.waiting(alias):
            what = f"Database {alias} lacks {len(waiting)} migrations"
            found.append({"id": "court.E010", "what": what, "cure": "court prepare"})
    return found


def _keys() -> list[dict[str, str]]:
    try:
        crypto.unseal(crypto.seal("1", "check"), "check")
    except (crypto.KeysInDanger, crypto.CannotOpen, OSError) as error:
        return [{"id": "court.E011", "what": f"The key ring does not work: {error}", "cure": "docs/duty/settings.md"}]
    return []


def _fonts() -> list[dict[str, str]]:
    if lacking := fonts.missing():
        what = f"No Chinese font here for {', '.join(lacking)}: no paper can be made"
        cure = "apt-get install fonts-noto-cjk, or put fonts into COURT_HOME/fonts"
        return [{"id": "court.E013", "what": what, "cure": cure}]
    return []
