"""Fonts for the pictures: those of Debian's packages that are here, each taken for a text only if it has every character."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

from court.kit.refusal import Refused

FOLDERS = (Path("/usr/share/fonts"),)
# name -> file, place in a collection of fonts
FACES = {
    "song-noto": ("NotoSerifCJK-Regular.ttc", 2), "hei-noto": ("NotoSansCJK-Regular.ttc", 2), "song-uming": ("uming.ttc", 0), "kai-ukai": ("ukai.ttc", 0),
    "hei-zenhei": ("wqy-zenhei.ttc", 0), "hei-microhei": ("wqy-microhei.ttc", 0), "kai-wenkai": ("LXGWWenKai-Regular.ttf", 0),
    "hand-wenkai": ("LXGWWenKai-Light.ttf", 0),
}  # fmt: skip
HAND = ("hand-wenkai", "kai-wenkai", "kai-ukai")


@cache
def here() -> dict[str, tuple[str, int]]:
    """The faces that this machine has: {name: (path, place in its collection)}."""
    paths = {path.name: path for folder in FOLDERS if folder.is_dir() for path in folder.rglob("*.tt[cf]")}
    return {name: (str(paths[file]), place) for name, (file, place) in FACES.items() if file in paths}


def chosen(names: list[str] | None) -> list[str]:
    """The faces asked for, or all that are here. Refused where one is not."""
    missing = [name for name in names or [] if name not in here()]
    if missing:
        raise Refused(f"本机没有字体{'、'.join(missing)}。", do=f"可选：{'、'.join(here())}。", code="no_font")
    if not here():
        raise Refused("本机没有可用的中文字体。", do="请安装 fonts-noto-cjk。", code="no_font")
    return names or list(here())


@cache
def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    path, place = here()[name]
    return ImageFont.truetype(path, size, index=place)


def has_all(name: str, text: str) -> bool:
    """Whether a face draws every character, none as its empty box."""
    return all(_has(name, letter) for letter in set(text) if not letter.isspace())


@cache
def _has(name: str, letter: str) -> bool:
    font = face(name, 32)
    return bytes(font.getmask(letter)) not in (b"", _box(name))


@cache
def _box(name: str) -> bytes:
    """What the face draws for a character that nobody has."""
    return bytes(face(name, 32).getmask("\U000e0f00"))


def hand(text: str, names: list[str]) -> str | None:
    """A face like handwriting with every character of a text."""
    return next((name for name in HAND if name in here() and has_all(name, text)), None) or next((name for name in names if has_all(name, text)), None)
