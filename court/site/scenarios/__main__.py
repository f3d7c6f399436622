"""python -m court.site.scenarios [FILE…]: play scenarios in the database of the settings, which must be a new one."""
import argparse
import json
import logging
from pathlib import Path

import django


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path)
    chosen = parser.parse_args()
    django.setup()
    logging.disable(logging.CRITICAL)
    from court.base.courts import clock
    from court.site.scenarios import playing, troupe
    from court.spine.cases import definitions

    clock.mark_demo()
    cast, faults, played = troupe.gather(), [], 0
    for path in chosen.files or sorted(definitions.HERE.glob("*.yaml")):
        definition = definitions.load(path, chosen.shared)
        for scenario in definition.scenarios:
            played += 1
            faults += [{"file": path.name, "place": f"场景“{scenario.name}”", "fault": fault}
                       for fault in playing.play(definition, scenario, cast)]
    print(json.dumps({"faults": faults, "played": played}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
