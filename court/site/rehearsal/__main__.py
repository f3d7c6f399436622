"""The rehearsal's own process, inside a throw-away court; `court rehearse` starts it and cleans up after it."""

import argparse
import json
import os
import sys
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(prog="court rehearse")
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    import django  # the settings of the throw-away court stand in the environment by now

    django.setup()
    from court.kit.refusal import Refused
    from court.site.rehearsal import runs

    home, address = Path(os.environ["COURT_HOME"]), os.environ["COURT_ADDRESS"]
    tell = (lambda text: print(text, file=sys.stderr, flush=True)) if given.json else lambda text: print(text, flush=True)
    try:
        made = runs.run(given.file, given.out, given.limit, address, home, tell)
    except Refused as refused:
        print(refused.for_people())
        return 3
    if given.json:
        print(json.dumps(made, ensure_ascii=False))
    else:
        for reason, count in made["reasons"].items():
            print(f"  {count} 件未完成　{reason}")
        print(f"finished {made['finished']} of {made['of']} in {made['seconds']} s; report: {given.out / 'report.jsonl'}")
    return 0 if made["finished"] == made["of"] else 1


if __name__ == "__main__":
    sys.exit(main())
