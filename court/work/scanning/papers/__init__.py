"""What a read paper is, where a batch of pages comes apart, and what is written in the fields of each kind of paper.

Pure functions on the words of pages (court.spine.dossier.texts.PageLayout); no database. Kinds of paper are data: kinds/*.yaml.
"""

from court.work.scanning.papers.fields import Found, fields
from court.work.scanning.papers.kinds import Kind, kind, kinds, named
from court.work.scanning.papers.sorting import SURE, Sorted, classify
from court.work.scanning.papers.splitting import Part, split

__all__ = ["SURE", "Found", "Kind", "Part", "Sorted", "classify", "fields", "kind", "kinds", "named", "split"]
