"""Typesetting: a template and facts become a PDF/A. Facts go in as data and can't become markup (S24).

Templates are court/<storey>/<room>/documents/<name>.typ; a name is unique over all rooms.
"""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from court.kit.days import SHANGHAI
from court.kit.press import fonts
from court.kit.refusal import Refused

ROOT = Path(__file__).resolve().parents[2]
STANDARD: Literal["a-2b"] = "a-2b"
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class Unprintable(Refused):
    """A template that is missing or broken, or fonts that are; the message names which."""


@cache
def templates() -> dict[str, Path]:
    """Every template of the house by its name. ValueError when two rooms use one name."""
    found: dict[str, Path] = {}
    for path in sorted(ROOT.glob("*/*/documents/*.typ")):
        if path.stem in found:
            raise ValueError(f"two templates are called {path.stem}: {found[path.stem]} and {path}")
        found[path.stem] = path
    return found


def typeset(
    template: str,
    data: dict,
    *,
    on: date | None = None,
    author: str = "人民法院",
    faces: dict[str, list[str]] | None = None,
    unshown: list[str] | None = None,
) -> bytes:
    """A PDF/A-2b of a template with its facts; equal arguments give equal bytes.

    template  name of a template of a room, without .typ
    data      JSON-able facts, as the template names them
    on        the day written into the PDF's metadata; the "on" of the data (ISO), else today
    faces     families to prefer, by role: title, song, fangsong, kai, hei
    unshown   takes the characters that no font here has: the paper shows the code point of each in a box, and says so
    Unprintable (Refused) for an unknown or broken template, or no fonts.
    """
    return typeset_file(_find(template), data, on=on, author=author, faces=faces, unshown=unshown)


def typeset_file(
    path: Path,
    data: dict,
    *,
    on: date | None = None,
    author: str = "人民法院",
    faces: dict[str, list[str]] | None = None,
    unshown: list[str] | None = None,
) -> bytes:
    """As typeset(), for a template anywhere under the package's root."""
    day = on or _day_of(data)
    facts = data | {"_day": [day.year, day.month, day.day], "_author": author}
    looks = fonts.faces(faces)
    if not all(looks.values()):
        raise Unprintable(
            "本机没有中文字体，不能制作文书。", do="请安装 fonts-noto-cjk 或者把字体放入字体目录。", code="no_fonts"
        )
    boxed = [] if unshown is None else unshown
    while True:
        try:
            return _compile(path, facts, looks, boxed)
        except typst.TypstError as error:
            lacking = _lacking(error)
            if lacking is None or set(lacking) <= set(boxed):
                raise Unprintable(
                    f"文书模板“{path.stem}”不能排版（{error.message[:80]}）。",
                    do="请联系系统管理员检查模板。",
                    code="template_broken",
                ) from error
            boxed += [character for character in dict.fromkeys(lacking) if character not in boxed]


def _compile(path: Path, facts: dict, looks: dict[str, list[str]], unshown: list[str]) -> bytes:
    compiler = typst.Compiler(
        path,
        root=ROOT,
        font_paths=fonts.book(),
        ignore_system_fonts=True,
        sys_inputs={
            "data": json.dumps(facts, ensure_ascii=False),
            "faces": json.dumps(looks, ensure_ascii=False),
            "unshown": json.dumps(unshown, ensure_ascii=False),
        },
    )
    pdf = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=0)
    assert isinstance(pdf, bytes)
    return pdf


def _find(template: str) -> Path:
    path = templates().get(template)
    if path is None:
        raise Unprintable(f"没有名为“{template}”的文书模板。", do="请联系系统管理员。", code="no_template")
    return path


def _day_of(data: dict) -> date:
    written = data.get("on")
    return date.fromisoformat(written) if written else datetime.now(SHANGHAI).date()


def _lacking(error: typst.TypstError) -> str | None:
    """The text that no font can show, when that is what went wrong."""
    found = _UNSHOWN.search(error.message)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), found[1]) if found else None


def codes(characters: Iterable[str]) -> str:
    """U+1F600、U+323B0: what characters without a font are called."""
    return "、".join(f"U+{ord(character):04X}" for character in characters)
