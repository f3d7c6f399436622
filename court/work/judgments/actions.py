"""Drafting, reviewing, signing a paper. Nothing here moves the case: an act takes the signed paper."""
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.kit.days import date_of, plain
from court.kit.press.typesetting import typeset
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Handler
from court.spine.dossier import actions as dossier
from court.spine.dossier import rendering
from court.spine.dossier.models import Document
from court.spine.journal.actions import append
from court.spine.journal.models import Entry
from court.work.judgments import inspecting, layout, texts
from court.work.judgments.kinds import KINDS
from court.work.judgments.models import Paper, Revision

WRITERS = {Handler.Role.JUDGE, Handler.Role.PRESIDING, Handler.Role.ASSISTANT, Handler.Role.CLERK}
SIGNERS = {Handler.Role.JUDGE, Handler.Role.PRESIDING}
LONGEST = 60_000
State = Paper.State


def roles(case: Case, by: Actor) -> set[str]:
    return set(case.handlers.filter(account=by.account, until=None).values_list("role", flat=True))


def require_role(case: Case, by: Actor, wanted: set, what: str) -> None:
    filing_stage = case.judge_id is None and by.holds("filing_clerk", case.court_id)
    if not (roles(case, by) & wanted or filing_stage):
        raise Refused(f"只有本案办案人员可以{what}。", code="not_yours", status=403)


def start(case: Case, kind: str, *, by: Actor, at: datetime) -> Paper:
    """A new draft, filled from the case. The draft of the same kind that is still open is given again."""
    if kind not in KINDS:
        raise Refused("没有这种文书。", do="请从列表中选择。", code="bad_field", status=404)
    require_role(case, by, WRITERS, "起草文书")
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        already = Paper.objects.filter(case=case, kind=kind).exclude(state__in=[State.ISSUED, State.DROPPED]).first()
        if already:
            return already
        paper = Paper.objects.create(case=case, kind=kind, author=by.account, started_at=at,
                                     sections=texts.first(case, kind, heard_days(case)))
        Revision.objects.create(paper=paper, number=1, sections=paper.sections, saved_by=by.account, saved_at=at)
        note(paper, "started", by, at)
    return paper


def heard_days(case: Case) -> list[str]:
    """The days on which the court sat, in words, from the journal."""
    moments = Entry.objects.filter(stream=case.stream, kind="case.hold_hearing").order_by("place").values_list("at", flat=True)
    return [plain(date_of(datetime.fromisoformat(m.replace("Z", "+00:00")))) for m in moments]


def save(paper_id: int, sections: dict[str, str], *, revision: int, by: Actor, at: datetime) -> Paper:
    """Keep what was typed. A draft saved by another meanwhile is not overwritten: the second is told by whom.

    A signed paper loses its signature by any change.
    """
    with transaction.atomic():
        paper = locked(paper_id)
        require_role(paper.case, by, WRITERS, "修改文书")
        if paper.state in (State.ISSUED, State.DROPPED):
            raise Refused("文书已经发出或者作废，不能修改。", do="裁判文书有笔误的，请制作补正裁定。", code="issued")
        kept = {s.key: sections.get(s.key, paper.sections.get(s.key, ""))[:LONGEST] for s in KINDS[paper.kind].sections}
        if kept == paper.sections:
            return paper
        if revision != paper.revision:
            last = paper.revisions.select_related("saved_by__person").order_by("-number").first()
            raise Refused(f"{last.saved_by.person.name}已在您之前保存了修改，您的修改尚未保存，内容仍保留在页面上。",
                          do="请打开最新稿核对后合并。", code="stale")
        _unsign(paper, by, at)
        paper.sections, paper.revision = kept, paper.revision + 1
        paper.state = State.DRAFT
        paper.save(update_fields=["sections", "revision", "state", "signed_at", "signed_by", "document"])
        Revision.objects.create(paper=paper, number=paper.revision, sections=kept, saved_by=by.account, saved_at=at)
    return paper


def _unsign(paper: Paper, by: Actor, at: datetime) -> None:
    if paper.document_id:
        dossier.strike(paper.document, by=by, at=at, why="签署后修改，签名失效")
        paper.document, paper.signed_at, paper.signed_by = None, None, None
        note(paper, "unsigned", by, at)


def bring_back(paper_id: int, number: int, *, by: Actor, at: datetime) -> Paper:
    """Make an earlier text the newest one; nothing in between is lost."""
    paper = Paper.objects.get(pk=paper_id)
    old = paper.revisions.filter(number=number).first()
    if old is None:
        raise Refused("没有这个版本。", code="missing", status=404)
    return save(paper_id, old.sections, revision=paper.revision, by=by, at=at)


def preview(paper: Paper, at: datetime) -> bytes:
    """The PDF as it would be printed today, without seal."""
    return typeset("court_paper", layout.facts(paper, date_of(at)), on=date_of(at), author=paper.case.court.name)


def sign(paper_id: int, *, by: Actor, at: datetime) -> Paper:
    """Sign under the court's seal (PAdES). The second factor is asked again (S7); the file waits, held, for its act.

    The signer's second click, or a repeat after a broken answer, gives the paper as it was signed.
    """
    with transaction.atomic():
        paper = locked(paper_id)
        require_role(paper.case, by, SIGNERS, "签署文书")
        if not by.fresh_factor:
            raise Refused("签署文书前需要再次验证身份。", do="请输入动态口令后继续。", code="factor_needed", status=401)
        if paper.state == State.SIGNED and paper.signed_by_id == by.account.pk:
            return paper
        if paper.state not in (State.DRAFT, State.REVIEWED):
            raise Refused(f"文书现为“{paper.get_state_display()}”，不能签署。", do="请刷新页面核对。", code="stale")
        if lacking := inspecting.missing_sections(paper):
            raise Refused(f"文书尚有未填写的部分：{'、'.join(lacking)}。", do="请补充完整后再签署。", code="incomplete")
        _refuse_faults(paper, at)
        paper.document = _document(paper, by, at)
        paper.state, paper.signed_at, paper.signed_by = State.SIGNED, at, by.account
        paper.save(update_fields=["document", "state", "signed_at", "signed_by"])
        note(paper, "signed", by, at)
    return paper


def _refuse_faults(paper: Paper, at: datetime) -> None:
    stopping = [one for one in inspecting.findings(paper, date_of(at)) if one.stops]
    if stopping:
        first = stopping[0]
        raise Refused("文书未通过签署前检查：" + "；".join(one.words for one in stopping) + "。", law=first.law,
                      do=f"{first.do or '请更正后再签署'}。", code="not_right")


def _document(paper: Paper, by: Actor, at: datetime) -> Document:
    kind = KINDS[paper.kind]
    document = dossier.expect(paper.case, "court_paper", layout.facts(paper, date_of(at)), kind=paper.kind,
                              title=f"{kind.name}（{kind.label}）", item=kind.item, by=by, at=at, sealed=True, held=True,
                              key=f"paper:{paper.pk}:{paper.revision}:{at.timestamp():.0f}")
    return rendering.render_now(document, at=at)


def drop(paper_id: int, *, by: Actor, at: datetime) -> Paper:
    """Put a draft aside that is not needed; an issued paper stays."""
    with transaction.atomic():
        paper = locked(paper_id)
        require_role(paper.case, by, WRITERS, "作废文书")
        if paper.state == State.ISSUED:
            raise Refused("已发出的文书不能作废。", code="issued")
        _unsign(paper, by, at)
        paper.state = State.DROPPED
        paper.save(update_fields=["state", "document", "signed_at", "signed_by"])
        note(paper, "dropped", by, at)
    return paper


def locked(paper_id: int) -> Paper:
    found = Paper.objects.select_for_update(of=("self",)).select_related("case__court__superior", "document")
    return found.get(pk=paper_id)


def note(paper: Paper, what: str, by: Actor, at: datetime) -> None:
    append(paper.case.stream, f"paper.{what}", by=by.account, at=at, court=paper.case.court_id,
           facts={"paper": str(paper.pk), "kind": paper.kind, "revision": paper.revision})


