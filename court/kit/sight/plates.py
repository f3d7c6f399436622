"""A page's picture as its words are best found and best read: even light to find lines in, calm strokes to read."""

from dataclasses import dataclass

import cv2
import numpy as np

from court.kit.sight import light, seals

# A page with less red than this has no seal worth a second look.
RED_SHARE = 0.0005
# Blur in points: against the grain of the light that was made even, and against a camera's noise.
CALM, CALMER = 0.8, 1.0
# Ink so faint is a photo's: evening its light makes its noise louder, so it is read as it was taken.
FAINT = 0.72


@dataclass(frozen=True)
class Plates:
    """Pictures of one size. `found`: to look for lines in; `black`: to read black ones from; `red`: where ink is red.

    even   black ink alone in even light; bare: everything as it was written, for red words
    """

    found: np.ndarray
    black: np.ndarray
    bare: np.ndarray
    even: np.ndarray
    red: np.ndarray
    sealed: bool

    def turned(self, quarters: int) -> "Plates":
        """Against the clock."""
        found, black, bare, even, red = (
            np.ascontiguousarray(np.rot90(one, quarters)) for one in (self.found, self.black, self.bare, self.even, self.red)
        )  # fmt: skip
        return Plates(found, black, bare, even, red, self.sealed)


def plates(image: np.ndarray) -> Plates:
    """Of a picture in OpenCV's colours or grey."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image
    red = light.red_ink(image)
    sealed = bool(red.mean() > RED_SHARE)
    # In the red channel a seal is paper, and what it lies on can be read.
    channel = np.ascontiguousarray(image[..., 2]) if sealed else grey
    even = light.even(channel) if sealed else seals.faded(light.even(channel))
    if light.washed_out(even) > FAINT:
        black, bare = (cv2.GaussianBlur(one, (0, 0), CALMER) for one in (channel, grey))
    else:
        black, bare = even, light.even(grey) if sealed else even
    return Plates(cv2.GaussianBlur(even, (0, 0), CALM), black, bare, even, red, sealed)
