"""court journal: verify it, export its heads, show a stream, give and check proofs, compare with the tables."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import connection

from court.kit.refusal import Refused
from court.spine.cases import replay
from court.spine.journal import exports, headlog, keys, proofs, triggers
from court.spine.journal.models import Entry
from court.spine.journal.verification import Report, verify

SAID = {
    "gap": "an entry is missing before it, or stands twice",
    "broken_chain": "does not follow the entry before it",
    "changed": "was changed after it was written",
    "recomputed": "differs from what was exported: its chain was recomputed",
    "cut_tail": "stood outside and is gone: the tail was cut, or the stream taken away",
    "head_differs": "the head is not the end of the chain",
    "head_alone": "a head without entries: the stream was taken away",
    "unguarded": "a trigger is missing: court journal guard",
    "outside_damaged": "a line of the exported heads was changed or lost",
    "outside_lost": "exports are known inside that are missing outside",
    "export_row_gone": "an export stands outside and is missing inside",
    "export_row_differs": "an export differs inside and outside",
    "bad_signature": "not signed by a known key of the court",
    "root_differs": "the root is not that of the exported heads: chains were kept out of an export",
}


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("journal", help="verify, export, show or prove what happened")
    inner = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_verify(inner)
    export = inner.add_parser("export", help="write the heads that moved, and the root over all, outside now")
    export.set_defaults(run=export_heads)
    show = inner.add_parser("show", help="print the entries of a stream, e.g. case:123")
    show.add_argument("stream")
    show.add_argument("--json", action="store_true", help="one JSON line an entry")
    show.set_defaults(run=show_stream)
    rebuild = inner.add_parser(
        "rebuild",
        help="recompute cases from the journal and compare them with the tables",
        description="Replays the recorded effects of every case and names what differs from the tables. Changes "
        "nothing: what to mend is for people to decide. Exit code 1 when anything differs.",
    )
    rebuild.add_argument("--compare", action="store_true", required=True, help="compare only; there is no other way")
    rebuild.add_argument("--json", action="store_true", help="for programs")
    rebuild.set_defaults(run=compare)
    _add_proofs(inner)
    guard = inner.add_parser("guard", help="put missing triggers back; then verify, for anything may have happened")
    guard.set_defaults(run=put_guards_back)


def _add_verify(inner: argparse._SubParsersAction) -> None:
    parser = inner.add_parser(
        "verify",
        help="check every chain, every head and every exported line",
        description="Finds changed, missing, cut and recomputed entries; exit code 1 when anything is found. Keep a "
        "copy of the heads on another medium: without them a whole rewritten chain cannot be told from a true one.",
    )
    parser.add_argument("--heads", type=Path, metavar="DIR", help="folder of exported heads (default: this house's)")
    parser.add_argument("--keys", type=Path, metavar="DIR", help="folder of public keys (default: this house's)")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=verify_all)


def _add_proofs(inner: argparse._SubParsersAction) -> None:
    give = inner.add_parser("proof", help="print the proof that an entry stood in the journal, as JSON")
    give.add_argument("stream")
    give.add_argument("place", type=int)
    give.set_defaults(run=give_proof)
    check = inner.add_parser("check-proof", help="check a proof; needs only the court's public key")
    check.add_argument("file", type=Path)
    check.add_argument("--key", type=Path, metavar="PEM", help="the court's public key (default: those of this house)")
    check.set_defaults(run=check_proof)


def verify_all(arguments: argparse.Namespace) -> int:
    if arguments.heads and not arguments.heads.is_dir():
        raise Refused(f"找不到存证目录{arguments.heads}。", do="请用--heads指明导出目录。", code="no_heads")
    report = verify(arguments.heads, arguments.keys)
    if arguments.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        _print_report(report)
    return 1 if report.findings else 0


def _print_report(report: Report) -> None:
    for found in report.findings:
        where = f"{found.stream} {found.place or ''}".strip()
        print(f"{found.what}: {where or found.detail}: {SAID[found.what]}" + (f" ({found.detail})" if where else ""))
    if not report.outside:
        print("note: no exported heads; a rewritten chain with its head cannot be found without them")
    print(f"{report.entries} entries in {report.streams} streams, {report.exports} exports, {report.seconds:.1f} s: "
          + (f"{len(report.findings)} findings" if report.findings else "nothing found"))  # fmt: skip


def export_heads(arguments: argparse.Namespace) -> None:
    newest = exports.export()
    if newest is None:
        print("the journal is empty, nothing to export")
    else:
        print(f"{newest.at} root {newest.root} over {newest.streams} streams, {newest.entries} entries")
        print(headlog.folder())


def show_stream(arguments: argparse.Namespace) -> int:
    entries = Entry.objects.filter(stream=arguments.stream).order_by("place")
    if not entries:
        print(f"no entry in the stream {arguments.stream}", file=sys.stderr)
        return 1
    for entry in entries.iterator():
        print(json.dumps(_shown(entry), ensure_ascii=False) if arguments.json else _told(entry))
    return 0


def _shown(entry: Entry) -> dict[str, Any]:
    values = {field.name: getattr(entry, field.name) for field in Entry._meta.concrete_fields}
    return {**values, "id": str(entry.pk), "facts": entry.read_facts(), "effects": entry.read_effects()}


def _told(entry: Entry) -> str:
    who = f"{entry.actor} {entry.capacity}".strip() + (f" for {entry.behalf}" if entry.behalf else "")
    basis = f"\n      basis {entry.basis}" if entry.basis else ""
    return f"{entry.place:>5} {entry.at} {entry.kind} by {who}{basis}\n      {entry.facts}\n      {entry.digest}"


def compare(arguments: argparse.Namespace) -> int:
    cases, differing = 0, 0
    for case, differences in replay.compare_all():
        cases += 1
        if not differences:
            continue
        differing += 1
        if arguments.json:
            print(json.dumps({"case": str(case.pk), "differences": differences}, ensure_ascii=False))
        else:
            print("\n".join([f"case {case.pk}:", *(f"    {difference}" for difference in differences)]))
    if not arguments.json:
        print(f"{cases} cases replayed: " + (f"{differing} differ" if differing else "no difference"))
    return 1 if differing else 0


def give_proof(arguments: argparse.Namespace) -> int:
    entry = Entry.objects.filter(stream=arguments.stream, place=arguments.place).first()
    if entry is None:
        print(f"no entry at place {arguments.place} of {arguments.stream}", file=sys.stderr)
        return 1
    print(json.dumps(proofs.proof(entry), ensure_ascii=False, indent=1))
    return 0


def check_proof(arguments: argparse.Namespace) -> int:
    known = keys.known()
    if arguments.key:
        key = keys.read_public(arguments.key)
        known = {keys.key_id(key): key}
    try:
        header = proofs.check_proof(json.loads(arguments.file.read_text("utf-8")), known)
    except (proofs.NotProved, ValueError) as error:
        print(f"not proved: {error}", file=sys.stderr)
        return 1
    print(f"proved: stood in the journal at {header.at}")
    print(json.dumps(asdict(header), ensure_ascii=False))
    return 0


def put_guards_back(arguments: argparse.Namespace) -> None:
    gone = sorted(triggers.missing(connection))
    triggers.install(connection)
    print("\n".join(f"put back: {name}" for name in gone) or "all guards were there")
