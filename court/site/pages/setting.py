"""Blocks set as pictures of pages, with the place of every line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw

from court.site.pages import faces
from court.site.pages.blocks import Grid, Paper, Para, Right, Seal, Space, Title

LONG_SIDE = 1600
INK, BLUE, RED = (28, 28, 30), (30, 34, 70), (200, 40, 40)
NOT_FIRST = "，。；：、！？）》”"
Quad = list[list[float]]


@dataclass
class Sheet:
    """One page: a picture, its lines in reading order with their corners in pixels, the words of its seals."""

    image: Image.Image
    lines: list[tuple[str, Quad]] = field(default_factory=list)
    seals: list[str] = field(default_factory=list)


class Setter:
    """Sets one paper in one face, over as many pages as it needs."""

    def __init__(self, paper: Paper, name: str, hand: str, chance: Random):
        self.paper, self.name, self.hand, self.chance = paper, name, hand, chance
        across, down = paper.shape
        scale = LONG_SIDE / max(across, down)
        self.width, self.height = round(across * scale), round(down * scale)
        self.base = self.width * (0.03 if down > across else 0.025)
        self.left, self.right = self.width * 0.12, self.width * 0.9
        self.bottom = self.height * 0.95
        self.sheets: list[Sheet] = []
        self._turn()

    def _turn(self) -> None:
        paper = (252 + self.chance.randint(-4, 3),) * 3
        self.sheets.append(Sheet(Image.new("RGB", (self.width, self.height), paper)))
        self.draw = ImageDraw.Draw(self.sheets[-1].image)
        self.y = self.height * (0.07 if self.height > self.width else 0.06)

    def set(self) -> list[Sheet]:
        for block in self.paper.blocks:
            getattr(self, f"_{type(block).__name__.lower()}")(block)
        return self.sheets

    def _size(self, share: float) -> int:
        return max(10, round(self.base * share))

    def _room(self, high: float) -> None:
        if self.y + high > self.bottom:
            self._turn()

    def _line(self, text: str, x: float, size: int, name: str, ink: tuple[int, int, int] = INK) -> float:
        """Draws a line at the present height; where it ends."""
        font = faces.face(name, size)
        self.draw.text((x, self.y), text, font=font, fill=ink)
        x0, y0, x1, y1 = self.draw.textbbox((x, self.y), text, font=font)
        self.sheets[-1].lines.append((text, [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]))
        return x1

    def _title(self, block: Title) -> None:
        text = (" " * block.aired).join(block.text) if block.aired else block.text
        size = self._size(block.size)
        self._room(size * 2)
        across = self.draw.textlength(text, font=faces.face(self._face(), size))
        self._line(text, (self.width - across) / 2, size, self._face())
        self.y += size * 1.7

    def _face(self) -> str:
        return self.hand if self.paper.hand else self.name

    def _para(self, block: Para) -> None:
        size = self._size(block.size)
        font = faces.face(self._face(), size)
        indent = 0 if block.flush else 2 * size
        for row in _wrapped(block.text, lambda text: self.draw.textlength(text, font=font), self.right - self.left, indent):
            self._room(size * 1.5)
            self._line(row, self.left + indent, size, self._face(), BLUE if self.paper.hand else INK)
            indent = 0
            self.y += size * 1.5

    def _right(self, block: Right) -> None:
        size = self._size(1.0)
        self._room(size * 2)
        font = faces.face(self._face(), size)
        signed = faces.face(self.hand, self._size(1.15))
        across = self.draw.textlength(block.text, font=font) + (self.draw.textlength(block.hand, font=signed) + size * 0.4 if block.hand else 0)
        end = self._line(block.text, max(self.left, self.right - across - size * self.chance.random() * 2), size, self._face(),
        BLUE if self.paper.hand else INK)
        if block.hand:
            self._line(block.hand, end + size * 0.3, self._size(1.15), self.hand, BLUE)
        self.y += size * 1.8

    def _grid(self, block: Grid) -> None:
        size = self._size(0.92)
        font = faces.face(self.name, size)
        whole = self.right - self.left
        for row in block.rows:
            cells = [_wrapped(text, lambda one: self.draw.textlength(one, font=font), whole * share - size, 0) if text else []
                     for text, share in zip(row, block.widths, strict=True)]  # fmt: skip
            high = size * max(block.tall, 0.8 + 1.3 * max(len(cell) for cell in cells))
            self._room(high)
            self._cells(cells, block, size, high)
            self.y += high

    def _cells(self, cells: list[list[str]], block: Grid, size: int, high: float) -> None:
        top, x = self.y, self.left
        for cell, share in zip(cells, block.widths, strict=True):
            across = (self.right - self.left) * share
            if block.ruled:
                self.draw.rectangle((x, top, x + across, top + high), outline=INK, width=2)
            for number, text in enumerate(cell):
                self.y = top + size * 0.4 + number * size * 1.3
                self._line(text, x + size * 0.5, size, self.name)
            x += across
        self.y = top

    def _space(self, block: Space) -> None:
        self.y += self.base * block.lines

    def _seal(self, block: Seal) -> None:
        across = round(min(self.width, self.height * 1.2) * 0.2)
        x, y = self.width * block.at - across / 2, min(self.y - across * 0.75, self.height - across - 10)
        stamp = seal(block.text, across, self.name)
        self.sheets[-1].image.paste(stamp, (round(x), round(max(0, y))), stamp)
        self.sheets[-1].seals.append(block.text)


def _wrapped(text: str, length: Callable[[str], float], most: float, indent: float) -> list[str]:
    rows, row = [], ""
    for letter in text:
        if row and length(row + letter) > most - indent and letter not in NOT_FIRST:
            rows.append(row)
            row, indent = "", 0
        row += letter
    return [*rows, row] if row else rows


def seal(text: str, across: int, name: str) -> Image.Image:
    """A round red seal with a star, its words around, half transparent."""
    stamp = Image.new("RGBA", (across, across), (0, 0, 0, 0))
    draw = ImageDraw.Draw(stamp)
    middle, ink = across / 2, (*RED, 165)
    draw.ellipse((3, 3, across - 4, across - 4), outline=ink, width=max(3, across // 40))
    points = [(middle + sin(turn * pi / 5) * across * (0.17 if turn % 2 == 0 else 0.068),
    middle - cos(turn * pi / 5) * across * (0.17 if turn % 2 == 0 else 0.068))
              for turn in range(10)]  # fmt: skip
    draw.polygon(points, fill=ink)
    size = max(10, min(round(across * 0.13), round(across * 1.9 / max(1, len(text)))))
    font = faces.face(name, size)
    for place, letter in enumerate(text):
        turn = -120 + 240 * (place + 0.5) / len(text)
        glyph = Image.new("RGBA", (size * 2, size * 2), (0, 0, 0, 0))
        ImageDraw.Draw(glyph).text((size * 0.5, size * 0.4), letter, font=font, fill=ink)
        glyph = glyph.rotate(-turn, resample=Image.Resampling.BICUBIC)
        x, y = middle + sin(turn * pi / 180) * across * 0.385, middle - cos(turn * pi / 180) * across * 0.385
        stamp.alpha_composite(glyph, (max(0, round(x - size)), max(0, round(y - size))))
    return stamp
