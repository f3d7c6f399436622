"""What redaction adds to the pages of others, and what it does when a redacted paper is scanned again."""

from court.spine import wiring
from court.work.redaction.actions import scanned_anew
from court.work.redaction.views import panel

__all__ = ["panel", "scanned_anew"]

wiring.on_paper("produced")(scanned_anew)
