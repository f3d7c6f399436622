"""Marks made for machines: separator sheets between the papers of a batch, and pages with nothing on them."""

import cv2
import numpy as np

from court.kit.sight import light

LONGEST = 1600
# Share of dark points below which a page is blank, its margin (shadows, punch holes, staples) left out.
INK_SHARE = 0.0004
MARGIN = 0.06
DARK = 90


def payloads(image: np.ndarray) -> list[str]:
    """What the QR codes on a page say, each once; empty for a page without any."""
    grey = _small(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image)
    found, texts, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(grey)
    return list(dict.fromkeys(one for one in texts if one)) if found else []


def blank(image: np.ndarray) -> bool:
    """Whether nothing is written on the page; dust, shadow and a grey or yellow paper are nothing."""
    grey = light.even(_small(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image))
    height, width = grey.shape
    inner = grey[int(height * MARGIN) : int(height * (1 - MARGIN)) or 1, int(width * MARGIN) : int(width * (1 - MARGIN)) or 1]
    calm = cv2.medianBlur(inner, 3)
    return bool((calm < light.PAPER - DARK).mean() < INK_SHARE)


def _small(grey: np.ndarray) -> np.ndarray:
    share = LONGEST / max(grey.shape)
    return cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) if share < 1 else grey
