"""Joining papers into one PDF: bookmarks, page labels, links, marks across the pages, nothing hidden.

A thousand pages are bound with a few objects each: all labels share one embedded font, all marks one form, and a page's
own content is never taken apart. Files are read from disk while the result is written to it, so that memory stays small.
"""

import io
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf

from court.kit.press.pen import Pen
from court.kit.press.typesetting import typeset_file

SHEETS = Path(__file__).with_name("sheets.typ")
MARGIN = 22.0
# A link in a page we set ourselves that stands for a place in the joined PDF: https://place.invalid/<n>.
PLACE = "https://place.invalid/"
MARK = (595.28, 841.89)
# Up to so many bytes all pages are held in memory.
LIGHT = 96 << 20
_HIDDEN = {"/AA", "/PieceInfo", "/Metadata", "/StructParents"}
# What qpdf writes where it is told to make no identifier of its own; as long as the digest that takes its place.
_PLAIN_ID = b"31415926535897932384626433832795"


@dataclass
class Part:
    """One piece of a bound PDF.

    content  a PDF, as bytes or as the file it is in
    title    its bookmark; level 0 is a chapter, 1 stands under the chapter before it
    labels   one a page, stamped at the top right; None where nothing is stamped
    under    one a page, stamped at the middle of its foot; what viewers call the page, where given
    place    the number by which links (PLACE + number) find its first page
    """

    content: bytes | Path
    title: str = ""
    level: int = 0
    labels: Sequence[str | None] = field(default_factory=list)
    place: int | None = None
    under: Sequence[str | None] = field(default_factory=list)


@dataclass
class _Bound:
    """What is known of the pages joined so far, in their order."""

    labels: list[str | None] = field(default_factory=list)
    under: list[str | None] = field(default_factory=list)
    firsts: dict[int, int] = field(default_factory=dict)
    linked: list[int] = field(default_factory=list)
    titles: list[tuple[str, int, int]] = field(default_factory=list)


def _untold(pages: int) -> None:
    """Nobody asked how far it is."""


def bind(parts: Iterable[Part], *, title: str, on: date, watermark: str = "") -> bytes:
    """Join parts into one PDF with bookmarks, stamped page labels, working links, and nothing hidden in it."""
    made = io.BytesIO()
    _bind(parts, made, title, on, watermark)
    return made.getvalue()


def bind_to(path: Path, parts: Iterable[Part], *, title: str, on: date, watermark: str = "",
            told: Callable[[int], None] = _untold) -> int:  # fmt: skip
    """As bind(), into a file that is not there yet; gives the number of pages.

    told  hears how many pages are written; what it raises ends the work, and nothing is kept
    """
    try:
        with path.open("xb+") as made:
            pages = _bind(parts, made, title, on, watermark, told)
            made.flush()
            os.fsync(made.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return pages


def _bind(parts: Iterable[Part], made: Any, title: str, on: date, watermark: str,
          told: Callable[[int], None] = _untold) -> int:  # fmt: skip
    bound = _Bound()
    with TemporaryDirectory(prefix="binding-") as folder:
        pieces = list(parts)
        join = _joined if sum(map(_weight, pieces)) > LIGHT else _taken_over
        with join(pieces, Path(folder), bound) as pdf:
            told(0)
            _clean(pdf, bound)
            _bookmark(pdf, bound)
            _stamp(pdf, bound, watermark, on)
            _link(pdf, bound)
            _number(pdf, bound)
            return _write(pdf, made, title, told)


def _weight(part: Part) -> int:
    return part.content.stat().st_size if isinstance(part.content, Path) else len(part.content)


def _taken_over(parts: list[Part], folder: Path, bound: _Bound) -> pikepdf.Pdf:
    """All pages in memory: quickest for what is light."""
    pdf = pikepdf.new()
    for part in parts:
        with pikepdf.open(part.content if isinstance(part.content, Path) else io.BytesIO(part.content)) as opened:
            if "/AcroForm" in opened.Root:
                flatten(opened)
            pdf.pages.extend(opened.pages)
            _note_part(part, len(opened.pages), bound)
    return pdf


def _joined(parts: list[Part], folder: Path, bound: _Bound) -> pikepdf.Pdf:
    """By qpdf's own merge: what pages are made of stays in its file until it is written, whatever the bundle weighs."""
    files = [_file(part, folder / f"{place}.pdf", bound) for place, part in enumerate(parts)]
    job = {"empty": "", "outputFile": "-", "noWarn": "", "pages": [{"file": str(one)} for one in files]}
    return pikepdf.Job(job).create_pdf()


def _file(part: Part, apart: Path, bound: _Bound) -> Path:
    """The file a part's pages are taken from: itself, or one made of it where it is bytes or has a form to be drawn in."""
    if not isinstance(part.content, Path):
        apart.write_bytes(part.content)
    path = part.content if isinstance(part.content, Path) else apart
    with pikepdf.open(path, allow_overwriting_input=path == apart) as opened:
        if "/AcroForm" in opened.Root:
            flatten(opened)
            if "/AcroForm" in opened.Root:
                del opened.Root.AcroForm
            opened.save(apart)
            path = apart
        _note_part(part, len(opened.pages), bound)
    return path


def _note_part(part: Part, added: int, bound: _Bound) -> None:
    first = len(bound.labels)
    bound.labels += [*part.labels[:added], *[None] * (added - len(part.labels))]
    bound.under += [*part.under[:added], *[None] * (added - len(part.under))]
    if part.place is not None:
        bound.firsts[part.place] = first
    if part.title and added:
        bound.titles.append((part.title, part.level, first))


def _clean(pdf: pikepdf.Pdf, bound: _Bound) -> None:
    """Draw in what is laid over pages, and take away what is hidden in them and in the file."""
    laid = [(place, page.obj) for place, page in enumerate(pdf.pages) if clean_page(page.obj)]
    if any(_noted(page) for _, page in laid):
        pdf.flatten_annotations("screen")
    bound.linked = [place for place, page in laid if _only_links(page)]
    for name in pdf.Root.keys() - {"/Type", "/Pages"}:
        del pdf.Root[name]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _bookmark(pdf: pikepdf.Pdf, bound: _Bound) -> None:
    with pdf.open_outline() as outline:
        chapter = None
        for title, level, first in bound.titles:
            item = pikepdf.OutlineItem(title, first)
            if level == 0 or chapter is None:
                outline.root.append(item)
                chapter = item
            else:
                chapter.children.append(item)


def flatten(pdf: pikepdf.Pdf) -> None:
    """Draw what is seen of forms, seals and notes into the pages: a copy has no fields, and must lose no word."""
    form = pdf.Root.get("/AcroForm")
    if form is not None and form.get("/NeedAppearances", False):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")


def _noted(page: pikepdf.Object) -> bool:
    """Whether something besides links is laid over a page, as a seal, a filled-in field, a note."""
    notes = page.get("/Annots")
    return notes is not None and any(one.get("/Subtype") != "/Link" for one in notes)


def clean_page(page: pikepdf.Object) -> bool:
    """Take away what is hidden in a page and in its pictures; gives whether something is laid over it."""
    there = page.keys()
    for name in there & _HIDDEN:
        del page[name]
    drawn = page.Resources.get("/XObject") if "/Resources" in there else None
    for one in drawn.values() if drawn is not None else ():
        for name in one.keys() & _HIDDEN:
            del one[name]
    return "/Annots" in there


def _only_links(page: pikepdf.Object) -> bool:
    """Leave of what is laid over a page the links alone; gives whether there are any."""
    notes = page.get("/Annots")
    if notes is None:
        return False
    kept = [one for one in notes if _harmless(one)]
    if not kept:
        del page["/Annots"]
    elif len(kept) < len(notes):
        page.Annots = pikepdf.Array(kept)
    return bool(kept)


def _harmless(annotation: pikepdf.Object) -> bool:
    """Links stay; scripts, what is hidden in notes, and attached files go."""
    return annotation.get("/Subtype") == "/Link" and (
        "/A" not in annotation or annotation.A.get("/S") in ("/GoTo", "/URI")
    )


def _stamp(pdf: pikepdf.Pdf, bound: _Bound, watermark: str, on: date) -> None:
    """Write labels and mark on the pages, upright for the reader whatever way a page is turned."""
    pen = Pen(pdf) if any(bound.labels) or any(bound.under) else None
    mark = _mark(pdf, watermark, on) if watermark else None
    if pen is None and mark is None:
        return
    before = pdf.make_indirect(pdf.make_stream(b"q\n"))
    for page, label, under in zip(pdf.pages, bound.labels, bound.under, strict=True):
        if mark is None and not label and not under:
            continue
        turn, width, height = upright(page)
        drawn = [b"\nQ q", turn]
        if mark is not None:
            scale = min(width / MARK[0], height / MARK[1])
            side, foot = (width - MARK[0] * scale) / 2, (height - MARK[1] * scale) / 2
            drawn.append(b"q %.5f 0 0 %.5f %.3f %.3f cm %s Do Q" % (scale, scale, side, foot, mark[0].encode()))
        if pen is not None and label:
            drawn.append(pen.write(label, width - MARGIN - pen.length(label), height - MARGIN - 16))
        if pen is not None and under:
            drawn.append(pen.write(under, (width - pen.length(under)) / 2, MARGIN - 6))
        _add(pdf, page.obj, before, b"\n".join([*drawn, b"Q\n"]), pen, mark)


def _add(pdf: pikepdf.Pdf, page: pikepdf.Object, before: pikepdf.Object, drawn: bytes, pen: Pen | None,
         mark: tuple[str, pikepdf.Object] | None) -> None:  # fmt: skip
    was = page.get("/Contents")
    old = [] if was is None else list(was) if isinstance(was, pikepdf.Array) else [was]
    page.Contents = pikepdf.Array([before, *old, pdf.make_stream(drawn)])
    if "/Resources" not in page:
        page.Resources = pikepdf.Dictionary()
    if pen is not None:
        fonts = _within(page.Resources, "/Font")
        for name, font in pen.fonts.items():
            if name not in fonts:
                fonts[name] = font
    if mark is not None:
        _within(page.Resources, "/XObject")[mark[0]] = mark[1]


def _within(resources: pikepdf.Object, name: str) -> pikepdf.Object:
    if name not in resources:
        resources[name] = pikepdf.Dictionary()
    return resources[name]


def upright(page: pikepdf.Page) -> tuple[bytes, float, float]:
    """The matrix from the page as it is seen to the page as it is written, and its seen width and height."""
    seen = page.obj
    box = seen.get("/TrimBox") or seen.get("/CropBox") or seen.get("/MediaBox") or page.trimbox
    one, two, three, four = map(float, box)
    left, low, right, high = min(one, three), min(two, four), max(one, three), max(two, four)
    turned = int(seen.get("/Rotate", 0)) % 360
    words = {
        0: (1, 0, 0, 1, left, low), 90: (0, 1, -1, 0, right, low),
        180: (-1, 0, 0, -1, right, high), 270: (0, -1, 1, 0, left, high),
    }[turned]  # fmt: skip
    width, height = right - left, high - low
    return b"%d %d %d %d %.3f %.3f cm" % words, *((height, width) if turned in (90, 270) else (width, height))


def _mark(pdf: pikepdf.Pdf, words: str, on: date) -> tuple[str, pikepdf.Object]:
    """The form that draws the words, and a name that no page has already for other words."""
    content = typeset_file(SHEETS, {"sheet": "mark", "words": words}, on=on)
    with pikepdf.open(io.BytesIO(content)) as marks:
        return f"/CourtMark{sha256(content).hexdigest()[:8]}", pdf.copy_foreign(marks.pages[0].as_form_xobject())


def _link(pdf: pikepdf.Pdf, bound: _Bound) -> None:
    """Turn links that name a place into jumps to its first page."""
    for place in bound.linked:
        for annotation in pdf.pages[place].obj.get("/Annots", []):
            address = str(annotation.get("/A", pikepdf.Dictionary()).get("/URI", ""))
            if not address.startswith(PLACE):
                continue
            target = bound.firsts.get(int(address.removeprefix(PLACE)))
            del annotation["/A"]
            if target is not None:
                annotation.Dest = pikepdf.Array([pdf.pages[target].obj, pikepdf.Name.Fit])


def _number(pdf: pikepdf.Pdf, bound: _Bound) -> None:
    """The page box of a viewer shows the bundle's own labels, else those of the dossier."""
    shown = [under or label for under, label in zip(bound.under, bound.labels, strict=True)]
    if not any(shown):
        return
    numbers: list[Any] = []
    for place, label in enumerate(shown):
        numbers += [place, pikepdf.Dictionary(P=pikepdf.String(label or " "))]
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))


def _write(pdf: pikepdf.Pdf, made: Any, title: str, told: Callable[[int], None]) -> int:
    pages = len(pdf.pages)
    if title:
        pdf.docinfo["/Title"] = title
    pdf.save(made, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate,
             progress=lambda percent: told(pages * percent // 100))  # fmt: skip
    _identify(made)
    return pages


def _identify(made: Any) -> None:
    """Give the file an identifier made of its content, so that equal papers give equal bytes and others another name.

    qpdf could do it, with MD5 over every byte as it is written; a digest of the end, where all offsets stand, is enough.
    """
    end = made.seek(0, os.SEEK_END)
    start = max(0, end - (1 << 16))
    made.seek(start)
    tail = made.read()
    own = sha256(str(end).encode() + tail).hexdigest()[: len(_PLAIN_ID)].encode()
    last = tail.rfind(b"<" + _PLAIN_ID + b">")
    if last < 0:
        return
    first = tail.rfind(b"<" + _PLAIN_ID + b">", 0, last)
    for place in (first, last):
        if place >= 0:
            made.seek(start + place + 1)
            made.write(own)
    made.seek(0, os.SEEK_END)
