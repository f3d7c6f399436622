#!/usr/bin/env python3
"""Bring everything onto this machine that `make run` or `make test` needs. Standard library only; safe to repeat.

    tools/setup.py --for run|test

Each step is skipped when a stamp under .venv/stamps says that it was done for the very same inputs. Debian packages
are installed when we are root; otherwise the features that wait for them are named and the rest goes on.
"""

import argparse
import hashlib
import subprocess
import sys
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import debian

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
FROM, BELOW = (3, 11), (3, 14)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--for", dest="purpose", choices=("run", "test", "bench"), default="run")
    purpose = parser.parse_args().purpose
    if not FROM <= sys.version_info[:2] < BELOW:
        say(f"Python 3.11 to 3.13 is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 {purpose}")
        return 1
    try:
        make_venv()
        install_pins(purpose)
        install_ourselves()
        debian.install(debian.FOR[purpose], say)
        debian.fetch_fonts(ROOT / "var" / "fonts", say)
    except subprocess.CalledProcessError as error:
        say(f"this step failed ({error.returncode}): {' '.join(map(str, error.cmd[:6]))} …")
        return 1
    return 0


def say(text: str) -> None:
    print(f"setup: {text}", flush=True)


def make_venv() -> None:
    if (VENV / "bin" / "python").exists() and (VENV / "bin" / "pip").exists():
        return
    say("making the virtual environment in .venv")
    try:
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    except subprocess.CalledProcessError:
        # Debian keeps ensurepip in a package of its own.
        if not debian.install({f"python3.{sys.version_info[1]}-venv": "everything"}, say):
            say("install Debian's python3-venv, then start again")
            raise
        venv.create(VENV, with_pip=True, clear=True)


def install_pins(purpose: str) -> None:
    """The pinned and hashed packages; those for tests hold those for running too, at the same versions."""
    names = ["requirements-dev.txt", "requirements.txt"] if purpose == "run" else ["requirements-dev.txt"]
    if any(is_done(name, ROOT / name) for name in names):
        return
    wanted = ROOT / names[-1]
    say(f"installing the packages of {wanted.name} (pinned, checked by hash)")
    pip("install", "--no-deps", "--require-hashes", "-r", wanted)
    done(wanted.name, wanted)


def install_ourselves() -> None:
    """The `court` command, pointing at this folder."""
    if (VENV / "bin" / "court").exists() and is_done("ourselves", ROOT / "pyproject.toml"):
        return
    say("installing the court command")
    pip("install", "--no-deps", "--no-build-isolation", "--no-index", "-e", ROOT)
    done("ourselves", ROOT / "pyproject.toml")


def pip(*arguments: object) -> None:
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([VENV / "bin" / "python", "-m", "pip", arguments[0], *quiet, *arguments[1:]], check=True)


def is_done(name: str, *inputs: Path) -> bool:
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text() == fingerprint(*inputs)


def done(name: str, *inputs: Path) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(fingerprint(*inputs))


def fingerprint(*inputs: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
