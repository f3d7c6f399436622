"""The looking process: `python -m court.kit.press.inspector PATH EXTENSION` prints what it found as JSON.

It runs alone, with 8 s of processor time, 512 MB of memory, no network, no child processes, no file bigger than a
page written (S19). It trusts nothing of the file: whatever breaks in here is an answer, never a fault of the court.
"""

import json
import resource
import sys
from pathlib import Path

from court.kit import alone
from court.kit.press.kinds import KINDS, kind_by_name
from court.kit.press.look import Bad, Found

# Two less than the ten allowed (S19), so that the answer is there within ten seconds by the clock.
CPU_SECONDS = 8
MEMORY = 512 * 1024 * 1024


def look(path: Path, extension: str) -> Found:
    """What a file is, by the family of its kind. Bad says why the court doesn't take it."""
    kind = kind_by_name(f"x.{extension}")
    if kind.family == "pdf":
        from court.kit.press import look_pdf

        return look_pdf.look(path)
    if kind.family == "image":
        from court.kit.press import look_image

        return look_image.look(path)
    from court.kit.press import look_other

    return look_other.look(path, next(code for code, known in KINDS.items() if known is kind))


def main(path: str, extension: str) -> int:
    _confine()
    try:
        found = look(Path(path), extension)
        answer = {"code": "", "pages": found.pages, "warnings": found.warnings}
    except Bad as bad:
        answer = {"code": bad.code, "cause": bad.cause, "do": bad.do}
    except MemoryError:
        return 3
    except Exception:  # a parser that trips over a file has found a damaged file
        answer = {"code": "damaged", "cause": "已损坏，无法打开", "do": Bad.DO_AGAIN}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))
    return 0


def _confine() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    alone.bound(memory=MEMORY, file_size=4096)
    alone.cut_off()
    alone.forbid()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
