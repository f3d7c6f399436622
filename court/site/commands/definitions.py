"""court definitions: check the definitions of procedures, draw them, and say what a change does to open cases."""

import argparse
import json
import sys
from pathlib import Path


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("definitions", help="check and draw the definitions of procedures")
    inner = parser.add_subparsers(required=True, metavar="COMMAND")
    check = inner.add_parser("check", help="refuse what is unreachable, endless, anonymous or unknown; exit 1 if any")
    check.add_argument("files", nargs="*", type=Path, help="definitions to check; by default those that ship")
    check.add_argument("--shared", type=Path, help="folder of fragments, for files of your own")
    check.add_argument("--json", action="store_true", help="for programs")
    check.set_defaults(run=run_check)
    draw = inner.add_parser("draw", help="stage graph, permission matrix, clock table and notice table of a procedure")
    draw.add_argument("code", nargs="?", default="civil_first")
    draw.add_argument("--what", choices=["stages", "permissions", "clocks", "notices", "all"], default="all")
    draw.set_defaults(run=run_draw)
    impact = inner.add_parser("impact", help="what a changed definition would do to open cases")
    impact.add_argument("file", type=Path)
    impact.add_argument("--json", action="store_true", help="for programs")
    impact.set_defaults(run=run_impact)


def run_check(arguments: argparse.Namespace) -> int:
    """Every fault on its line, then a closing count. Exit 0 without faults, 1 with."""
    from court.spine.cases import checks, definitions

    files = arguments.files or sorted(definitions.HERE.glob("*.yaml"))
    rows = []
    for path in files:
        try:
            definition = definitions.load(path, arguments.shared)
            rows += [{"file": path.name, "place": place, "fault": words} for place, words in checks.faults(definition)]
        except definitions.BadDefinition as bad:
            rows.append({"file": bad.file, "place": bad.place, "fault": bad.fault})
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 1 if rows else 0
    for row in rows:
        print(f"{row['file']}: {row['place']}: {row['fault']}")
    print(f"{len(files)} definitions, {len(rows)} faults")
    return 1 if rows else 0


def run_draw(arguments: argparse.Namespace) -> int:
    """Tables in Markdown, and the stages as a Mermaid graph, for the manual and for people who ask."""
    from court.spine.cases import definitions, drawing

    found = [d for (code, _), d in definitions.shipped().items() if code == arguments.code]
    if not found:
        print(f"no procedure is called {arguments.code}", file=sys.stderr)
        return 2
    newest = max(found, key=lambda definition: definition.version)
    parts = drawing.PARTS if arguments.what == "all" else {arguments.what: drawing.PARTS[arguments.what]}
    for draw in parts.values():
        print(draw(newest))
    return 0


def run_impact(arguments: argparse.Namespace) -> int:
    """Open cases by stage and what the new text takes away from or gives to them."""
    from court.spine.cases import definitions, impact

    try:
        new = definitions.load(arguments.file)
    except definitions.BadDefinition as bad:
        print(bad, file=sys.stderr)
        return 1
    report = impact.report(new)
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print("\n".join(impact.in_words(report)))
    return 0
