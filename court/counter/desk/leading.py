"""The one step that most probably comes next: shown red in the head of the case page."""

from dataclasses import dataclass

from court.counter.desk import addresses, offered
from court.counter.desk.casefile import Step
from court.spine.cases import definitions
from court.spine.cases.models import Case

# Where nobody asked this person for anything: the act that moves a case of this stage on.
USUAL = {"docketed": "assign_judge", "assigned": "send_papers", "answering": "schedule_hearing", "trial": "hold_hearing",
         "deliberation": "issue_judgment", "suspended": "resume_case", "judged": "close_case", "closed": "record_effect",
         "objection_appealed": "forward_objection_appeal", "on_appeal": "appeal_returned", "effective": "archive_case"}  # fmt: skip


@dataclass(frozen=True)
class Leading:
    label: str
    url: str


def of(case: Case, steps: list[Step]) -> Leading | None:
    """The step a task asks for, else the usual one of the stage; its paper first where that is not signed yet."""
    open_ones = {step.code: step for step in steps if step.why_not is None}
    chosen = next((step for step in steps if step.main), None) or open_ones.get(USUAL.get(case.stage, ""))
    if chosen is None or chosen.why_not is not None:
        return None
    return _its_paper(case, chosen) or Leading(chosen.label, chosen.url)


def _its_paper(case: Case, step: Step) -> Leading | None:
    """起草文书, or the draft that waits, where the act needs a paper that nobody signed yet."""
    definition = definitions.of(case)
    if "paper" not in definition.fields_of(definition.acts[step.code]) or offered.papers(case, step.code):
        return None
    drafts = offered.unfinished(case, step.code)
    if drafts:
        return Leading(f"继续制作{drafts[0].name}", addresses.first("paper_edit", args=(drafts[0].pk,)))
    return Leading("起草文书", addresses.first("papers_of_case", args=(case.pk,)) or step.url)
