"""Articles relied on, chosen beside the editor: searched by cause and words, added to the paper as a new revision."""
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused
from court.work.judgments import actions, queries
from court.work.judgments.kinds import ARTICLES, KINDS
from law import articles as law
from law.answer import LawError


def offered(paper, words: str) -> list[dict]:
    """Rows of the table for the paper's cause or the words asked for; `there` marks those already in the paper."""
    if all(section.key != ARTICLES for section in KINDS[paper.kind].sections):
        return []
    have = {line.strip() for line in paper.sections.get(ARTICLES, "").splitlines()}
    return [{"article": one, "there": one.text in have} for one in law.search(paper.case.cause, words)]


@require_POST
@open_to("staff")
def paper_article(request: CourtRequest, pk: int) -> HttpResponse:
    """Put an article into the paper, in its place in the order of citing. A wrong form is refused with the right one."""
    paper = queries.to_open(pk, request.actor)
    try:
        line = law.read(request.POST.get("article", ""))
        lines = [one for one in paper.sections.get(ARTICLES, "").splitlines() if one.strip()]
        ordered = law.ordered([*lines, line])
    except LawError as wrong:
        raise Refused(wrong.text, law=law.ORDER_LAW, code=wrong.code, status=422) from wrong
    revision = request.POST.get("revision", "")
    actions.save(pk, {**paper.sections, ARTICLES: "\n".join(ordered)}, by=request.actor, at=clock.now(),
                 revision=whole_number(revision) or paper.revision)
    say(request, f"已加入{line}。")
    return redirect("paper_edit", pk=pk)
