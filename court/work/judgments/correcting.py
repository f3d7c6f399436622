"""Correcting a paper that was issued (补正): slips of the pen and of reckoning, passage by passage, old to new.

A correction mends what was written down wrongly (民诉法解释第二百四十五条); what was decided wrongly is for appeal
and retrial. The text to be mended must stand in the paper, word for word.
"""
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.work.judgments import actions, texts
from court.work.judgments.kinds import KINDS
from court.work.judgments.models import Paper

MOST, LONGEST = 20, 500
LAW = "最高人民法院关于适用《民事诉讼法》的解释第二百四十五条"


@dataclass(frozen=True)
class Passage:
    """What stands in the paper, and what should stand there."""

    old: str
    new: str


def correctable(case: Case) -> list[Paper]:
    """Issued papers of the case that may be corrected, the newest first."""
    found = Paper.objects.filter(case=case, state=Paper.State.ISSUED).exclude(kind="correction")
    return list(found.select_related("document").order_by("-id"))


def text_of(paper: Paper) -> str:
    """All that the paper says, as it was printed."""
    printed = (paper.document.data or {}).get("paragraphs", ()) if paper.document else ()
    return "\n".join(printed) or "\n".join(paper.sections.values())


def draft(case: Case, paper_id: int, passages: list[Passage], *, by: Actor, at: datetime) -> Paper:
    """The ruling on the correction, its passages written into it; an open draft is written anew.

    Refused for a passage that the paper does not hold, or holds more than once, or that changes nothing.
    """
    with transaction.atomic():
        mended = next((one for one in correctable(case) if one.pk == paper_id), None)
        if mended is None:
            raise Refused("请选择已发出的文书。", do="只有已发出的裁判文书可以补正；尚未发出的，直接修改。", code="bad_field", status=422)
        _check(mended, passages)
        ruling = actions.start(case, "correction", by=by, at=at)
        return actions.save(ruling.pk, _sections(case, mended, passages), revision=ruling.revision, by=by, at=at)


def _check(paper: Paper, passages: list[Passage]) -> None:
    if not passages:
        raise Refused("请填写补正的内容。", law=LAW, do="写明原文和更正后的文字。", code="missing_field", status=422)
    if len(passages) > MOST:
        raise Refused(f"一份补正裁定不超过{MOST}处。", do="请分次补正，或者核对是否属于笔误。", code="too_many", status=422)
    text = text_of(paper)
    for place, one in enumerate(passages, 1):
        if not one.old or not one.new or max(len(one.old), len(one.new)) > LONGEST:
            raise Refused(f"第{place}处：原文和更正后的文字都应当填写，且不超过{LONGEST}字。", code="missing_field", status=422)
        if one.old == one.new:
            raise Refused(f"第{place}处：更正前后的文字相同。", do="请核对。", code="bad_field", status=422)
        found = text.count(one.old)
        if found == 0:
            raise Refused(f"第{place}处：文书中没有“{one.old}”。", do="请从文书中照抄原文，含标点。", code="not_found", status=422)
        if found > 1:
            raise Refused(f"第{place}处：“{one.old}”在文书中出现{found}次，无法确定是哪一处。", do="请连同前后文字一并摘录。",
                          code="ambiguous", status=422)


def _sections(case: Case, mended: Paper, passages: list[Passage]) -> dict[str, str]:
    name = f"（{case.number}）{KINDS[mended.kind].name}" if not case.number.startswith("（") else f"{case.number}{KINDS[mended.kind].name}"
    lines = [f"“{one.old}”补正为“{one.new}”" for one in passages]
    if len(lines) > 1:
        said = "\n".join(f"{place}．{line}{'。' if place == len(lines) else '；'}" for place, line in enumerate(lines, 1))
        decision = f"{name}中：\n{said}"
    else:
        decision = f"{name}中{lines[0]}。"
    return {"course": f"{texts.matter(case)}，本院作出的{name}中存在笔误，应予补正。",
            "reason": "依照《中华人民共和国民事诉讼法》第一百五十七条第一款第七项、"
                      "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第二百四十五条规定，裁定如下：",
            "decision": decision}
