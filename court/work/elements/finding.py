"""Looking for elements in the words of a paper, page by page; who says what is told by the kind of paper and its words."""

import re
from datetime import datetime

from django.db import transaction

from court.spine.cases.models import Case
from court.spine.dossier import places
from court.spine.dossier.models import Document, PageText
from court.work.elements import installed
from court.work.elements.models import Finding
from court.work.elements.rules import engine
from court.work.elements.rules.parts import ANSWER, CLAIMS, parts_of, split

Side = Finding.Side
NOT_READ = {Document.State.REFUSED, Document.State.STRUCK, Document.State.SUPERSEDED, Document.State.SPLIT}
LONGEST = 600
_COMPLAINT = re.compile(r"起诉状|起诉书|诉状|变更诉讼请求|反诉状")
_ANSWER = re.compile(r"答辩")
_RECORD = re.compile(r"笔录")
_OF_COURT = re.compile(r"判决书|裁定书|调解书|决定书|通知书|传票|审理报告")
_SPEAKS = re.compile(r"^(?:\d+[.、])?(原告|被告|审判长|审判员|书记员|上诉人|被上诉人|申请人|被申请人|法庭)[^：:，。]{0,20}[：:]")
_DENIES = re.compile(
    r"不(?:同意|认可|予认可|能成立|成立|承认|属实|存在|是事实|应|需要?支付|欠)|否认|并非|没有(?!异议|争议|意见)|未(?:曾|向)"
    r"|(?<!没)有异议|无需|无须|驳回")

# What one side writes of the other's words is not its own; where it contradicts them, it is.
_QUOTES = {
    Side.PLAINTIFF: re.compile(r"^(?:\d+[.、])?(?:本案)?(?:被告|答辩人|被上诉人)[^，。：:]{0,12}?(?:辩称|称|主张|认为)"),
    Side.DEFENDANT: re.compile(r"^(?:\d+[.、])?(?:本案)?(?:原告|被答辩人|上诉人)[^，。：:]{0,12}?(?:诉称|称|主张|认为)"),
}
_CONTRADICTS = re.compile(r"不属实|不是事实|与事实不符|没有(?:事实|法律|任何)?(?:和法律)?依据|不(?:予)?认可|不同意|不能成立|不成立|有异议")


def look(document: Document, *, at: datetime) -> int:
    """Find the elements of a paper anew; gives how many. A paper that left the case, or was struck, has none. Twice is once."""
    known = engine.for_cause(document.case.cause) if document.case else None
    with transaction.atomic():
        places.hold_case(document.case_id)
        Finding.objects.filter(document=document).delete()
        if known is None or document.state in NOT_READ:
            return 0
        made = _made(document, document.case, known.key, at)
        Finding.objects.bulk_create(made)
    return len(made)


def _made(document: Document, case: Case, key: str, at: datetime) -> list[Finding]:
    spots, sentences = _sentences(document)
    finder, digest = installed.finder()
    found = finder.find(key, sentences)
    start = ANSWER if _ANSWER.search(document.title) else CLAIMS
    sides = said_by(document, sentences, parts_of(sentences, start))
    return [
        Finding(case=case, document=document, code=code, page=page, order=order, sentence=sentence[:LONGEST], side=side,
                denied=bool(_DENIES.search(sentence)), finder=digest, at=at)
        for (page, order), sentence, codes, side in zip(spots, sentences, found, sides, strict=True) for code in sorted(codes)
    ]  # fmt: skip


def _sentences(document: Document) -> tuple[list[tuple[int, int]], list[str]]:
    """Places (page, order on it) and sentences of the form that the court reads. Lines of a scan are joined again."""
    form = places.shown(document)
    spots, sentences = [], []
    for row in PageText.objects.filter(rendition=form).order_by("page"):
        for order, sentence in enumerate(split(joined(row.text))):
            spots.append((row.page, order))
            sentences.append(sentence)
    return spots, sentences


def joined(text: str) -> str:
    """Lines that break in the middle of a sentence are put together; one that ends or begins something stays a line."""
    made = ""
    for line in (one.strip() for one in text.splitlines()):
        if not line:
            continue
        goes_on = made and made[-1] not in "。；！？：:\n" and not re.match(r"[一二三四五六七八九十\d]+[、.．]", line) and len(made.rsplit("\n", 1)[-1]) >= 20
        made += ("" if goes_on or not made else "\n") + line
    return made


def said_by(document: Document, sentences: list[str], parts: list[str]) -> list[str]:
    """Who says each sentence; nobody ("") where a side only repeats what the other says."""
    return [_own(side, sentence) for side, sentence in zip(_told_by(document, sentences, parts), sentences, strict=True)]


def _own(side: str, sentence: str) -> str:
    quotes = _QUOTES.get(Side(side))
    return Side.NOBODY if quotes and quotes.match(sentence) and not _CONTRADICTS.search(sentence) else side


def _told_by(document: Document, sentences: list[str], parts: list[str]) -> list[str]:
    title, role = document.title, document.party.role if document.party else ""
    if _RECORD.search(title) or document.kind == "hearing_record":
        return _in_turns(sentences)
    if _OF_COURT.search(title) or (document.template and document.party is None):
        return [{CLAIMS: Side.PLAINTIFF, ANSWER: Side.DEFENDANT}.get(part, Side.COURT) for part in parts]
    if _COMPLAINT.search(title) or document.kind == "complaint":
        return [Side.PLAINTIFF] * len(sentences)
    if _ANSWER.search(title):
        return [Side.DEFENDANT] * len(sentences)
    return [{"plaintiff": Side.PLAINTIFF, "defendant": Side.DEFENDANT}.get(role, Side.PROOF)
            if document.kind in ("submission", "statement") else Side.PROOF] * len(sentences)  # fmt: skip


def _in_turns(sentences: list[str]) -> list[str]:
    """A record: who speaks is named at the beginning of a line, and goes on speaking until somebody else is."""
    now, said = "", []
    for sentence in sentences:
        if found := _SPEAKS.match(sentence):
            word = found[1]
            now = (Side.PLAINTIFF if word in ("原告", "上诉人", "申请人") else
                   Side.DEFENDANT if word in ("被告", "被上诉人", "被申请人") else Side.COURT)  # fmt: skip
        said.append(now)
    return said
