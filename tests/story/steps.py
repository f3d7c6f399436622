"""The chapters of the story, in their order."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.story import deciding, filing
from tests.story.cast import Cast


def open_the_court(cast: Cast) -> None:
    """A Monday morning, so that the story doesn't depend on the day it is told."""
    monday = datetime.now(UTC) + timedelta(days=8 - datetime.now(UTC).isoweekday())
    cast.move_to(monday.replace(hour=1, minute=10))
    cast.choose_litigants()


STEPS: list[Callable[[Cast], None]] = [
    open_the_court, filing.file_a_loan_claim, filing.docket, filing.pay, filing.see_the_judge_drawn,
    deciding.send_papers, deciding.serve_all, deciding.join, deciding.answer, deciding.schedule, deciding.hold,
    deciding.draft_and_sign, deciding.issue, deciding.close, deciding.take_effect, deciding.archive,
]
