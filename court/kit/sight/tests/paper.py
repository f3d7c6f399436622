"""Pages made for tests: lines of Chinese drawn with an installed font, turned, tilted, laid on a table."""

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

LINES = ["民事起诉状", "原告张春花，女，住运城市盐湖区解放路十二号。", "被告王建国，男，住永济市城西街道三号。",
         "请求判令被告偿还借款五万元及利息。", "本案诉讼费用由被告承担。"]  # fmt: skip
SIZE = (900, 1200)
_FACES = ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def font(size: int) -> ImageFont.FreeTypeFont:
    face = next((one for one in _FACES if Path(one).exists()), None)
    if face is None:
        pytest.skip("no Chinese font is installed")
    return ImageFont.truetype(face, size)


def page(lines: list[str] = LINES, size: tuple[int, int] = SIZE, *, ink: str = "black") -> Image.Image:
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    for place, line in enumerate(lines):
        pen.text((80, 120 + 90 * place), line, ink, font(32))
    return image


def table(rows: list[tuple[str, str, str]]) -> Image.Image:
    image = Image.new("RGB", (1000, 150 + 80 * len(rows)), "white")
    pen = ImageDraw.Draw(image)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            left, top = 60 + 290 * column, 60 + 80 * row
            pen.rectangle((left, top, left + 290, top + 80), outline="black", width=2)
            pen.text((left + 20, top + 20), text, "black", font(30))
    return image


def seal(image: Image.Image, middle: tuple[int, int], words: str = "专用章", radius: int = 110) -> Image.Image:
    pen, (x, y) = ImageDraw.Draw(image), middle
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(215, 40, 45), width=8)
    pen.text((x, y), words, (215, 40, 45), font(34), anchor="mm")
    return image


def pixels(image: Image.Image) -> np.ndarray:
    """In OpenCV's colours."""
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[..., ::-1])


def photographed(image: Image.Image) -> np.ndarray:
    """The sheet obliquely on a dark table."""
    width, height = image.size
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    place = np.array([[150, 110], [980, 60], [1080, 1290], [70, 1230]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, place)
    table_top = np.full((1400, 1150, 3), (50, 70, 90), np.uint8)
    laid = cv2.warpPerspective(pixels(image), matrix, (1150, 1400), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, (1150, 1400))
    table_top[mask > 0] = laid[mask > 0]
    return table_top


def content(image: Image.Image, kind: str = "JPEG", **how: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **how)
    return made.getvalue()
