"""court dossier evaluate DIR."""

import argparse
import json
import sys
from pathlib import Path


def add(inner: argparse._SubParsersAction) -> None:
    words = "read labelled pictures of pages and say how many characters, directions, kinds and fields are right"
    parser = inner.add_parser("evaluate", help=words)
    parser.add_argument("folder", type=Path, metavar="DIR", help="holds labels.jsonl and the pictures it names")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all figures and every page here")
    parser.add_argument("--limit", type=int, help="only the first so many pictures")
    parser.add_argument("--jobs", type=int, default=1, help="processes that read at the same time (default 1)")
    parser.add_argument("--reading-cache", type=Path, metavar="DIR", help="keep what was read here; a changed reader reads again")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit 0; 1 where labels or pictures were left out. Progress goes to standard error."""
    from court.site.evaluating.figures import measure
    from court.site.evaluating.report import as_json, lines

    def say(words: str) -> None:
        print(words, file=sys.stderr, flush=True)

    figures = measure(arguments.folder, limit=arguments.limit, jobs=arguments.jobs, cache_in=arguments.reading_cache, say=say)
    print("\n".join(lines(figures)))
    if arguments.json:
        arguments.json.write_text(json.dumps(as_json(figures), ensure_ascii=False, indent=1), "utf-8")
    return 1 if figures.faults else 0
