"""Found by Python at the start of a child of the proof; counts its points where the proof said in which folder."""

import os
from pathlib import Path

if folder := os.environ.get("KILLS_POINTS"):
    from tests.kills.points import count_in

    count_in(Path(folder))
