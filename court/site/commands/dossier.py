"""court dossier: check every file, and take a case's dossier out as one PDF."""

import argparse
import json
from itertools import chain
from pathlib import Path

from court.kit.refusal import Refused
from court.site.evaluating import command as evaluating
from court.site.pages import command as pages
from court.work.elements import command as elements


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("dossier", help="check papers, bind a case's dossier into one PDF")
    inner = parser.add_subparsers(required=True, metavar="COMMAND")
    words = "compare every file with digests, journal, pages, labels, words, parts, signatures; and archive packages"
    verify = inner.add_parser("verify", help=words)
    verify.add_argument("case", nargs="?", help="a case number; all papers of the court when left out")
    verify.add_argument("--json", action="store_true", help="for programs")
    verify.set_defaults(run=run_verify)
    bundle = inner.add_parser("bundle", help="one PDF of a volume, with cover, catalogue, bookmarks and page labels")
    bundle.add_argument("case", help="a case number, e.g. （2026）晋0802民初1号")
    bundle.add_argument("--volume", choices=["main", "inner"], default="main", help="正卷 (default) or 副卷")
    bundle.add_argument("--out", type=Path, help="file to write; <case number>.pdf here when left out")
    bundle.set_defaults(run=run_bundle)
    elements.add(inner)
    evaluating.add(inner)
    pages.add(inner)


def run_verify(arguments: argparse.Namespace) -> int:
    """A line for each thing that differs, as it is found, then a count. Exit 0 when nothing does, 1 when something."""
    from court.spine.dossier.verification import verify
    from court.work.archives import soundness as archives

    rows = []
    case = _case(arguments.case) if arguments.case else None
    for fault in chain(verify(case), archives.verify(case)):
        rows.append({"document": str(fault.document), "what": fault.what, "words": fault.words})
        if not arguments.json:
            print(f"{fault.document} {fault.what}: {fault.words}", flush=True)
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        print(f"{len(rows)} differences" if rows else "nothing differs")
    return 1 if rows else 0


def run_bundle(arguments: argparse.Namespace) -> int:
    """Writes the file and says its size. Refused when there is nothing to bind."""
    from court.base.courts import clock
    from court.spine.dossier.bundle import bundle

    case = _case(arguments.case)
    content = bundle(case, arguments.volume, on=clock.today())
    out = arguments.out or Path(f"{case.number}.pdf")
    out.write_bytes(content)
    print(f"{out}: {len(content):,} bytes")
    return 0


def _case(number: str):
    """The case of a number; half-width brackets do as well. Refused when there is none."""
    from court.spine.cases.models import Case

    wanted = number.replace("(", "（").replace(")", "）")
    found = Case.objects.select_related("court").filter(number=wanted).first()
    if found is None:
        raise Refused(f"没有案号为“{wanted}”的案件。", do="请核对案号。", code="missing", status=404)
    return found
