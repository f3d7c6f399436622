"""Search in all words of a dossier that this reader may see; spaces, case, full and half width make no difference."""

import re
from dataclasses import dataclass

from django.db.models import Count

from court.kit.refusal import Refused
from court.spine.dossier.models import PageText
from court.spine.dossier.places import Placed
from court.spine.dossier.texts import folded

LONGEST = 100
MOST_WORDS = 8
MOST_PAGES = 500
AROUND = 24


@dataclass(frozen=True)
class Hit:
    """A page with what was searched. `count`: how often all words stand there; `mark`: [from, to] in the snippet."""

    document: int
    page: int
    count: int
    snippet: str
    mark: tuple[int, int]


@dataclass(frozen=True)
class Found:
    """hits: at most MOST_PAGES pages in the order of the dossier; pages and by_document count all of them.

    unread: pages whose words nobody has read yet, so that nothing is found on them
    """

    words: list[str]
    hits: list[Hit]
    pages: int
    by_document: dict[int, int]
    unread: int


def words_of(asked: str) -> list[str]:
    """What is searched, folded: words apart by spaces all stand on the page; in quotation marks they are one phrase.

    Refused (422) for nothing, and for more than anybody means.
    """
    if len(asked) > LONGEST:
        raise Refused(f"检索词不能超过{LONGEST}个字。", do="请缩短后重试。", code="too_long", status=422)
    parts = re.findall(r"[\"“”]([^\"“”]+)[\"“”]|([^\s\"“”]+)", asked.replace("\x00", ""))
    words = list(dict.fromkeys(filter(None, (folded(phrase or word) for phrase, word in parts))))
    if not words:
        raise Refused("请输入要检索的文字。", do="多个词用空格隔开，表示同一页上都要有。", code="nothing_asked", status=422)
    return words[:MOST_WORDS]


def search(papers: list[Placed], asked: str) -> Found:
    """Search papers of one case, which the caller found this reader may open."""
    words = words_of(asked)
    forms = {one.rendition.pk: place for place, one in enumerate(papers) if one.rendition}
    read = PageText.objects.filter(rendition_id__in=forms)
    hits = read
    for word in words:
        hits = hits.filter(folded__contains=word)
    rows = sorted(hits.values_list("rendition_id", "page", "document_id", "pk"), key=lambda row: (forms[row[0]], row[1]))
    by_document: dict[int, int] = {}
    for _, _, document, _ in rows:
        by_document[document] = by_document.get(document, 0) + 1
    shown = rows[:MOST_PAGES]
    texts = PageText.objects.in_bulk([row[3] for row in shown])
    known = read.aggregate(count=Count("pk"))["count"]
    paged = sum(one.rendition.pages or 0 for one in papers if one.rendition and one.labels)
    return Found(words, [_hit(texts[pk], words) for _, _, _, pk in shown], len(rows), by_document, max(0, paged - known))


def _hit(row: PageText, words: list[str]) -> Hit:
    count = sum(row.folded.count(word) for word in words)
    start, end = _in_text(row.text, row.folded.find(words[0]), len(words[0]), len(row.folded))
    first, last = max(0, start - AROUND), min(len(row.text), end + AROUND)
    snippet = row.text[first:last].replace("\n", " ")
    lead = "…" if first else ""
    tail = "…" if last < len(row.text) else ""
    return Hit(row.document_id, row.page, count, lead + snippet + tail, (start - first + len(lead), end - first + len(lead)))


def _in_text(text: str, start: int, length: int, whole: int) -> tuple[int, int]:
    """Where a part of the folded text stands in the text as it was read."""
    shown = [place for place, letter in enumerate(text) if not letter.isspace()]
    if len(shown) == whole:  # nothing but spaces was folded away, as nearly always
        return shown[start], shown[start + length - 1] + 1
    seen, first = 0, 0
    for place, letter in enumerate(text):
        width = len(folded(letter))
        if seen <= start < seen + width:
            first = place
        seen += width
        if seen >= start + length:
            return first, place + 1
    return first, len(text)
