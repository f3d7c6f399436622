"""The margin notes stand beside the pages in the viewer of dossiers."""

from court.base.access.decide import may
from court.spine import wiring

wiring.reader_tab(wiring.ReaderTab(
    name="annotations", label="批注", icon="writing", module="annotations/tab.js", style="annotations/annotations.css",
    shown=lambda actor, case: bool(may(actor, "annotate", case)), address="annotations_tab",
))  # fmt: skip
