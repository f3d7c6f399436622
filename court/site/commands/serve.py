"""court serve: the web pages of one face, by gunicorn."""

import argparse
import os
import sys

from court.spine.journal import checks


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "serve",
        help="serve the pages of one face",
        description="Serve the pages. The public face mounts no staff page at all; a proxy with TLS stands in front.",
    )
    parser.add_argument("--face", choices=("staff", "public", "all"), default=os.environ.get("COURT_FACE", "all"))
    parser.add_argument("--bind", default="127.0.0.1:8000", help="address:port, or unix:PATH (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=8, help="threads a process (default: %(default)s)")
    parser.set_defaults(run=serve)


def serve(arguments: argparse.Namespace) -> int:
    """Become gunicorn, so that signals and exit codes are its own."""
    checks.refuse_unguarded()
    os.environ["COURT_FACE"] = arguments.face
    os.environ.setdefault("FORWARDED_ALLOW_IPS", os.environ.get("COURT_PROXIES", ""))
    command = [
        *(sys.executable, "-m", "gunicorn", "court.site.wsgi:application"),
        *("--bind", arguments.bind, "--worker-class", "gthread"),
        *("--workers", str(arguments.workers), "--threads", str(arguments.threads)),
        *("--timeout", "60", "--graceful-timeout", "10", "--keep-alive", "5", "--log-level", "warning"),
        *("--limit-request-line", "4094", "--no-control-socket"),
    ]
    os.execv(sys.executable, command)
