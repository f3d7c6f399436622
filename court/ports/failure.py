"""The one way an outside service fails, whatever its protocol."""

from court.kit import refusing
from court.kit.refusal import Refused


class OutsideFailed(Exception):
    """An outside service was down, slow, refused us, or answered nonsense.

    why       one Chinese sentence for the people of the court, with its full stop; no personal data
    for_good  another try cannot help (wrong number, order already paid): do not retry, tell a person
    code      the other side's own code, for logs and tests, e.g. "ORDERPAID"
    """

    service = "外部服务"

    def __init__(self, why: str, *, for_good: bool = False, code: str = ""):
        self.why, self.for_good, self.code = why, for_good, code
        super().__init__(why)


class NotProvided(OutsideFailed):
    """No adapter answers this port in this installation."""


# Where a page did not meet it itself, it is still a plain answer, and a gateway that called comes again.
refusing.MET[OutsideFailed] = lambda failed: Refused(failed.why, do="请稍后再试，或者拨打12368。", code="outside", status=503)
