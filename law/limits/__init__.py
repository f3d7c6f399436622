"""Trial limits (审限): kinds, extensions, excluded time, conversions, and `due`, which counts them all.

    due("civil_first_ordinary", date(2025, 3, 10), as_of=date(2025, 6, 1),
        exclusions=[Exclusion("鉴定", date(2025, 4, 1), date(2025, 5, 1))],
        extensions=[Grant(date(2025, 8, 20), months=6)])["end"]
"""
from law.limits.approvers import GROUNDS, NAMES, days_before
from law.limits.clock import Conversion, Grant, Problem, Restart
from law.limits.conversions import check_conversion
from law.limits.due import due
from law.limits.exclusions import Exclusion, Reason, reason_for, reasons
from law.limits.extensions import check_extension
from law.limits.kinds import Limit, kind_named, kinds, kinds_for, limit_of

EXTENSION_APPLY_DAYS = days_before("civil", "apply")
EXTENSION_DECIDE_DAYS = days_before("civil", "decide")

__all__ = ["EXTENSION_APPLY_DAYS", "EXTENSION_DECIDE_DAYS", "GROUNDS", "NAMES", "Conversion", "Exclusion", "Grant",
           "Limit", "Problem", "Reason", "Restart", "check_conversion", "check_extension", "days_before", "due",
           "kind_named", "kinds", "kinds_for", "limit_of", "reason_for", "reasons"]
