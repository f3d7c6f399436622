"""The words a PDF carries itself, where nobody has read the paper yet."""

from pathlib import Path

import pypdfium2

from court.kit.press import leaves
from court.kit.sight import born
from court.spine.dossier.texts import Line, PageLayout


def of_pdf(path: Path) -> list[PageLayout]:
    """A page each; without lines where it must be read by eye."""
    found = []
    with leaves.DRAWING, pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            width, height = page.get_size()
            lines = [Line(one.text, tuple(one.quad), one.row) for one in born.words(page) or ()]  # type: ignore[arg-type]
            found.append(PageLayout(width, height, lines, born=True))
    return found
