"""The words of office files and plain text, so that they are found by search; tables as their cells, row by row."""

import io
import zipfile

from court.spine.dossier.texts import Line, PageLayout

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TXT = "text/plain"
MOST = 2_000_000
A4 = (595.0, 842.0)


def words(content: bytes, media_type: str) -> list[PageLayout] | None:
    """One page of lines; None for a kind that isn't read. ValueError for a file that can't be opened."""
    if media_type == TXT:
        return [_page(_decoded(content[:MOST]).splitlines())]
    return [_page(_of_docx(content))] if media_type == DOCX else None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("gb18030", "replace")


def _of_docx(content: bytes) -> list[str]:
    from docx import Document

    try:
        opened = Document(io.BytesIO(content))
    except (KeyError, zipfile.BadZipFile, SyntaxError) as error:
        raise ValueError("docx") from error
    lines = [one.text for one in opened.paragraphs]
    for table in opened.tables:
        lines += [" ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in table.rows]
    return lines


def _page(lines: list[str]) -> PageLayout:
    kept = [one.strip() for one in lines if one.strip()]
    height = 1 / max(1, len(kept))
    laid = [
        Line(text, ((0.1, n * height), (0.9, n * height), (0.9, (n + 1) * height), (0.1, (n + 1) * height)), n)
        for n, text in enumerate(kept)
    ]
    return PageLayout(*A4, lines=laid, blank=not laid, born=True)
