"""make bench: the figures of the platform beside their floors, on SQLite and PostgreSQL.

Exit 0 when every figure keeps its limit, 1 when one does not, 3 when something could not be measured.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from bench import report
from bench.run import NAMES
from court.site.rehearsal import place

ROOT = Path(__file__).resolve().parents[1]
DATABASES = ("sqlite", "postgresql")
# Benches that stand alone, with words of their own: python -m bench viewer --help
APART = {"ocr": "bench.ocr", "viewer": "bench.viewer"}
QUICK = {"rounds": 1, "times": 2, "rows": 300, "few": 100, "errands": 20, "quiet": 0.5}
FULL = {"rounds": 3, "times": 10, "rows": 500_000, "few": 5_000, "errands": 1_000, "quiet": 10.0}


def main(arguments: list[str] | None = None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    if words and words[0] in APART:
        return import_module(APART[words[0]]).main(words[1:])
    parser = argparse.ArgumentParser(prog="bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=(*DATABASES, "both"), default="both")
    parser.add_argument("--only", default=",".join(NAMES), help="some of %(default)s")
    parser.add_argument("--quick", action="store_true", help="tiny sizes: shows that it works, its figures mean nothing")
    for name, value in FULL.items():
        parser.add_argument(f"--{name}", type=type(value), help=f"({value})")
    parser.add_argument("--json", action="store_true", help="the results for programs, one document")
    given = parser.parse_args(arguments)
    if unknown := set(given.only.split(",")) - set(NAMES):
        parser.error(f"no bench is called {', '.join(sorted(unknown))}")
    sizes = {name: getattr(given, name) or value for name, value in (QUICK if given.quick else FULL).items()}
    results, whole = [], True
    for database in DATABASES if given.database == "both" else [given.database]:
        found, code = measure(database, given.only, sizes)
        results += [{"database": database, **result} for result in found]
        whole = whole and code == 0
    told = {"machine": report.machine(), "sizes": sizes, "results": [{**one, "kept": report.kept(one)} for one in results]}
    print(json.dumps(told, ensure_ascii=False, indent=1) if given.json else report.as_text(told))
    if not whole:
        return 3
    return 0 if all(one["kept"] for one in told["results"]) else 1


def measure(database: str, only: str, sizes: dict) -> tuple[list[dict], int]:
    """The results of one database in a court of its own, and the exit code of the process that measured."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="court-bench-")))
        settings = place.environment(home, place.free_port()) | {"PYTHONPATH": str(ROOT)}
        if database == "postgresql":
            server = _postgres().server(durable=True)
            settings |= stack.enter_context(server)
            settings["BENCH_POSTMASTER"] = _postmaster(settings["COURT_DATABASE_URL"])
        place.prepare(settings)
        words = [f"--{name}={value}" for name, value in sizes.items()]
        command = [sys.executable, "-m", "bench.run", f"--only={only}", *words]
        print(f"bench: {database}", file=sys.stderr, flush=True)
        done = subprocess.run(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True, check=False)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")], done.returncode


def _postgres():
    """tools/postgres.py, which is a program beside the packages."""
    sys.path.insert(0, str(ROOT / "tools"))
    import postgres

    return postgres


def _postmaster(url: str) -> str:
    """The number of the cluster's main process, from the folder of its socket."""
    return (Path(url.partition("host=")[2]) / "data" / "postmaster.pid").read_text().split()[0]


if __name__ == "__main__":
    sys.exit(main())
