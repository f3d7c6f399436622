"""Is this person who they say they are? Asked of the authority that keeps the register of identities."""

from dataclasses import dataclass
from typing import Protocol

from court.ports.failure import OutsideFailed


class RealNameFailed(OutsideFailed):
    """No verdict could be had. Never take it for a yes: the person is asked to try again or go to the window."""

    service = "实名核验服务"


@dataclass(frozen=True)
class Verdict:
    """matches   name and number belong together in the register
    receipt   the register's number of this answer, kept as proof of the check
    """

    matches: bool
    receipt: str


class RealName(Protocol):
    def check(self, name: str, id_number: str, *, key: str) -> Verdict:
        """Compare a name with a resident ID number (18 characters, upper case X).

        key   the same key twice is one check and one answer
        """
