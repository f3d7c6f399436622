"""What is told of the results: whether a limit is kept, a table for people, the machine without its name."""

import os
import platform
from pathlib import Path


def kept(result: dict) -> bool:
    """Whether a figure keeps its limit: a ratio or a value at most `most`, a rate above `least`; one without is told."""
    value = result.get("ratio", result.get("value"))
    if "least" in result:
        return value > result["least"]
    return "most" not in result or value <= result["most"]


def machine() -> str:
    """Processors, memory, kernel, Python: what figures depend on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = next((line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())  # fmt: skip
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores of {model}, {memory:.0f} GiB, Linux {platform.release().split('-')[0]}, Python {platform.python_version()}"


def as_text(told: dict) -> str:
    """A table as README.md has it, then the inputs."""
    lines = [told["machine"], "", "| bench | database | measured | floor | ratio | limit | kept |",
             "| --- | --- | ---: | ---: | ---: | ---: | --- |"]  # fmt: skip
    lines += [_line(one) for one in told["results"]]
    inputs = {one["bench"]: one["input"] for one in told["results"]}
    return "\n".join([*lines, "", *(f"- {name}: {text}" for name, text in inputs.items())])


def _line(one: dict) -> str:
    limit = f"> {one['least']:g}" if "least" in one else f"≤ {one['most']:,g}" if "most" in one else "—"
    if "ratio" in one:
        measured, floor, ratio = f"{one['product_ms']} ms", f"{one['floor_ms']} ms", f"{one['ratio']}"
    else:
        measured, floor, ratio = f"{one['value']:,} {one['unit']}", "", ""
    if "by_processor" in one:
        measured += f" ({one['by_processor']:,} a second of processor)"
    return f"| {one['bench']} | {one['database']} | {measured} | {floor} | {ratio} | {limit} | {'yes' if kept(one) else 'NO'} |"
