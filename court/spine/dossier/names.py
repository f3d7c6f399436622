"""What a person called a file, made safe to keep and to show: metadata only, never a path (S20)."""

import unicodedata

LONGEST = 200
# Marks that turn the direction of text make "gpj.exe" look like "exe.jpg".
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF}
_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


def clean(name: str, fallback: str = "文件") -> str:
    """The name without folders, control and direction marks, at most 200 characters with its extension kept."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if ord(c) not in _TURNING and unicodedata.category(c) not in ("Cc", "Cs"))
    shown = " ".join(shown.translate(_FORBIDDEN).split()).strip(". ") or fallback
    if len(shown) <= LONGEST:
        return shown
    stem, dot, extension = shown.rpartition(".")
    if not dot or len(extension) > 10:
        return shown[:LONGEST]
    return stem[: LONGEST - len(extension) - 1] + "." + extension
