"""court dossier pages DIR."""

import argparse
from pathlib import Path


def add(inner: argparse._SubParsersAction) -> None:
    parser = inner.add_parser("pages", help="make labelled pictures of invented papers, to measure reading and sorting")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    parser.add_argument("--count", type=int, default=60, help="pictures (default 60)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same pictures (default 1)")
    parser.add_argument("--fonts", nargs="+", metavar="NAME", help="only these fonts; all that are here when left out")
    parser.add_argument("--mode", nargs="+", metavar="MODE", help="only these: scan-clean scan-noisy scan-rotated fax-bw photo photo-hard")
    parser.add_argument("--batches", type=int, default=0, metavar="N", help="mixed batches besides (default none)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Says how many files were written."""
    from court.site.pages.making import make

    files = make(arguments.folder, count=arguments.count, seed=arguments.seed, fonts=arguments.fonts, modes=arguments.mode, batches=arguments.batches)
    print(f"{arguments.folder}: {files} pictures")
    return 0
