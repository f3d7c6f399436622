"""Whether covered words are really gone: from the text, from every stream, and from the picture as it is read again."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2

from court.kit.press import leaves
from court.kit.sight.process import read_file
from court.spine.dossier import texts
from court.spine.dossier.texts import PageLayout, folded
from court.work.redaction import burning, covering

Read = Callable[[Path, Path], list[PageLayout]]
# Shorter runs stand by chance in other words; that they are black is still proved.
SHORTEST = 2
SURE = 0.5
# How dark every dot under a box must be (0 is black).
DARK = bytes(range(25))
_ALLOWED = {"/Type", "/Pages", "/Lang", "/MarkInfo", "/Metadata", "/OutputIntents", "/Version"}


class StillThere(Exception):
    """Something that should be gone is not; the message says what, in Chinese, without the words themselves."""


def prove(path: Path, marks: list[dict], before: list[PageLayout], after: list[PageLayout], read: "Read | None" = None) -> None:
    """StillThere when anything covered can be got out of the burnt PDF.

    before, after  the words of all pages, before and after; pages nobody read have none
    read           how the picture is read again; else by the limited reading process
    """
    _nothing_else(path)
    _text(path, marks, before, after)
    _pictures(path, marks, before, after, read or by_eye)


def _nothing_else(path: Path) -> None:
    """One revision, no notes, no metadata, no attachments, no more streams than pictures, pages and the one font."""
    if path.read_bytes().count(b"startxref") != 1:
        raise StillThere("遮蔽件中存在多个修订版本。")
    with pikepdf.open(path) as pdf:
        odd = set(pdf.Root.keys()) - _ALLOWED
        if odd or ("/Info" in pdf.trailer and len(pdf.trailer.Info.keys())):
            raise StillThere("遮蔽件中带有附加信息。")
        if any("/Annots" in page.obj for page in pdf.pages):
            raise StillThere("遮蔽件中带有批注。")


def _text(path: Path, marks: list[dict], before: list[PageLayout], after: list[PageLayout]) -> None:
    with leaves.DRAWING, pypdfium2.PdfDocument(path) as pdf:
        for number, sheet in enumerate(pdf, 1):
            found = folded(sheet.get_textpage().get_text_bounded())
            _compare(number, found, marks, before, after, "文字层")


def _compare(number: int, found: str, marks: list[dict], before: list[PageLayout], after: list[PageLayout], where: str) -> None:
    """No covered run stands in `found` more often than it does among the words that stay."""
    if number > len(before):
        return
    stays = "".join(folded(line.text) for line in after[number - 1].lines)
    for word, _ in Counter(gone(marks, before, number)).items():
        if found.count(word) > stays.count(word):
            raise StillThere(f"第{number}页的{where}中仍能读到被遮蔽的内容。")


def gone(marks: list[dict], before: list[PageLayout], number: int) -> list[str]:
    """What is covered on a page, as it is searched."""
    if number > len(before):
        return []
    runs = covering.hidden(before[number - 1], burning.boxes_of(marks, number))
    return [word for run in runs if len(word := folded(run)) >= SHORTEST]


def _pictures(path: Path, marks: list[dict], before: list[PageLayout], after: list[PageLayout], read: Read) -> None:
    numbers = sorted({mark["page"] for mark in marks})
    _black(path, marks, numbers)
    with TemporaryDirectory(prefix="proving-", dir=path.parent) as folder:
        bare = Path(folder) / "bare.pdf"
        burning.only(path, numbers, bare)
        seen = read(bare, Path(folder) / "read")
    if len(seen) != len(numbers):
        raise StillThere("遮蔽后的页面未能重新识读，不能确认内容已经去除。")
    for number, page in zip(numbers, seen, strict=True):
        _compare(number, folded(page.text), marks, before, after, "图像")
        boxes = burning.boxes_of(marks, number)
        inside = [one for one in page.lines if one.sure >= SURE and len(folded(one.text)) >= SHORTEST
                  and any(_holds(box, one.quad) for box in boxes)]  # fmt: skip
        if inside:
            raise StillThere(f"第{number}页的遮蔽框内仍能读到文字。")


def _holds(box: covering.Box, quad: tuple) -> bool:
    return all(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in quad)


def _black(path: Path, marks: list[dict], numbers: list[int]) -> None:
    with burning.Drawn(path, "application/pdf") as drawn:
        for number in numbers:
            image = drawn.page(number)[0].convert("L")
            for x0, y0, x1, y1 in burning.boxes_of(marks, number):
                part = image.crop((int(x0 * image.width) + 1, int(y0 * image.height) + 1,
                                   max(int(x0 * image.width) + 2, int(x1 * image.width) - 1),
                                   max(int(y0 * image.height) + 2, int(y1 * image.height) - 1)))  # fmt: skip
                if part.tobytes().strip(DARK):
                    raise StillThere(f"第{number}页的遮蔽框没有完全涂黑。")


def by_eye(bare: Path, folder: Path) -> list[PageLayout]:
    """The pages as the limited reading process reads them; empty where it can't."""
    outcome = read_file(bare, "application/pdf", folder)
    if outcome.layout is None or outcome.faults:
        return []
    return texts.loads(outcome.layout.read_bytes())
