#!/usr/bin/env python3
"""Fails when an installed Python package or a front-end one is under a licence that this project may not import."""

import json
import sys
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = ("AGPL", "AFFERO", "SSPL", "BUSINESS SOURCE", "COMMONS CLAUSE")


def python_packages() -> Iterator[tuple[str, str]]:
    for package in distributions():
        said = package.metadata
        classifiers = [line for line in said.get_all("Classifier") or [] if line.startswith("License")]
        # Some packages put the whole licence text into the field; its first line names it.
        licence = (said.get("License-Expression") or said.get("License") or "").split("\n")[0]
        yield said["Name"], " ".join([licence, *classifiers])


def front_end_packages() -> Iterator[tuple[str, str]]:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    for name, entry in lock["packages"].items():
        if name:
            yield name.removeprefix("node_modules/"), str(entry.get("license", ""))


if __name__ == "__main__":
    found = [
        f"{name}: {licence}"
        for name, licence in [*python_packages(), *front_end_packages()]
        if any(word in licence.upper() for word in FORBIDDEN)
    ]
    print("\n".join(found))
    sys.exit(bool(found))
