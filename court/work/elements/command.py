"""court dossier elements: judge the rules or a model on labelled sentences, learn from a court's own, put one to use."""

import argparse
import json
from pathlib import Path

from court.work.elements.learned import figures
from court.work.elements.learned.figures import OFTEN, Case, Figures
from court.work.elements.rules import engine

BASELINE = "plain search: the sentence contains one of the element's plain words (`words` in rules/data/*.yaml)"


def add(inner: argparse._SubParsersAction) -> None:
    parser = inner.add_parser("elements", help="elements of divorce, labour and loan cases found in papers")
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")
    evaluate = kinds.add_parser("evaluate", help="precision, recall and F1 on labelled sentences, beside a plain search")
    evaluate.add_argument("file", type=Path, help="JSON lines with domain and sentences [{t, e}]")
    evaluate.add_argument("--model", type=Path, help="a model of `elements train` instead of the rules")
    evaluate.add_argument("--json", action="store_true", help="for programs")
    evaluate.set_defaults(run=run_evaluate)
    train = kinds.add_parser("train", help="learn from a court's own labelled papers; judged in five folds by case")
    train.add_argument("file", type=Path)
    train.add_argument("--out", type=Path, required=True, help="the model's file (.npz)")
    train.set_defaults(run=run_train)
    use = kinds.add_parser("use", help="let a model find elements instead of the rules, or the rules again")
    use.add_argument("model", help="a model's file, or `rules`")
    use.set_defaults(run=run_use)


def run_evaluate(arguments: argparse.Namespace) -> int:
    """The figures of rules or model beside the plain search. Exit 1 when they don't beat it."""
    from court.work.elements.learned import model

    cases = figures.read(arguments.file)
    finder = model.load(arguments.model.read_bytes()) if arguments.model else engine
    ours, plain = _judged(cases, finder.find), _judged(cases, engine.plain)
    found = summary(cases, ours, plain)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        said = f"model {finder.digest[:12]}" if arguments.model else "rules of the product"
        show(cases, ours, plain, said)
    return 0 if found["macro"] >= found["plain_macro"] else 1


def run_train(arguments: argparse.Namespace) -> int:
    """Judge in five folds, learn from all cases, write the model."""
    from court.work.elements.learned import model, training

    cases = figures.read(arguments.file)
    print(f"learning from {len(cases)} cases; five folds drawn by case, figures of the folds put together", flush=True)
    judged, ordered = training.judge(cases), [case for key in engine.DOMAINS for case in cases if case.domain == key]
    show(ordered, judged, _judged(ordered, engine.plain), "learned model, each case by the folds it is not in")
    table = judged.table(_often(cases))
    low, high = figures.interval(table)
    print(f"macro-F1 over the elements with {OFTEN} sentences or more: {figures.macro(table):.3f}, "
          f"95 % of {figures.DRAWS} draws of cases between {low:.3f} and {high:.3f}")
    content = model.dump(training.learn(cases), {
        "cases": len(cases), "sentences": sum(len(case.sentences) for case in cases),
        "macro_f1": round(figures.macro(table), 4), "interval": [round(low, 4), round(high, 4)]})
    arguments.out.write_bytes(content)
    print(f"{arguments.out}: {len(content):,} bytes, digest {model.load(content).digest}")
    return 0


def run_use(arguments: argparse.Namespace) -> int:
    """Says what finds elements from now on. Refused for a file that is no model."""
    from court.base.courts import clock
    from court.work.elements import installed

    if arguments.model == "rules":
        installed.use_rules(at=clock.now())
        print("the rules of the product find elements from now on")
        return 0
    chosen = installed.use(Path(arguments.model).read_bytes(), at=clock.now())
    print(f"model {chosen.digest[:12]} finds elements from now on; `court dossier elements use rules` takes it back")
    return 0


def _judged(cases: list[Case], find) -> Figures:
    found = Figures()
    for case in cases:
        found.add(case, find(case.domain, case.sentences))
    return found


def _often(cases: list[Case]) -> list[str]:
    many = figures.counts(cases)
    return [code for code in _codes(many) if many[code] >= OFTEN]


def _codes(many) -> list[str]:
    return [one.code for key in engine.DOMAINS for one in engine.domain(key).elements if many[one.code]]


def summary(cases: list[Case], ours: Figures, plain: Figures) -> dict:
    """For programs: macro over elements with 30 sentences or more, over all there are, micro; the plain search beside."""
    many = figures.counts(cases)
    often, every = _often(cases), _codes(many)
    own, other = ours.table(every), plain.table(every)
    return {
        "cases": len(cases), "sentences": sum(len(case.sentences) for case in cases), "often": often, "every": every,
        "macro": figures.macro(ours.table(often)), "macro_every": figures.macro(own), "micro": figures.micro(own),
        "plain_macro": figures.macro(plain.table(often)), "plain_macro_every": figures.macro(other),
        "plain_micro": figures.micro(other),
        "elements": {code: {"sentences": many[code], "prf": figures.shares(own[:, place].sum(axis=0)),
                            "plain": figures.shares(other[:, place].sum(axis=0))} for place, code in enumerate(every)},
    }  # fmt: skip


def show(cases: list[Case], ours: Figures, plain: Figures, said: str) -> None:
    """The table in words."""
    found = summary(cases, ours, plain)
    print(f"{said}; beside it a {BASELINE}")
    print(f"{found['cases']} cases, {found['sentences']} sentences\n")
    print(f"{'':6}{'sentences':>9}  {'P':>5} {'R':>5} {'F1':>5}   {'plain F1':>8}  element")
    for code, row in found["elements"].items():
        one, two, three = row["prf"]
        print(f"{code:6}{row['sentences']:>9}  {one:5.2f} {two:5.2f} {three:5.2f}   {row['plain'][2]:8.2f}  "
              f"{engine.element(code).name}{'' if row['sentences'] >= OFTEN else '  (rare)'}")
    print()
    for key in engine.DOMAINS:
        _show_domain(key, cases, ours, plain)
    print(f"all: macro-F1 over {len(found['often'])} elements with {OFTEN} sentences or more {found['macro']:.3f} "
          f"(plain {found['plain_macro']:.3f}); over all {len(found['every'])} that occur {found['macro_every']:.3f} "
          f"(plain {found['plain_macro_every']:.3f}); micro-F1 {found['micro'][2]:.3f} (plain {found['plain_micro'][2]:.3f})")
    missing = sorted({one.code for key in engine.DOMAINS for one in engine.domain(key).elements} - set(found["every"]))
    if missing:
        print(f"in no sentence of this file, and so not judged: {', '.join(missing)}")


def _show_domain(key: str, cases: list[Case], ours: Figures, plain: Figures) -> None:
    known = engine.domain(key).by_code()
    often = [code for code in _often(cases) if code in known]
    every = [code for code in _codes(figures.counts(cases)) if code in known]
    if every:
        print(f"{key}: macro-F1 {figures.macro(ours.table(often)):.3f} over {len(often)} with {OFTEN} or more "
              f"(plain {figures.macro(plain.table(often)):.3f}), {figures.macro(ours.table(every)):.3f} over {len(every)} "
              f"that occur; micro-F1 {figures.micro(ours.table(every))[2]:.3f}")
