"""Registers the joining code with the papers it is printed on."""
from court.work.answering import codes

__all__ = ["codes"]
