"""Chosen pages of a dossier to be printed: "12-20、37-1、副卷3" in the labels of the dossier."""

import re
from dataclasses import dataclass

from court.kit.refusal import Refused
from court.spine.dossier.models import Document
from court.spine.dossier.places import Placed

MOST = 200
LONGEST = 300
# 卷一 and 卷二 are how lawyers cite 正卷 and 副卷.
_VOLUMES = {"正卷": "main", "卷一": "main", "副卷": "inner", "卷二": "inner"}
_PART = re.compile(r"(正卷|副卷|卷一|卷二)?第?(\d{1,5}(?:-\d{1,4})?)(?:至第?(\d{1,5}(?:-\d{1,4})?))?页?")


@dataclass(frozen=True)
class Sheet:
    document: Document
    page: int
    label: str


def chosen(papers: list[Placed], asked: str) -> list[Sheet]:
    """The pages named. "12-15" are four pages, "37-1" is one label where there is one. Refused for what isn't there."""
    asked = asked.translate(str.maketrans("～—–－~", "-----")).strip()[:LONGEST]
    sheets = _sheets(papers)
    places = {(sheet.document.volume, sheet.label): at for at, sheet in enumerate(sheets)}
    found: list[int] = []
    for part in filter(None, re.split(r"[\s,，、;；]+", asked)):
        found += _part(part, places, sheets)
    found = list(dict.fromkeys(found))
    if not found:
        raise Refused("请填写要打印的页。", do="例如：12至15、37-1。", code="nothing_asked", status=422)
    if len(found) > MOST:
        raise Refused(f"一次最多打印{MOST}页，所选共{len(found)}页。", do="请分次打印，或者下载整卷。", code="too_many", status=422)
    return [sheets[at] for at in found]


def _part(part: str, places: dict[tuple[str, str], int], sheets: list[Sheet]) -> list[int]:
    named = _PART.fullmatch(part)
    if named is None:
        raise _none(part)
    volume, first, last = _VOLUMES.get(named[1] or "正卷", "main"), named[2], named[3]
    if last is None and (volume, first) in places:
        return [places[volume, first]]
    if last is None:
        first, _, last = first.partition("-")
    start, end = places.get((volume, first)), places.get((volume, last or first))
    if start is None or end is None or end < start:
        raise _none(part)
    return [at for at in range(start, end + 1) if sheets[at].document.volume == volume]


def _none(part: str) -> Refused:
    return Refused(f"没有“{part[:40]}”页。", do="请按卷宗页码填写，例如：12至15、37-1、副卷3。", code="bad_field", status=422)


def _sheets(papers: list[Placed]) -> list[Sheet]:
    return [Sheet(one.document, page, label) for one in papers for page, label in enumerate(one.labels, 1)]
