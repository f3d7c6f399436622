"""A set of labelled pictures: labels.jsonl with a picture a line, and batches.jsonl with mixed batches."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import cv2
import numpy as np

from court.kit.refusal import Refused
from court.site.pages import faces, forms_court, forms_evidence, forms_party
from court.site.pages.blocks import Grid, Paper, Para, Right, Title
from court.site.pages.cast import Cast
from court.site.pages.setting import Setter, Sheet
from court.site.pages.wear import MODES, worn

FORMS: list[Callable[[Cast], Paper]] = [
    forms_party.complaint, forms_party.defence, forms_court.judgment, forms_court.transcript, forms_party.card, forms_party.power,
    forms_court.service, forms_court.summons, forms_party.evidence, forms_evidence.voucher, forms_evidence.employment, forms_evidence.traffic,
    forms_court.fee, forms_evidence.note, forms_evidence.note,
]  # fmt: skip
SCANNED = ("scan-clean", "scan-noisy", "fax-bw")
QUALITY = 88


def make(folder: Path, *, count: int, seed: int, fonts: list[str] | None = None, modes: list[str] | None = None, batches: int = 0) -> int:
    """Writes the set; how many files. Refused: an unknown mode or font, a folder that already holds labels."""
    modes = modes or list(MODES)
    if unknown := [mode for mode in modes if mode not in MODES]:
        raise Refused(f"没有图片模式{'、'.join(unknown)}。", do=f"可选：{'、'.join(MODES)}。", code="no_mode")
    if (folder / "labels.jsonl").exists():
        raise Refused(f"{folder}中已有labels.jsonl。", do="请选择空文件夹。", code="not_empty")
    names = faces.chosen(fonts)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "labels.jsonl").open("w", encoding="utf-8") as labels:
        for number in range(count):
            chance = Random(f"{seed}:{number}")
            row = _page(folder, f"g{number + 1:04}.jpg", FORMS[number % len(FORMS)], modes[(number + number // len(FORMS)) % len(modes)], names, chance)
            labels.write(json.dumps(row, ensure_ascii=False) + "\n")
    if batches:
        with (folder / "batches.jsonl").open("w", encoding="utf-8") as rows:
            for number in range(batches):
                row = batch(folder, f"b{number + 1:03}", names, Random(f"{seed}:batch:{number}"))
                rows.write(json.dumps(row, ensure_ascii=False) + "\n")
    return len(list(folder.glob("*.jpg")))


def _page(folder: Path, file: str, form: Callable[[Cast], Paper], mode: str, names: list[str], chance: Random) -> dict:
    """One picture of the first page of a paper, and its label."""
    paper = form(Cast(chance))
    sheets, name = pages_of(paper, names, chance)
    image, quads, how = worn(_bgr(sheets[0]), [quad for _, quad in sheets[0].lines], mode, chance)
    size = _write(folder / file, image)
    lines = [{"text": text, "quad": quad} for (text, _), quad in zip(sheets[0].lines, quads, strict=True)]
    fields = paper.fields if len(sheets) == 1 else _still_there(paper.fields, "".join(text for text, _ in sheets[0].lines))
    return {"file": file, "class": paper.kind, "width": image.shape[1], "height": image.shape[0], "bytes": size, "font": name, "degradation": how,
            "seals": sheets[0].seals, "fields": fields, "lines": lines}  # fmt: skip


def _still_there(fields: dict[str, object], text: str) -> dict[str, object]:
    """The fields of a first page: those whose words are on it."""
    return {name: value for name, value in fields.items() if str(value) in text}


def pages_of(paper: Paper, names: list[str], chance: Random) -> tuple[list[Sheet], str]:
    """A paper set in a face that has all its characters, and the face's name."""
    text = _text(paper)
    fit = [name for name in names if not name.startswith("hand") and faces.has_all(name, text)] or [name for name in names if faces.has_all(name, text)]
    if not fit:
        raise Refused("所选字体缺少需要的汉字。", do="请加选 song-noto。", code="no_font")
    name = chance.choice(fit)
    hand = faces.hand(text, names) or name
    return Setter(paper, name, hand, chance).set(), name


def _text(paper: Paper) -> str:
    text = ""
    for block in paper.blocks:
        if isinstance(block, Title | Para):
            text += block.text
        elif isinstance(block, Right):
            text += block.text + block.hand
        elif isinstance(block, Grid):
            text += "".join(cell for row in block.rows for cell in row)
    return text


def batch(folder: Path, name: str, names: list[str], chance: Random) -> dict:
    """A mixed batch as from a scanner: papers of one or more pages, both sides of cards, blank backs, pages upside down, a spread."""
    pages: list[np.ndarray] = []
    parts = []
    mode = chance.choice(SCANNED)
    for form in chance.sample(FORMS, chance.randint(3, 7)):
        first = len(pages)
        cast = Cast(chance)
        paper = form(cast)
        sheets, _ = pages_of(paper, names, chance)
        if paper.kind == "身份证":
            sheets += pages_of(forms_party.card_back(cast), names, chance)[0]
        images = [_bgr(sheet) for sheet in sheets]
        if len(images) == 2 and paper.kind != "身份证" and chance.random() < 0.15:
            images = [np.hstack(images)]
        if chance.random() < 0.2:
            images.append(np.full_like(images[-1], 250))
        pages += [np.ascontiguousarray(image[::-1, ::-1]) if chance.random() < 0.08 else image for image in images]
        parts.append([first, len(pages) - 1, paper.kind])
    files = []
    for number, image in enumerate(pages, 1):
        files.append(f"{name}-{number:02}.jpg")
        _write(folder / files[-1], worn(image, [], mode, chance)[0])
    return {"name": name, "mode": mode, "files": files, "parts": parts}


def _bgr(sheet: Sheet) -> np.ndarray:
    return np.ascontiguousarray(np.array(sheet.image)[..., ::-1])


def _write(path: Path, image: np.ndarray) -> int:
    content = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()
    path.write_bytes(content)
    return len(content)
