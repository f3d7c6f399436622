"""The days and numbers of the archive: settings of the court within bounds, because no national text that was read names them."""
from datetime import date

from court.base.courts.queries import setting

DECIDE, OPEN = "archive.inquiry_decide_days", "archive.inquiry_open_days"
LONGEST, REMIND = "archive.loan_longest_days", "archive.loan_remind_days"
WAIT, MEMBERS = "archive.disposal_wait_days", "archive.disposal_members"
DEFAULT = {DECIDE: 3, OPEN: 7, LONGEST: 90, REMIND: 3, WAIT: 7, MEMBERS: 2}


def of(key: str, court: str, on: date) -> int:
    """The number in force in a court on a day: days, working days (DECIDE) or people (MEMBERS)."""
    found = setting(key, DEFAULT[key], on=on, court=court)
    return found if isinstance(found, int) else DEFAULT[key]
