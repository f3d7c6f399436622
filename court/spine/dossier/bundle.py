"""One PDF of a volume or of chosen papers: cover, 卷内目录 with links, every page with its label, 备考表."""

import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import pikepdf

from court.base.access.actor import Actor
from court.base.access.decide import may
from court.kit import blobs
from court.kit.days import date_of, formal, iso, plain
from court.kit.press import archival as pdfa
from court.kit.press import sheets
from court.kit.press.binding import bind_to
from court.kit.press.typesetting import typeset
from court.kit.refusal import Refused, not_there
from court.spine.cases.models import Case, Handler
from court.spine.dossier import access, catalogue, places, queries, wrapped
from court.spine.dossier.models import Document, Edition
from court.spine.dossier.places import Placed, pages_of

log = logging.getLogger(__name__)
State, Volume = Document.State, Document.Volume


def bundle(
    case: Case,
    volume: str | None = None,
    *,
    documents: list[Document] | None = None,
    actor: Actor | None = None,
    on: date,
    watermark: str = "",
    archival: bool = False,
    sealed: bool = True,
) -> bytes:
    """A volume, or chosen papers, as one PDF.

    actor      only what this person may read is in it, under the same labels as everybody's; None is the court itself
    archival   as PDF/A-2b, checked; papers that can't conform are bound as pictures, and the remarks name them
    watermark  words across every page of a copy, e.g. who took it and when
    sealed     whether papers sealed off and those of the panel alone are in it where no actor is asked
    Labels that were given (freeze) stand as they are; while they are provisional the cover says so.
    Refused when there is nothing in it.
    """
    wanted = _volume(case, volume, actor) if volume else _chosen(case, documents or [], actor)
    if not sealed:
        wanted = [one for one in wanted
                  if one.document.secrecy != Document.Secrecy.PANEL and not access.sealed_off(_of(case, one.document))]
    if not wanted:
        raise Refused("没有可以汇编的材料。", do="请等待材料入卷后再下载。", code="nothing", status=404)
    label = Volume(volume).label if volume else "材料汇编"
    front = [sheets.Part(_cover(case, label, _pages_in_words(wanted), on), "卷宗封面")] if volume else []
    front.append(sheets.Part(_catalogue(case, label, wanted, on), "卷内目录"))
    papers, pictured = _parts(wanted, on, catalogue.labels(case), archival=archival)
    back = [sheets.Part(_remarks(case, volume, wanted, on, pictured), "备考表")] if volume else []
    title = f"{case.number}{label}"
    made = sheets.bind([*front, *papers, *back], title=title, on=on, watermark="" if archival else watermark)
    return pdfa.conforming(made) if archival else made


@dataclass(frozen=True)
class Binding:
    """How chosen papers are bound to a file: the words on the cover, how page `n` is called at its foot, what is asked."""

    label: str
    called: Callable[[int], str]
    watermark: str = ""
    folders: bool = False


@dataclass(frozen=True)
class Stretch:
    """Where a paper stands in what was bound: its first page there (from 1) and its pages; 0 for one without pages."""

    document: int
    rendition: int
    title: str
    first: int
    pages: int
    labels: list[str]


def bind_chosen(path: Path, case: Case, wanted: list[Placed], how: Binding, *, on: date,
                told: Callable[[int], None] = lambda pages: None) -> tuple[list[Stretch], int]:  # fmt: skip
    """Bind papers in the order given into a file: cover, contents with links, pages under the names they keep.

    Each paper comes in the form it was placed with (places.in_order for its reader). Gives where each stands, and all pages.
    """
    names = catalogue.labels(case)
    stretches, at = [], 0
    for one in wanted:
        pages = pages_of(one.rendition) if one.document.state != State.STRUCK else 0
        stretches.append(Stretch(one.document.pk, one.rendition.pk if one.rendition else 0, one.document.title,
                                 at + 1 if pages else 0, pages, list(one.labels)))  # fmt: skip
        at += pages
    front = [sheets.Part(_cover(case, how.label, f"共{at}页", on), "封面"),
             sheets.Part(_contents(case, how, wanted, stretches, on), "目录")]  # fmt: skip
    papers = _bound_parts(wanted, stretches, names, how, on)
    return stretches, bind_to(path, chain(front, papers), title=f"{case.number}{how.label}", on=on,
                              watermark=how.watermark, told=told)  # fmt: skip


def _bound_parts(wanted: list[Placed], stretches: list[Stretch], names: dict[str, str], how: Binding, on: date) -> Iterator[sheets.Part]:
    item = None
    for place, (one, stretch) in enumerate(zip(wanted, stretches, strict=True)):
        named = names.get(one.placement.item, one.placement.item)
        if how.folders and named != item:
            yield sheets.Part(sheets.slip(named, [], on=on), named)
        item = named
        level = 1 if how.folders else 0
        if stretch.pages and one.rendition is not None:
            under = [how.called(stretch.first + page) for page in range(stretch.pages)]
            labels = [] if one.provisional else [f"卷{label}" for label in one.labels]
            content = _opened(one, stretch.pages)
            if content is not None:
                yield sheets.Part(content, one.document.title, level, labels, place, under)
                continue
        yield sheets.Part(_pages(one, on)[0], one.document.title, level, place=place)


def _opened(one: Placed, pages: int) -> bytes | Path | None:
    """The file of a paper as it can be bound; None for one that can't be opened any more: a slip stands for it then."""
    assert one.rendition is not None
    try:
        content = wrapped.as_pdf(one.rendition)
        with pikepdf.open(content if isinstance(content, Path) else io.BytesIO(content)) as opened:
            return content if len(opened.pages) == pages else None
    except (pikepdf.PdfError, OSError, ValueError):
        log.warning("document %s can't be bound", one.document.pk)
        return None


def _contents(case: Case, how: Binding, wanted: list[Placed], stretches: list[Stretch], on: date) -> bytes:
    rows = [
        {"order": place + 1, "title": _title(one), "day": iso(date_of(one.document.created_at)), "pages": _span(stretch),
         "remark": f"卷宗{one.span}页" if one.labels and not one.provisional else _remark(one), "place": place}
        for place, (one, stretch) in enumerate(zip(wanted, stretches, strict=True))
    ]  # fmt: skip
    return typeset("dossier_catalogue", {"number": case.number, "volume": how.label, "rows": rows}, on=on,
                   author=case.court.name)  # fmt: skip


def _span(stretch: Stretch) -> str:
    last = stretch.first + stretch.pages - 1
    return "" if not stretch.pages else str(last) if last == stretch.first else f"{stretch.first}-{last}"


def _of(case: Case, document: Document) -> Document:
    document.case = case
    return document


def _volume(case: Case, volume: str, actor: Actor | None) -> list[Placed]:
    if actor is None:
        return places.in_order(case, volume)
    return [
        one
        for view in queries.volumes(case, actor)
        if view.code == volume
        for one in view.placed
        if one.document.state == State.STRUCK or may(actor, "read", one.document)
    ]


def _chosen(case: Case, documents: list[Document], actor: Actor | None) -> list[Placed]:
    """The chosen papers in the order of the dossier. Refused (404) when one of them may not be read."""
    chosen = {document.pk for document in documents}
    found = [
        one for code in (Volume.MAIN, Volume.INNER) for one in places.in_order(case, code, actor) if one.document.pk in chosen
    ]
    for one in found:
        one.document.case = case
        if actor is not None and not may(actor, "read", one.document):
            raise not_there()
    return found


def _parts(wanted: list[Placed], on: date, labels: dict[str, str], *, archival: bool) -> tuple[list[sheets.Part], list[str]]:
    """The papers with their bookmarks and labels; titles of those that had to be bound as pictures."""
    parts: list[sheets.Part] = []
    pictured: list[str] = []
    item = None
    for place, one in enumerate(wanted):
        named = labels.get(one.placement.item, one.placement.item)
        if named != item:
            item = named
            level = 0
        else:
            level = 1
        title = one.document.title if level or item == one.document.title else f"{item}：{one.document.title}"
        content, stamped = _pages(one, on)
        if archival:
            made = pdfa.safe(content)
            content = made.content
            pictured += [one.document.title] if made.pictured else []
        parts.append(sheets.Part(content, title, level, one.labels if stamped else [], place))
    return parts, pictured


def _pages(one: Placed, on: date) -> tuple[bytes, bool]:
    """The pages of a paper, and whether labels are stamped on them; a slip where there is nothing to print."""
    document, span = one.document, f"页次：{one.span}" if one.span else ""
    if document.state == State.STRUCK:
        return sheets.slip(document.title, ["本材料已从卷宗中剔除。", span], on=on), False
    if one.rendition is None:
        return sheets.slip(document.title, ["本材料尚未制作完成。"], on=on), False
    try:
        pdf = sheets.as_pdf(blobs.read(one.rendition.sha256), one.rendition.media_type)
        if pdf is not None and sheets.count(pdf):
            return pdf, True
    except (pikepdf.PdfError, OSError, ValueError):
        log.warning("document %s can't be bound", document.pk)
    kept = one.rendition
    lines = ["本材料以电子文件形式保存，未并入本PDF。", f"文件：{kept.name}", f"SHA-256：{kept.sha256}", span]
    return sheets.slip(document.title, lines, on=on), False


def _cover(case: Case, label: str, pages: str, on: date) -> bytes:
    parties = list(case.parties.all())
    names = {
        "原告": [p.name for p in parties if p.role == "plaintiff"],
        "被告": [p.name for p in parties if p.role == "defendant"],
        "第三人": [p.name for p in parties if p.role == "third_party"],
    }
    people = {h.role: h.account.person.name for h in case.handlers.filter(until=None).select_related("account__person")}
    judge, clerk = people.get(Handler.Role.JUDGE, ""), people.get(Handler.Role.CLERK, "")
    rows = [
        {"label": "案由", "value": case.cause},
        *({"label": role, "value": "、".join(who)} for role, who in names.items() if who),
        {"label": "承办法官", "value": judge},
        {"label": "书记员", "value": clerk},
        {"label": "立案日期", "value": plain(case.docketed_on)},
        {"label": "结案日期", "value": plain(case.closed_on) if case.closed_on else "未结案"},
        {"label": "页数", "value": pages},
    ]
    marks = [f"归档日期：{plain(case.archived_on)}"] if case.archived_on else []
    return typeset("dossier_cover", {"court": case.court.name, "volume": label, "number": case.number, "rows": rows,
                                     "marks": marks}, on=on, author=case.court.name)  # fmt: skip


def _pages_in_words(wanted: list[Placed]) -> str:
    pages = sum(one.pages for one in wanted)
    return f"共{pages}页" + ("（页码尚未编定）" if any(one.provisional and one.labels for one in wanted) else "")


def _catalogue(case: Case, label: str, wanted: list[Placed], on: date) -> bytes:
    rows = [
        {"order": place + 1, "title": _title(one), "day": iso(date_of(one.document.created_at)), "pages": one.span,
         "remark": _remark(one), "place": place}
        for place, one in enumerate(wanted)
    ]  # fmt: skip
    return typeset("dossier_catalogue", {"number": case.number, "volume": label, "rows": rows}, on=on,
                   author=case.court.name)  # fmt: skip


def _title(one: Placed) -> str:
    party = one.document.party
    return f"{one.document.title}（{party.name}）" if party else one.document.title


def _remark(one: Placed) -> str:
    if one.document.state in (State.STRUCK, State.SUPERSEDED):
        return one.document.get_state_display()
    return "" if one.labels else "电子文件"


def _remarks(case: Case, volume: str | None, wanted: list[Placed], on: date, pictured: list[str]) -> bytes:
    edition = Edition.objects.filter(case=case, volume=volume).order_by("-number").first()
    electronic = [one.document.title for one in wanted if not one.labels]
    remarks = [f"本卷共收入材料{len(wanted)}件，{_pages_in_words(wanted)}。"]
    if edition:
        remarks.append(f"页码编定至第{edition.number}版，编定日期{plain(date_of(edition.frozen_at))}。")
    if electronic:
        remarks.append(f"以电子文件保存的材料：{'、'.join(electronic)}。")
    if pictured:
        remarks.append(f"为长期保存转为图像装订、原电子文件另存的材料：{'、'.join(dict.fromkeys(pictured))}。")
    clerk = case.handlers.filter(until=None, role=Handler.Role.CLERK).select_related("account__person").first()
    signed = [{"post": "立卷人", "name": clerk.account.person.name}] if clerk else []
    facts = {"court": case.court.name, "number": case.number, "remarks": remarks, "signed": signed, "dated": formal(on)}
    return typeset("dossier_remarks", facts, on=on, author=case.court.name)
