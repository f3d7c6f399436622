"""Fonts: which faces a Chinese court's paper wants, and where this machine keeps them.

A court that owns licensed fonts (仿宋_GB2312, 方正小标宋简体) puts the files into COURT_HOME/fonts: they are preferred.
Then come the free Fandol faces, then Noto, which has rare characters that Fandol lacks, then 花园明朝 for the rarest.
"""

from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings

_SERIF = ["Noto Serif CJK SC", "HanaMinA", "HanaMinB"]
_SANS = ["Noto Sans CJK SC", "HanaMinA", "HanaMinB"]
# A role in court.typ -> families, the best first. Typst calls FandolFang "FandolFang R".
FACES: dict[str, list[str]] = {
    "title": ["FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "FandolSong", *_SERIF],
    "song": ["SimSun", "宋体", "FandolSong", *_SERIF],
    "fangsong": ["FangSong_GB2312", "仿宋_GB2312", "FangSong", "FandolFang R", "FandolFang", *_SERIF],
    "kai": ["KaiTi_GB2312", "楷体_GB2312", "FandolKai", *_SERIF],
    "hei": ["SimHei", "黑体", "FandolHei", *_SANS],
}
# Where setting up this checkout puts the free faces.
SHIPPED = Path(__file__).resolve().parents[3] / "var" / "fonts"
SYSTEM_FOLDERS = (
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
)


def folders() -> list[Path]:
    """Where fonts are looked for, the court's own first."""
    own = [Path(settings.COURT_HOME) / "fonts", SHIPPED]
    named = [Path(folder) for folder in getattr(settings, "COURT_FONTS", ())]
    return [folder for folder in (*named, *own, *map(Path, SYSTEM_FOLDERS)) if folder.is_dir()]


def book() -> typst.Fonts:
    """All fonts found; reading the folders costs some 0.1 s, so once a process and set of folders."""
    return _book(tuple(map(str, folders())))


@lru_cache(maxsize=4)
def _book(where: tuple[str, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(where))


@lru_cache(maxsize=4)
def _families(where: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_book(where).families())


def faces(own: dict[str, list[str]] | None = None) -> dict[str, list[str]]:
    """The families that exist here for each role; `own` names families to prefer, role by role."""
    here = _families(tuple(map(str, folders())))
    wanted = {role: [*(own or {}).get(role, ()), *names] for role, names in FACES.items()}
    return {role: [name for name in names if name in here] for role, names in wanted.items()}


def missing() -> list[str]:
    """Roles for which no Chinese face was found at all; empty when papers can be made."""
    return [role for role, names in faces().items() if not names]
