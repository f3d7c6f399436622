"""court draw: recompute the draw of a judge from its published record alone."""

import argparse
import json
import sys
from pathlib import Path


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("draw", help="verify the draw of a judge")
    inner = parser.add_subparsers(required=True, metavar="COMMAND")
    verify = inner.add_parser(
        "verify",
        help="recompute a draw from its published record",
        description="Recompute who was drawn, from the file alone: the commitment, the frozen list, the weights, the "
        "ticket. Exit code 1 when anything does not hold, 2 when the file can't be read.",
    )
    verify.add_argument("file", type=Path, metavar="FILE", help="the record as downloaded, or - for standard input")
    verify.add_argument("--json", action="store_true", help="for programs")
    verify.set_defaults(run=run_verify)


def run_verify(arguments: argparse.Namespace) -> int:
    """One line that says who was drawn, or which step fails."""
    from court.work.assignment.lottery import BadRecord, verify

    try:
        text = sys.stdin.read() if str(arguments.file) == "-" else arguments.file.read_text("utf-8")
        record = json.loads(text)
    except (OSError, ValueError) as why:
        print(f"court draw verify: {why}", file=sys.stderr)
        return 2
    try:
        found = verify(record)
    except BadRecord as why:
        _tell(arguments.json, {"holds": False, "why": str(why)}, f"不成立：{why}")
        return 1
    except (AttributeError, KeyError, TypeError, ValueError) as why:
        _tell(arguments.json, {"holds": False, "why": f"incomplete record: {why}"}, f"不成立：记录不完整（{why}）")
        return 1
    _tell(
        arguments.json,
        {"holds": True, **found},
        f"成立：{record['case_number']} 从{found['of']}名法官中抽得{found['judge']}（号码{found['ticket']}，共{found['total']}）",
    )
    return 0


def _tell(as_json: bool, row: dict, words: str) -> None:
    print(json.dumps(row, ensure_ascii=False) if as_json else words)
