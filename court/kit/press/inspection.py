"""Inspection of what arrives: a process of its own, with hard limits, looks into the file and says what it is (S19)."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from court.kit.press.kinds import HEAD, first_look
from court.kit.refusal import Refused

PACKAGE_ROOT = Path(__file__).resolve().parents[3]
WALL_SECONDS = 60
_TOO_MUCH = ("过于复杂，检查未能在限定资源内完成", "请用原软件重新导出为较小的PDF，或者拆分后重新上传。", "too_complex")


@dataclass(frozen=True)
class Inspection:
    """What was found. `code` is empty for a file the court takes, else a stable word for what is wrong.

    pages    sheets it prints on; None for text, office files and recordings
    message  names the file and the cause; do: the cure; both Chinese sentences
    warnings what a clerk should look at though the file is taken
    """

    name: str
    pages: int | None = None
    code: str = ""
    message: str = ""
    do: str = ""
    warnings: list[str] = field(default_factory=list)

    @property
    def refusal(self) -> str:
        """Cause and cure in one line; empty for a file the court takes."""
        return f"{self.message}{self.do}" if self.code else ""

    def require(self) -> "Inspection":
        """Itself, or Refused for a file the court doesn't take."""
        if self.code:
            raise Refused(self.message, do=self.do, code=self.code, status=422)
        return self


def inspect(path: Path, name: str) -> Inspection:
    """Look into a stored file. `name` is what the person called it (its extension says what it should be).

    Never raises for a bad file: the answer says what is wrong. OSError when the file can't be read at all.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    try:
        first_look(name, head, path.stat().st_size)
    except Refused as refused:
        return Inspection(name, code=refused.code, message=refused.message, do=refused.do)
    return _answer(name, *_look(path, name))


def _look(path: Path, name: str) -> tuple[int, bytes]:
    """Exit code and answer of the looking process. It gets no environment beyond what Python needs."""
    environment = {"PYTHONPATH": str(PACKAGE_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
    if "PATH" in os.environ:
        environment["PATH"] = os.environ["PATH"]
    command = [sys.executable, "-m", "court.kit.press.inspector", str(path), name.rpartition(".")[2].lower()]
    try:
        done = subprocess.run(  # noqa: S603
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS, check=False, close_fds=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return -1, b""
    return done.returncode, done.stdout


def _answer(name: str, exit_code: int, said: bytes) -> Inspection:
    if exit_code != 0:
        return _refused(name, *_TOO_MUCH)
    found = json.loads(said)
    if found["code"]:
        return _refused(name, found["cause"], found["do"], found["code"])
    return Inspection(name, found["pages"], warnings=[f"文件“{name}”{warning}" for warning in found["warnings"]])


def _refused(name: str, cause: str, do: str, code: str) -> Inspection:
    return Inspection(name, code=code, message=f"文件“{name}”{cause}。", do=do)
