"""Two dossiers with everything that can be damaged: scans, batches, signed papers, words, redactions, labels, packages."""

import io
from dataclasses import dataclass, field

from court.kit import blobs
from court.spine.cases.models import Case, Party
from court.spine.cases.tests.stage import DAY, Stage, moment
from court.spine.dossier import actions, parts, places, rendering, texts
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document, Rendition
from court.spine.dossier.tests.papers import pdf, photo
from court.spine.dossier.texts import Line, PageLayout
from court.work.archives import actions as archives
from court.work.archives.models import Archive

QUAD = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.15), (0.1, 0.15))
SCANS = [("起诉状", 2, "起诉状（或口头起诉笔录）及附件"), ("借条", 1, "原告、被告举证材料"), ("银行流水", 3, "原告、被告举证材料")]


@dataclass
class World:
    cases: list[Case] = field(default_factory=list)


def make(stage: Stage) -> World:
    world = World()
    for seq in (1, 2):
        world.cases.append(_case(stage, seq))
    return world


def _case(stage: Stage, seq: int) -> Case:
    case = Case.objects.create(
        court=stage.court, year=2026, type_code="民初", seq=seq, number=f"（2026）晋0802民初{seq}号", definition="civil_first",
        definition_version=1, track="simplified", stage="archived", cause_code="103.01", cause="民间借贷纠纷",
        title="王建国诉张伟民间借贷纠纷", filed_on=DAY, docketed_on=DAY, closed_on=DAY, close_manner="judgment",
    )  # fmt: skip
    for who in ("plaintiff", "defendant"):
        person = stage.accounts[who].person
        Party.objects.create(case=case, person=person, role=who, name=person.name)
    papers = [_scan(stage, case, title, pdf(pages, f"{seq}{title}"), "scan.pdf", item) for title, pages, item in SCANS]
    papers.append(_scan(stage, case, "欠条照片", photo(f"debt {seq}"), "photo.png", "原告、被告举证材料"))
    _batch(stage, case, seq)
    for number in (1, 2):
        _signed(case, f"证明{number}", seq)
    for paper in papers[:3]:
        _read(paper)
    _redact(papers[1], seq)
    for volume in Document.Volume:
        if places.in_order(case, volume):
            places.freeze(case, volume, by=None, at=moment())
    _archive(case)
    return case


def _scan(stage: Stage, case: Case, title: str, content: bytes, name: str, item: str) -> Document:
    document = actions.receive(case.court, io.BytesIO(content), kind="paper", title=title, name=name,
                               by=stage.actor("plaintiff"), at=moment(), case=case, item=item)  # fmt: skip
    return inspect_document(document, at=moment())


def _batch(stage: Stage, case: Case, seq: int) -> None:
    batch = _scan(stage, case, "扫描批次", pdf(6, f"batch {seq}"), "batch.pdf", "")
    cuts = [parts.Cut(1, 2, title="证据一", item="原告、被告举证材料"), parts.Cut(3, 3, title="证据二", item="原告、被告举证材料"),
            parts.Cut(4, 6, title="证据三", item="原告、被告举证材料")]  # fmt: skip
    parts.split(batch, cuts, by=None, at=moment())


def _signed(case: Case, title: str, seq: int) -> None:
    facts = {"remarks": [f"{title}，第{seq}案。"], "signed": [], "dated": "二〇二六年三月二日"}
    document = actions.expect(case, "dossier_remarks", facts, kind="remarks", title=title, by=None, at=moment(), sealed=True)
    rendering.render_now(document, at=moment())


def _read(document: Document) -> None:
    form = places.shown(Document.objects.prefetch_related("renditions").get(pk=document.pk))
    pages = [PageLayout(595, 842, [Line(f"{document.title}{document.pk}第{page + 1}页", QUAD, 0)])
             for page in range(form.pages or 1)]  # fmt: skip
    laid = texts.store(form, pages, at=moment())
    actions.note(document, "read", by=None, at=moment(), rendition=laid)


def _redact(document: Document, seq: int) -> None:
    blob = blobs.put(pdf(1, f"redacted {seq}"))
    form = actions.keep(document, blob, Rendition.Purpose.REDACTED, "application/pdf", "遮蔽.pdf", moment(), 1)
    Document.objects.filter(pk=document.pk).update(redacted=form)
    document.redacted = form
    actions.note(document, "redacted", by=None, at=moment(), rendition=form)


def _archive(case: Case) -> None:
    archive = Archive.objects.create(court=case.court, case=case, number=f"档{case.seq}", retention="长期",
                                     archived_at=moment(), kept_until=None)  # fmt: skip
    archives.make_package(archive.pk, at=moment())
