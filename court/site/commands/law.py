"""court law: ask the rules of law, and run worked examples against them."""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from court.kit.refusal import Refused
from law import examples, registry
from law.answer import LawError, plain


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("law", help="ask the rules of law; run worked examples")
    inner = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_examples(inner)
    explain = inner.add_parser("explain", help="answer one rule and explain it step by step, with articles")
    explain.add_argument("rule", help="the rule's public name; `court law rules` lists them")
    explain.add_argument("facts", help="the facts as a JSON object, or - to read them from standard input")
    explain.add_argument("--json", action="store_true", help="for programs")
    explain.set_defaults(run=explain_rule)
    rules = inner.add_parser("rules", help="list every rule with its first line of explanation")
    rules.add_argument("--json", action="store_true", help="for programs")
    rules.set_defaults(run=list_rules)


def _add_examples(inner: argparse._SubParsersAction) -> None:
    parser = inner.add_parser(
        "examples",
        help="run worked examples",
        description="Run CSV files of worked examples (id, rule, input, expected, source, verified). Prints each "
        "failure, and closes with `N passed, M failed, K disputed`; exit code 1 when any failed.",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--disputed", type=Path, metavar="FILE", help="CSV of id and argument: rows held to be wrong")
    parser.add_argument("--json", action="store_true", help="one JSON line an example instead of words")
    parser.set_defaults(run=run_examples)


def run_examples(arguments: argparse.Namespace) -> int:
    try:
        disputed = examples.disputed_ids(arguments.disputed)
        count: Counter[str] = Counter()
        for file in arguments.files:
            for outcome in examples.run(file, disputed):
                count[outcome.verdict] += 1
                _print_outcome(outcome, arguments.json)
    except (OSError, KeyError, ValueError) as error:
        print(f"court law examples: {error}", file=sys.stderr)
        return 2
    print(f"{count['passed']} passed, {count['failed']} failed, {count['disputed']} disputed")
    return 1 if count["failed"] else 0


def _print_outcome(outcome: examples.Outcome, as_json: bool) -> None:
    if as_json:
        print(json.dumps(plain(vars(outcome)), ensure_ascii=False))
    elif outcome.verdict == "failed":
        got = "no such rule" if outcome.got is None else _json(outcome.got)
        print(f"FAILED {outcome.id} {outcome.rule}: expected {_json(outcome.expected)}, got {got} [{outcome.source}]")


def explain_rule(arguments: argparse.Namespace) -> int:
    function = registry.load_all().get(arguments.rule)
    if function is None:
        print(f"no rule is called {arguments.rule}; see court law rules", file=sys.stderr)
        return 2
    text = sys.stdin.read() if arguments.facts == "-" else arguments.facts
    try:
        answer = function(**registry.arguments(function, json.loads(text)))
    except json.JSONDecodeError as error:
        print(f"the facts are not JSON: {error}", file=sys.stderr)
        return 2
    except LawError as refusal:
        raise Refused(refusal.text, law="、".join(map(str, refusal.cites)), code=refusal.code) from refusal
    if arguments.json:
        print(_json({"answer": plain(answer), "steps": answer.explain()}))
        return 0
    print("\n".join([*answer.explain(), _json(plain(answer))]))
    return 0


def list_rules(arguments: argparse.Namespace) -> int:
    rules = {name: (function.__doc__ or "").strip().split("\n")[0] for name, function in registry.load_all().items()}
    if arguments.json:
        print(_json(rules))
    else:
        print("\n".join(f"{name:<40} {said}" for name, said in sorted(rules.items())))
    return 0


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
