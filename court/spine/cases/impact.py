"""What a changed definition would do to the cases now open under the older version of it."""
from collections import Counter

from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.cases.schema import Definition


def report(new: Definition) -> dict:
    """{"code", "from", "to", "open", "by_stage", "lost_stages", "lost_acts", "new_acts", "stranded"}.

    stranded  open cases standing in a stage that the new text no longer has
    """
    olds = [d for (code, _), d in definitions.shipped().items() if code == new.code]
    old = max(olds, key=lambda d: d.version) if olds else None
    stages = Counter(Case.objects.filter(definition=new.code, closed_on=None).values_list("stage", flat=True))
    lost = sorted(old.stages.keys() - new.stages.keys()) if old else []
    return {"code": new.code, "from": old.version if old else None, "to": new.version, "open": sum(stages.values()),
            "by_stage": dict(stages), "lost_stages": lost, "stranded": sum(stages[name] for name in lost),
            "lost_acts": sorted(old.acts.keys() - new.acts.keys()) if old else [],
            "new_acts": sorted(new.acts.keys() - (old.acts.keys() if old else set()))}


def in_words(found: dict) -> list[str]:
    lines = [f"{found['code']}: version {found['from']} -> {found['to']}, {found['open']} open cases keep their version"]
    lines += [f"  {stage}: {count} open" for stage, count in sorted(found["by_stage"].items())]
    for name, words in (("lost_stages", "stages taken away"), ("lost_acts", "acts taken away"), ("new_acts", "new acts")):
        if found[name]:
            lines.append(f"  {words}: {', '.join(found[name])}")
    if found["stranded"]:
        lines.append(f"  {found['stranded']} cases stand in a stage that goes: migrate them by an act first")
    return lines
