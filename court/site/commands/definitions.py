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
    check.add_argument("--scenarios", action="store_true",
                       help="play the scenarios too, in a throw-away court of their own (a minute or two)")
    check.add_argument("--json", action="store_true", help="for programs")
    check.set_defaults(run=run_check)
    draw = inner.add_parser("draw", help="stage graph, permission matrix, clock table and notice table of a procedure")
    draw.add_argument("code", nargs="?", default="civil_first")
    draw.add_argument("--what", choices=["stages", "permissions", "clocks", "notices", "all"], default="all")
    draw.add_argument("--picture", type=Path, metavar="FILE.svg", help="the stages and the acts between them as a picture")
    draw.set_defaults(run=run_draw)
    impact = inner.add_parser("impact", help="what a changed definition would do to open cases")
    impact.add_argument("file", type=Path)
    impact.add_argument("--shared", type=Path, help="folder of fragments, for a file of your own")
    impact.add_argument("--json", action="store_true", help="for programs")
    impact.set_defaults(run=run_impact)


def run_check(arguments: argparse.Namespace) -> int:
    """Every fault on its line, then a closing count. Exit 0 without faults, 1 with, 4 where no court could be made."""
    from court.spine.cases import definitions

    files = arguments.files or sorted(definitions.HERE.glob("*.yaml"))
    rows, played = [fault for path in files for fault in _faults(path, arguments.shared)], 0
    if arguments.scenarios and not rows:
        from court.site.scenarios import throwaway

        print("playing scenarios …", file=sys.stderr, flush=True)
        try:
            rows, played = throwaway.play(arguments.files, arguments.shared)
        except RuntimeError as why:
            print(why, file=sys.stderr)
            return throwaway.BROKEN
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 1 if rows else 0
    for row in rows:
        print(f"{row['file']}: {row['place']}: {row['fault']}")
    count = f", {played} scenarios" if arguments.scenarios else ""
    print(f"{len(files)} definitions{count}, {len(rows)} faults")
    return 1 if rows else 0


def _faults(path: Path, shared: Path | None) -> list[dict]:
    """What is wrong with the text of one definition."""
    from court.spine.cases import checks, definitions

    try:
        definition = definitions.load(path, shared)
    except definitions.BadDefinition as bad:
        return [{"file": bad.file, "place": bad.place, "fault": bad.fault}]
    return [{"file": path.name, "place": place, "fault": words} for place, words in checks.faults(definition)]


def run_draw(arguments: argparse.Namespace) -> int:
    """A picture (SVG) of the stages; or tables in Markdown, the stages as a Mermaid graph, for people who ask."""
    from court.spine.cases import definitions, drawing, picture

    found = [d for (code, _), d in definitions.shipped().items() if code == arguments.code]
    if not found:
        print(f"no procedure is called {arguments.code}", file=sys.stderr)
        return 2
    newest = max(found, key=lambda definition: definition.version)
    if arguments.picture:
        arguments.picture.write_text(picture.svg(newest), "utf-8")
        print(f"{arguments.picture}: {len(newest.stages)} stages, {len(newest.acts)} acts")
        return 0
    parts = drawing.PARTS if arguments.what == "all" else {arguments.what: drawing.PARTS[arguments.what]}
    for draw in parts.values():
        print(draw(newest))
    return 0


def run_impact(arguments: argparse.Namespace) -> int:
    """Open cases by stage and what the new text takes away from or gives to them. Exit 1 where it may not ship so."""
    from court.spine.cases import definitions, impact

    try:
        new = definitions.load(arguments.file, arguments.shared)
    except definitions.BadDefinition as bad:
        print(bad, file=sys.stderr)
        return 1
    report = impact.report(new)
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print("\n".join(impact.in_words(report)))
    return 1 if report["problems"] else 0
