"""Is this person who they say they are? Asked of the authority that keeps the register of identities."""

from dataclasses import dataclass
from typing import Protocol

from court.ports.failure import OutsideFailed


class RealNameFailed(OutsideFailed):
    """No verdict could be had. Never take it for a yes: the person is asked to try again or to go to the window.

    for_good when the register refuses the name or the number as malformed.
    """

    service = "实名核验服务"


@dataclass(frozen=True)
class Verdict:
    """matches   name and number belong together in the register
    receipt   the register's number of this answer, kept as proof of the check
    reason    one Chinese sentence for the person when they do not match, empty when they do
    """

    matches: bool
    receipt: str
    reason: str = ""


class RealName(Protocol):
    def check(self, name: str, id_number: str) -> Verdict:
        """Compare a name with a resident ID number (18 characters). Asking twice is harmless."""
