"""Review of a draft by the head of the division or who presides, where the author asks for it."""

from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.tasks.actions import close_tasks, open_task
from court.work.judgments import actions, inspecting
from court.work.judgments.models import Paper

TASK = "review_paper"
REDO = "redo_paper"
State = Paper.State
wiring.CLOSED_BY_ROOMS.update({TASK, REDO})


def subject(paper: Paper) -> str:
    return f"paper:{paper.pk}"


def send(paper_id: int, *, by: Actor, at: datetime) -> Paper:
    """Ask for review; the text stays editable, and a change takes it back to the draft."""
    with transaction.atomic():
        paper = actions.locked(paper_id)
        actions.require_role(paper.case, by, actions.WRITERS, "送审文书")
        if paper.state != State.DRAFT:
            raise Refused(f"文书现为“{paper.get_state_display()}”，不能送审。", do="请刷新页面核对。", code="stale")
        if lacking := inspecting.missing_sections(paper):
            raise Refused(f"文书尚有未填写的部分：{'、'.join(lacking)}。", do="请补充完整后再送审。", code="incomplete")
        paper.state = State.REVIEW
        paper.save(update_fields=["state"])
        actions.note(paper, "sent", by, at)
        close_tasks(subject(paper), REDO, by=by.account, at=at)
        open_task(court=paper.case.court_id, subject=subject(paper), kind=TASK, label=f"审核文书：{paper.name}", at=at,
                  case=paper.case, **_reviewer(paper))  # fmt: skip
    return paper


def _reviewer(paper: Paper) -> dict:
    """Who presides, where there is a panel and they did not draft it; else the head of the division."""
    presiding = paper.case.handlers.filter(role="presiding", until=None).exclude(account=paper.author).first()
    return {"assignee": presiding.account} if presiding else {"office": "division_head"}


def give(paper_id: int, *, granted: bool, opinion: str, by: Actor, at: datetime) -> Paper:
    """Pass the draft, or send it back with an opinion."""
    with transaction.atomic():
        paper = actions.locked(paper_id)
        require(by, "review", paper)
        if paper.state != State.REVIEW:
            raise Refused(
                f"文书现为“{paper.get_state_display()}”，没有待审核的稿件。", do="请刷新页面核对。", code="stale"
            )
        if not granted and not opinion.strip():
            raise Refused("退回修改的，应当写明意见。", do="请填写审核意见。", code="no_reason", status=422)
        paper.state = State.REVIEWED if granted else State.DRAFT
        paper.reviewer, paper.opinion = by.account, opinion.strip()[:500]
        paper.save(update_fields=["state", "reviewer", "opinion"])
        actions.note(paper, "reviewed" if granted else "returned", by, at)
        close_tasks(subject(paper), TASK, by=by.account, at=at)
        if not granted:
            open_task(court=paper.case.court_id, subject=subject(paper), kind=REDO, label=f"修改文书：{paper.name}", at=at,
                      case=paper.case, assignee=paper.author)  # fmt: skip
    return paper
