"""court admins: the first three administrators of a new installation, and the last way in for one of them."""

import argparse
from datetime import date

from court.kit.refusal import Refused

OFFICES = ("system_admin", "security_admin", "audit_admin")


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("admins", help="install the three administrators, or reset one on the server")
    inner = parser.add_subparsers(required=True, metavar="COMMAND")
    words = "make the three first accounts; from then on they appoint each other in the browser"
    install = inner.add_parser("install", help=words, description=words)
    install.add_argument("--court", default="晋08", help="code of their court (default: 晋08)")
    install.add_argument("--since", type=date.fromisoformat, help="first day in office; today when left out")
    for office in OFFICES:
        install.add_argument(f"--{office.replace('_', '-')}", dest=office, required=True, metavar="LOGIN:NAME:PHONE",
                             help="login name, name and mobile phone, parted by colons")
    install.set_defaults(run=run_install)
    reset = inner.add_parser("reset", help="void password and authenticator of a member of the court; print a new code")
    reset.add_argument("username", help="the login name")
    reset.set_defaults(run=run_reset)


def run_install(arguments: argparse.Namespace) -> int:
    """Prints a single-use code for each, good for 24 hours at /staff/activate/."""
    from court.base.courts import clock
    from court.base.courts.actions import load_reference
    from court.base.people.actions import NewAccount, install_administrators

    load_reference()
    people = {}
    for office in OFFICES:
        parts = getattr(arguments, office).split(":")
        if len(parts) != 3:
            raise Refused(f"{office}: LOGIN:NAME:PHONE", do="例如 zhu:朱某:13800138000")
        people[office] = NewAccount(parts[0], parts[1], arguments.court, phone=parts[2])
    tokens = install_administrators(people, since=arguments.since or clock.today())
    for office, token in tokens.items():
        print(f"{office}\t{people[office].username}\t{token}")
    return 0


def run_reset(arguments: argparse.Namespace) -> int:
    """Prints a single-use code, good for 15 minutes."""
    from court.base.people.actions import reset_on_the_server

    print(reset_on_the_server(arguments.username))
    return 0
