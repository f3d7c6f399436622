"""What a reader would likely cover, found by its form: numbers of people and accounts, addresses, names of minors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from court.spine.dossier.texts import PageLayout, folded
from court.work.redaction import covering
from court.work.redaction.covering import Box

# Digits may go over the end of a line, which is a bar here.
_ID = re.compile(r"(?<!\d)\d(?:\|?\d){16}\|?[\dx](?!\d)")
_PHONE = re.compile(r"(?<!\d)1[3-9](?:\|?\d){9}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
_ACCOUNT = re.compile(r"(?<!\d)(?:\d\|?){15,18}\d(?!\d|x)")
_ADDRESS = re.compile(r"[一-鿿]{2,8}(?:省|市|县|区)[一-鿿\d|]{2,24}?(?:号楼|号院|号|室|组|户|单元)(?:\d+室)?")
_BORN = re.compile(r"([一-鿿·]{2,4})[,，(（]*(?:男|女)[,，]*(?:汉族[,，]*)?(\d{4})年(\d{1,2})月(\d{1,2})日(?:出)?生")
_MINOR = re.compile(r"(?:未成年人|婚生子|婚生女|之子|之女|儿子|女儿)([一-鿿]{2,3})(?=[,，。(（由随])")
KINDS = {"id": "身份证件号码", "phone": "电话号码", "account": "银行账号", "address": "住址", "minor": "未成年人姓名"}
REASON = {"minor": "minor"}


@dataclass(frozen=True)
class Suggestion:
    """kind is one of KINDS; page from 1; one box a line."""

    kind: str
    page: int
    text: str
    boxes: list[Box]

    @property
    def label(self) -> str:
        return KINDS[self.kind]

    @property
    def reason(self) -> str:
        return REASON.get(self.kind, "privacy")


def suggest(pages: list[PageLayout], on: date) -> list[Suggestion]:
    """In the order of the pages; a minor's name wherever it stands once it was met."""
    found: list[Suggestion] = []
    names: set[str] = set()
    for number, page in enumerate(pages, 1):
        text, places = _text(page)
        taken: set[int] = set()
        for kind, first, last in _by_form(text):
            if taken & set(range(first, last)):
                continue
            taken |= set(range(first, last))
            where = [place for place in places[first:last] if place is not None]
            found.append(Suggestion(kind, number, text[first:last].replace("|", ""), covering.boxes_of(page, where)))
        names |= set(_minors(text, on))
    for number, page in enumerate(pages, 1):
        found += [Suggestion("minor", number, name, boxes) for name in sorted(names) for boxes in covering.find(page, name)]
    return sorted(found, key=lambda one: (one.page, list(KINDS).index(one.kind)))


def _by_form(text: str) -> Iterator[tuple[str, int, int]]:
    forms = (("id", _ID), ("phone", _PHONE), ("phone", _LANDLINE), ("account", _ACCOUNT), ("address", _ADDRESS))
    for kind, form in forms:
        for match in form.finditer(text):
            yield kind, match.start(), match.end()


def _minors(text: str, on: date) -> Iterator[str]:
    plain = text.replace("|", "")
    for match in _BORN.finditer(plain):
        year, month, day = (int(one) for one in match.groups()[1:])
        if (on.year - year) - ((on.month, on.day) < (month, day)) < 18:
            yield match[1]
    yield from (match[1] for match in _MINOR.finditer(plain))


def _text(page: PageLayout) -> tuple[str, list[tuple[int, int] | None]]:
    """The page as it is searched, a bar where a line ends, and where each character stands."""
    text: list[str] = []
    places: list[tuple[int, int] | None] = []
    for number, line in enumerate(page.lines):
        for place, one in enumerate(line.text):
            for each in folded(one):
                text.append(each)
                places.append((number, place))
        text.append("|")
        places.append(None)
    return "".join(text), places
