"""A large dossier for the viewer's bench: typeset papers and photographed ones, with the words of their pages.

Run as a program inside a prepared court it prints, in JSON, the case, its papers and a signed-in session.
"""

import io
import json
import sys
from collections.abc import Iterator
from random import Random

import numpy
import pypdfium2
import typst
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

SEED = 20261123
BIG = 0.5  # half of the pages are one paper, as an account book or a case file of another court is
SCANNED = 0.2
WORDS = (
    "借款 合同 原告 被告 支付 利息 本金 约定 到期 返还 转账 微信 银行 流水 证明 签字 担保 责任 事实 理由 证据 质证 意见 庭审 笔录 "
    "送达 回证 通知 当事人 代理人 诉讼 请求 判令 承担 费用 双方 协商 未果 起诉 法院 依法 裁判 认为 根据 规定 房屋 租赁 货物 买卖"
)


def build(pages: int) -> dict:
    """A case with a dossier of so many pages, its judge signed in."""
    from bench import scene
    from court.spine.cases.models import Handler

    made = scene.build()
    case = made.life().case
    judge = made.account("judge")
    Handler.objects.create(case=case, account=judge, role="judge", since=_at())
    papers = [_paper(case, *one) for one in contents(pages)]
    return {"case": case.pk, "papers": papers, "session": _session(judge), "cookie": _cookie()}


def contents(pages: int) -> Iterator[tuple[str, int, bool, int]]:
    """Title, pages, whether it is scanned, seed: one of half the pages, the rest in papers of 1 to 15."""
    random = Random(SEED)
    big = int(pages * BIG)
    yield "会计账册", big, False, 0
    left, number = pages - big, 0
    while left:
        number += 1
        count = min(left, random.randint(1, 15))
        yield f"证据{number}", count, random.random() < SCANNED, number
        left -= count


def _paper(case, title: str, pages: int, scanned: bool, seed: int) -> tuple[int, int]:
    from court.kit import blobs
    from court.spine.dossier import actions, places, texts
    from court.spine.dossier.models import Document, Rendition

    lines = [_lines(Random(seed * 10_000 + page)) for page in range(pages)]
    typeset = _typeset(lines)
    content = _scan(typeset) if scanned else typeset
    item = "起诉状（或口头起诉笔录）及附件"
    document = Document.objects.create(court=case.court, case=case, kind="paper", title=title, item=item, on_record=True,
                                       state=Document.State.AVAILABLE, created_at=_at())  # fmt: skip
    form = actions.keep(document, blobs.put(content), Rendition.Purpose.PDF, "application/pdf", f"{title}.pdf", _at(), pages)
    places.place(document)
    texts.store(form, _layouts(typeset), at=_at())
    return document.pk, pages


def _lines(random: Random) -> list[str]:
    return ["".join(random.choices(WORDS.split(), k=15)) + f"{random.randint(1000, 99999)}元" for _ in range(30)]


def _layouts(typeset: bytes) -> list:
    """The words of each page and where they stand, as the file itself tells."""
    from court.spine.dossier.texts import Line, PageLayout

    with pypdfium2.PdfDocument(typeset) as document:
        found = []
        for sheet in document:
            wide, high = sheet.get_size()
            words = sheet.get_textpage()
            rows: dict[int, list[tuple[float, float, float, float]]] = {}
            for place in range(words.count_rects()):
                left, low, right, top = words.get_rect(place)
                rows.setdefault(round((low + top) / 2 / 8), []).append((left, low, right, top))
            boxes = [(min(b[0] for b in row), min(b[1] for b in row), max(b[2] for b in row), max(b[3] for b in row)) for row in rows.values()]
            lines = []
            for row, (left, low, right, top) in enumerate(sorted(boxes, key=lambda box: -box[3])):
                x, x2, y, y2 = left / wide, right / wide, 1 - top / high, 1 - low / high
                text = words.get_text_bounded(left - 1, low - 1, right + 1, top + 1).replace("\r\n", "")
                lines.append(Line(text, ((x, y), (x2, y), (x2, y2), (x, y2)), row))
            found.append(PageLayout(wide, high, lines, born=True))
        return found


def _typeset(pages: list[list[str]]) -> bytes:
    from court.kit.press import fonts

    families = ", ".join(json.dumps(name, ensure_ascii=False) for name in fonts.faces()["song"])
    text = "\n#pagebreak()\n".join(" \\\n".join(lines) for lines in pages)
    source = f"#set page(paper: \"a4\", margin: 25mm)\n#set text(font: ({families},), size: 10.5pt)\n{text}"
    return typst.compile(source.encode(), font_paths=[str(one) for one in fonts.folders()])


def _scan(source: bytes) -> bytes:
    """Sheets as a scanner at 200 dpi gives them: grey, a little noise, JPEG."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842), invariant=1)
    noise = numpy.random.default_rng(SEED)
    with pypdfium2.PdfDocument(source) as document:
        for sheet in document:
            grey = numpy.asarray(sheet.render(scale=200 / 72, grayscale=True).to_pil()).astype("int16")
            spoiled = numpy.clip(grey + noise.integers(-12, 12, grey.shape), 0, 255).astype("uint8")
            kept = io.BytesIO()
            Image.fromarray(spoiled).save(kept, "JPEG", quality=70)
            canvas.drawImage(ImageReader(kept), 0, 0, 595, 842)
            canvas.showPage()
    canvas.save()
    return made.getvalue()


def _at():
    from court.base.courts import clock

    return clock.now()


def _session(account) -> str:
    """The key of a session as signing in makes it."""
    from django.contrib.sessions.backends.base import SessionBase
    from django.test import Client, RequestFactory

    from court.base.courts import clock
    from court.base.people import sessions

    account.password_changed_at = clock.real_now()
    account.save(update_fields=["password_changed_at"])
    request = RequestFactory().get("/")
    session: SessionBase = Client().session
    request.session = session
    sessions.begin(request, account)
    session.save()
    return str(session.session_key)


def _cookie() -> str:
    from django.conf import settings

    return settings.SESSION_COOKIE_NAME


def main() -> int:
    import django

    django.setup()
    print(json.dumps(build(int(sys.argv[1]))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
