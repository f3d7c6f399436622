"""What redaction adds to the pages of others."""

from court.work.redaction.views import panel

__all__ = ["panel"]
