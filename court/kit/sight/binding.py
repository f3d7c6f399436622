"""The end of reading a file: its layout as one list, and its searchable copy."""

import gzip
import json
from pathlib import Path

import pikepdf

from court.kit.press import searchable
from court.kit.press.glyphless import UnseenFont
from court.kit.sight import sheets
from court.kit.sight.reading import File

LAYOUT, COPY = "layout.json.gz", "searchable.pdf"


def bind(file: File, folder: Path) -> dict:
    """Write both into the folder; the answer says what they are."""
    found = [sheets.get(folder, place) for place in range(1, file.pages + 1)]
    layouts = [one["layout"] for one in found]
    packed = gzip.compress(json.dumps(layouts, ensure_ascii=False).encode(), mtime=0)
    (folder / LAYOUT).write_bytes(packed)
    archival = None
    if any(not one["born"] for one in layouts):
        archival = _from_pdf(file, folder, found) if file.pdf else _from_pictures(folder, found)
    return {
        "bound": True, "archival": archival,
        "faults": {place: one["fault"] for place, one in enumerate(found, 1) if one["fault"]},
        "marks": {place: one["marks"] for place, one in enumerate(found, 1) if one["marks"]},
        "blank": [place for place, one in enumerate(layouts, 1) if one["blank"]],
    }  # fmt: skip


def _from_pictures(folder: Path, found: list[dict]) -> bool:
    with pikepdf.new() as pdf:
        font = UnseenFont(pdf)
        for one in found:
            size = one["layout"]["width"], one["layout"]["height"]
            if one["picture"]:
                searchable.lay(searchable.picture_page(pdf, folder / one["picture"], size), _words(one), font)
            else:
                pdf.add_blank_page(page_size=size)
        font.attach()
        return searchable.saved(pdf, folder / COPY)


def _from_pdf(file: File, folder: Path, found: list[dict]) -> bool:
    with pikepdf.open(file.path) as pdf:
        font = UnseenFont(pdf)
        for place, one in enumerate(found):
            if one["layout"]["born"] or one["fault"]:
                continue
            page = pdf.pages[place]
            if one["picture"]:
                size = one["layout"]["width"], one["layout"]["height"]
                searchable.picture_page(pdf, folder / one["picture"], size)
                pdf.pages[place] = pdf.pages[-1]
                del pdf.pages[-1]
            else:
                searchable.turn(page, one["layout"]["quarters"])
            searchable.lay(pdf.pages[place], _words(one), font)
        font.attach()
        return searchable.saved(pdf, folder / COPY)


def _words(one: dict) -> list:
    return [(line["text"], line["quad"]) for line in one["layout"]["lines"]]
