"""The words a PDF carries itself, each letter at its true place."""

from collections.abc import Collection
from pathlib import Path

import pypdfium2

from court.kit.press import leaves
from court.kit.sight import born
from court.spine.dossier.texts import Line, PageLayout
from court.work.redaction.covering import Measured


def of_pdf(path: Path, numbers: Collection[int] | None = None) -> dict[int, PageLayout]:
    """A page each by its number, of those asked for; without lines, and not said to be born, where it must be read by eye."""
    found = {}
    with leaves.DRAWING, pypdfium2.PdfDocument(path) as pdf:
        for number in range(1, len(pdf) + 1):
            if numbers is not None and number not in numbers:
                continue
            page = pdf[number - 1]
            width, height = page.get_size()
            own = born.measured(page)
            lines: list[Line] = [Measured(one.text, tuple(one.quad), one.row, places=tuple(places)) for one, places in own or ()]  # type: ignore[arg-type]
            found[number] = PageLayout(width, height, lines, born=own is not None)
            page.close()
    return found
