"""Finds lines and reads them: PP-OCR of the rapidocr wheel on onnxruntime, one thread, nothing dropped for low scores."""

import os
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import cv2
import numpy as np

from court.kit.sight.quads import ordered

# Lines the detector is at least so sure of; faint ones are kept and marked by their reading score.
SURE_OF_A_LINE = 0.3
# The size in which lines are looked for: finer costs memory (1 GB at four million points) and finds no more.
LONGEST, MOST_POINTS = 2000, 2_900_000


@cache
def engine() -> "Engine":
    """The models, loaded once a process."""
    return Engine()


@dataclass
class Engine:
    model: Any = field(init=False)

    def __post_init__(self) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        cv2.setNumThreads(1)
        from rapidocr import RapidOCR

        self.model = RapidOCR(params={
            "Global.use_cls": False, "Global.text_score": 0.0, "Global.log_level": "error",
            "Det.box_thresh": SURE_OF_A_LINE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1, "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        })  # fmt: skip

    def load(self) -> None:
        """Both models into memory, before anything is read."""
        self.model._load_det_model()
        self.model._load_rec_model()

    def lines(self, grey: np.ndarray) -> np.ndarray:
        """Where lines are, in any direction; shape (n, 4, 2)."""
        share = min(1.0, LONGEST / max(grey.shape), (MOST_POINTS / grey.size) ** 0.5)
        seen = cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) if share < 1 else grey
        found = self.model(cv2.cvtColor(seen, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
        return ordered([] if found.boxes is None else np.asarray(found.boxes, np.float32) / share)

    def words(self, strips: list[np.ndarray]) -> list[tuple[str, float]]:
        """Each upright strip's text and how sure (0..1): as many as were given, in the same order."""
        if not strips:
            return []
        self.model._load_rec_model()
        read = self.model.recognize_txt([cv2.cvtColor(one, cv2.COLOR_GRAY2BGR) for one in strips])
        return [(str(text), float(score)) for text, score in zip(read.txts, read.scores, strict=True)]
