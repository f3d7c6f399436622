"""The judge's checklist: each element of the case's cause with the sentences it comes from, and how it stands."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.decide import may
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Handler
from court.spine.dossier import access, places
from court.spine.dossier.models import Document
from court.spine.journal.actions import append
from court.work.elements.models import Finding, Standing
from court.work.elements.rules import engine
from court.work.elements.rules.engine import Element

Word, Side = Standing.Word, Finding.Side
SETTLERS = {Handler.Role.JUDGE, Handler.Role.PRESIDING}
SHOWN = 6
ONE_SIDE = "one_side"
WORDS = {Word.AGREED: "无争议", Word.DISPUTED: "有争议", Word.MISSING: "未提及", Word.OUT: "与本案无关", ONE_SIDE: "仅一方提出"}
TONES = {Word.AGREED: "good", Word.DISPUTED: "alarm", Word.MISSING: "calm", Word.OUT: "calm", ONE_SIDE: "warn"}


@dataclass
class Row:
    """One element. proposed: what the machine takes it for; settled: the judge's row, None while it is open."""

    element: Element
    findings: list[Finding] = field(default_factory=list)
    labels: dict[int, list[str]] = field(default_factory=dict)
    settled: Standing | None = None

    @property
    def proposed(self) -> str:
        return propose(self.findings)

    @property
    def word(self) -> str:
        return self.settled.word if self.settled else self.proposed

    @property
    def label(self) -> str:
        return WORDS[self.word]

    @property
    def tone(self) -> str:
        return TONES[self.word]

    @property
    def first(self) -> list[tuple[Finding, str]]:
        return [(one, self.page_of(one)) for one in self.findings[:SHOWN]]

    @property
    def further(self) -> int:
        return max(0, len(self.findings) - SHOWN)

    def page_of(self, one: Finding) -> str:
        """The label of the page in the dossier, or while there is none the page of the paper."""
        given = self.labels.get(one.document_id, [])
        return f"卷宗第{given[one.page - 1]}页" if 0 < one.page <= len(given) else f"第{one.page}页"


def propose(findings: list[Finding]) -> str:
    """Both say it: agreed; one claims and the other denies: disputed; one alone says it; nobody: missing.

    What the court or a proof says counts for nobody: it is shown, and the judge weighs it.
    """
    says = {one.side for one in findings if not one.denied}
    denies = {one.side for one in findings if one.denied}
    sides = {Side.PLAINTIFF, Side.DEFENDANT}
    for one, other in ((Side.PLAINTIFF, Side.DEFENDANT), (Side.DEFENDANT, Side.PLAINTIFF)):
        if one in says and other in denies:
            return Word.DISPUTED
    if sides <= says:
        return Word.AGREED
    return ONE_SIDE if findings else Word.MISSING


def rows(case: Case, actor: Actor) -> list[Row]:
    """All elements of the cause; sentences only of papers this person may read. Empty for a cause without elements."""
    known = engine.for_cause(case.cause)
    if known is None:
        return []
    found = {one.code: Row(one) for one in known.elements}
    readable, labels = _papers(case, actor)
    order = {pk: place for place, pk in enumerate(readable)}
    findings = Finding.objects.filter(case=case, document__in=readable).select_related("document")
    for one in sorted(findings, key=lambda one: (order[one.document_id], one.page, one.order)):
        if one.code in found:
            found[one.code].findings.append(one)
    for standing in Standing.objects.filter(case=case).select_related("by__person").order_by("pk"):
        if standing.code in found:
            found[standing.code].settled = standing if standing.word else None
    for row in found.values():
        row.labels = labels
    return sorted(found.values(), key=lambda row: (row.word in (Word.MISSING, Word.OUT), int(row.element.code[2:])))


def _papers(case: Case, actor: Actor) -> tuple[list[int], dict[int, list[str]]]:
    """Papers this person may read, complaint first as in the dossier, and the labels of their pages."""
    readable, labels = [], {}
    for volume in Document.Volume:
        for one in places.in_order(case, volume):
            one.document.case = case
            if may(actor, "read", one.document):
                readable.append(one.document.pk)
                labels[one.document.pk] = one.labels
    return readable, labels


def may_settle(actor: Actor, case: Case) -> bool:
    return actor.is_staff and bool(access.stance(actor, case) & SETTLERS)


def settle(case: Case, code: str, word: str, *, by: Actor, at: datetime, note: str = "") -> None:
    """What the judge says of an element; an empty word takes it back to the machine's proposal. The same again is once.

    Refused for who is no judge of the case, an element or a word that isn't there, a case that is archived.
    """
    if not may_settle(by, case):
        raise Refused("要素由本案法官确认。", do="请联系承办法官。", code="forbidden", status=403)
    known = engine.for_cause(case.cause)
    if known is None or code not in known.by_code() or word not in Word.values:
        raise Refused("没有该要素或者该选项。", do="请刷新页面后重新选择。", code="bad_field", status=422)
    if case.archived_on:
        raise Refused("案件已归档，要素不再变更。", do="请查看归档时的要素表。", code="archived")
    with transaction.atomic():
        places.hold_case(case.pk)
        last = Standing.objects.filter(case=case, code=code).order_by("-pk").first()
        if (last.word if last else "") == word and (last.note if last else "") == note[:300]:
            return
        Standing.objects.create(case=case, code=code, word=word, note=note[:300], by=by.account, at=at)
        append(case.stream, "elements.settled", by=by.account, at=at, court=case.court_id,
               facts={"code": code, "word": word})  # fmt: skip


def as_text(found: list[Row]) -> str:
    """The checklist as words for a draft: agreed, disputed and what one side alone says, each with its places."""
    lines = []
    for word in (Word.AGREED, Word.DISPUTED, ONE_SIDE):
        some = [row for row in found if row.word == word]
        if some:
            lines.append(f"{WORDS[word]}的要素：")
            lines += [f"{place}．{row.element.name}{_places(row)}。" for place, row in enumerate(some, 1)]
    return "\n".join(lines)


def _places(row: Row) -> str:
    seen = list(dict.fromkeys(f"《{one.document.title}》{row.page_of(one)}" for one in row.findings))
    return f"（{'；'.join(seen[:4])}）" if seen else ""


def sheet(case: Case, found: list[Row], day: str) -> dict:
    """The facts of the printed 要素表."""
    items = [[str(place), row.element.name, row.label, "\n".join(
        f"{one.get_side_display()}：{one.sentence[:90]}（《{one.document.title}》{row.page_of(one)}）" for one in row.findings[:3]) or "—",
        row.settled.note if row.settled else ""] for place, row in enumerate(found, 1) if row.word != Word.OUT]  # fmt: skip
    return {"court": case.court.name, "number": case.number, "items": items, "day": day,
            "heads": ["序号", "要素", "情况", "材料中的陈述", "备注"],
            "notes": ["本表由程序根据卷宗材料提出、由法官确认，供庭审核对使用，不代表本院对事实的认定。"]}  # fmt: skip
