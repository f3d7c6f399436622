"""An open case as its people work in it: papers read and searched, noted, quoted, bound, covered, sealed, read online."""

from court.base.access.actor import Actor
from court.site.demo.life import Life
from court.spine.cases.models import Handler
from court.spine.dossier import places, rendering, sealing, texts
from court.spine.dossier.models import Document, Rendition, Sealing
from court.work.annotations import actions as margins
from court.work.annotations.models import Annotation
from court.work.bundles import actions as bundles
from court.work.elements import finding
from court.work.inspection import actions as inspection
from court.work.inspection import log, standing
from court.work.inspection.models import Inspection
from court.work.reading import marking
from court.work.redaction import actions as redaction
from court.work.redaction.models import Redaction
from court.work.scanning import reading


def work(life: Life) -> None:
    """Everything of the new rooms that a judge and a clerk do on an ordinary day, on papers the court typeset itself."""
    papers = _read(life)
    _note(life, papers)
    _cover(life, papers)
    _inspect(life, papers)
    _seal(life, papers[-1])
    _bind(life, papers)  # last: what is covered or sealed drops the copies made before


def _read(life: Life) -> list[Document]:
    """What the plaintiff filed, typeset and read: complaint, identity, evidence."""
    found = []
    for document in life.case.documents.filter(kind="filed").order_by("pk"):
        rendering.render_now(document, at=life.at(9))
        reading.read(document.pk, at=life.at(9))
        found.append(Document.objects.select_related("case", "party", "court").get(pk=document.pk))
        finding.look(found[-1], at=life.at(9))
    return found


def _form(document: Document) -> Rendition:
    form = places.shown(document)
    assert form is not None
    return form


def _longest(document: Document) -> tuple[str, list[float]]:
    """The longest line of the first page and where it stands, as shares of the page."""
    page = texts.layout(_form(document))[0]
    line = max(page.lines, key=lambda one: len(one.text))
    across, down = [x for x, _ in line.quad], [y for _, y in line.quad]
    return line.text, [min(across), min(down), max(across), max(down)]


def _note(life: Life, papers: list[Document]) -> None:
    judge, clerk = life.handler(Handler.Role.JUDGE), life.handler(Handler.Role.CLERK)
    text, box = _longest(papers[0])
    own, shared = Annotation.Scope.OWN, Annotation.Scope.PANEL
    margins.make(life.case, papers[0], 1, boxes=[box], quote=text, comment="本金、期限与借据核对一致，利息起算日开庭时再问。",
                 tags=["争议焦点"], scope=shared, by=judge, at=life.at(10))  # fmt: skip
    text, box = _longest(papers[2])
    margins.make(life.case, papers[2], 1, boxes=[box], quote=text, comment="原件待开庭时核对。", tags=["证据"], scope=own, by=judge, at=life.at(10))
    margins.make(life.case, papers[2], 1, boxes=[box], quote=text, comment="已电话通知原告携带原件到庭。", tags=["证据"], scope=own,
                 by=clerk, at=life.at(11))  # fmt: skip
    margins.quote(life.case, papers[2], 1, text, by=judge, at=life.at(11))
    for document, name in ((papers[0], "起诉请求"), (papers[2], "主要书证")):
        marking.add_bookmark(judge.me, document, 1, name, at=life.at(11))


def _bind(life: Life, papers: list[Document]) -> None:
    made = bundles.order(life.case, [str(one.pk) for one in papers[:3]], title="庭前准备材料", marked=True, folders=True,
                         by=life.handler(Handler.Role.JUDGE), at=life.at(17))  # fmt: skip
    bundles.make(made.pk, at=life.at(17))


def _cover(life: Life, papers: list[Document]) -> None:
    """One paper covered and in force, another sent off to be covered, for the second person to decide."""
    judge, clerk = life.handler(Handler.Role.JUDGE), life.handler(Handler.Role.CLERK)
    for document, decided in ((papers[2], True), (papers[0], False)):
        _, (left, top, right, bottom) = _longest(document)
        mark = {"page": 1, "x": left, "y": top, "w": right - left, "h": bottom - top, "reason": Redaction.Reason.PRIVACY}
        row = redaction.begin(document, by=clerk, at=life.at(14))
        redaction.mark_page(row, 1, [mark], version=row.version, by=clerk)
        redaction.send(row, by=clerk, at=life.at(14))
        if decided:  # the other one is burnt by the worker and then waits
            redaction.carry_out(row.pk, at=life.at(14))
            redaction.decide(redaction.whole().get(pk=row.pk), granted=True, opinion="", by=judge, at=life.at(15))


def _inspect(life: Life, papers: list[Document]) -> None:
    """网上阅卷: granted and read, refused, asked and waiting; each by the lawyer of the plaintiff."""
    mandate = life.case.representatives.select_related("person").first()
    lawyer = next((one for one in life.cast.lawyers if mandate and one.person_id == mandate.person_id), None)
    if lawyer is None:
        return
    by, clerk = Actor(lawyer, life.day), life.handler(Handler.Role.CLERK)
    own = standing.of_own(by, life.case.pk)
    whole, some = Inspection.Scope.WHOLE, Inspection.Scope.PAPERS
    first = inspection.ask_own(own, inspection.Wanted(whole, "准备代理意见，核对对方证据。", wants_copy=True), by=by, at=life.at(9))
    granted = inspection.grant(first.pk, inspection.Grant(), by=clerk, at=life.at(10))
    log.note(granted, by, papers[0], [1])
    log.note(granted, by, papers[2], [1])
    second = inspection.ask_own(own, inspection.Wanted(whole, "再次申请，供所内讨论。", wants_copy=True), by=by, at=life.at(11))
    inspection.refuse(second.pk, "已准许阅看同一范围的材料，尚在阅看期限内", by=clerk, at=life.at(14))
    wanted = inspection.Wanted(some, "核对银行转账回单。", papers=[str(papers[2].pk)])
    inspection.ask_own(own, wanted, by=by, at=life.at(16))


def _seal(life: Life, document: Document) -> None:
    asked = sealing.Asked(Sealing.Scope.OUTSIDE, Sealing.Reason.PRIVACY, "原告", "含有与本案无关的个人聊天内容")
    sealing.seal_off(life.case, document, asked, by=life.handler(Handler.Role.JUDGE), at=life.at(16))
