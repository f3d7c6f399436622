"""Where a task that is no act of a case is dealt with, by its kind and the room that opened it."""

from court.counter.desk import addresses
from court.spine.tasks.models import Task

# kind of task -> names of the address; those of a subject take its id
PAGES = {
    "odd_money": ("odd_money",), "collect_fee": ("fee_order",), "refund": ("refunds",), "refund_release": ("refunds",), "refund_stuck": ("refunds",),
    "review_paper": ("paper_edit",), "review_filing": ("filing_review",), "contact": ("contact_failed",),
    "receive_handover": ("appeal_file",),
    "sort_intake": ("intake_page",), "new_material": ("intake_page",), "new_material_clerk": ("intake_page",),
    "bad_page": ("rescan",), "inspection": ("inspection",), "inspection_more": ("inspection",),
    "archive_inquiry": ("archive_inquiry",), "archive_loan": ("archive_loans",),
    "redaction.decide": ("redaction",), "redaction.lift": ("redaction_lift",), "redaction.again": ("redactions",),
    "sealing.review": ("sealing",), "sealing.decide": ("sealing",),
    "settle_paper": ("filing_task",), "compare_paper": ("case_differences",),
}  # fmt: skip


def of(task: Task) -> str:
    """The page of a task, "" where no room of this house has one."""
    names = PAGES.get(task.kind, ())
    subject = task.subject.rpartition(":")[2]
    with_id = addresses.first(*names, args=(int(subject),)) if names and subject.isdigit() else ""
    return with_id or (addresses.first(*names) if names else "")
