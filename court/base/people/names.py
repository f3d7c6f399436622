"""Names: kept as given, compared on a folded key (S23)."""

import re
import unicodedata

# The dots that part the names of many peoples: every keyboard gives another one.
_DOTS = re.compile("[·•・．‧∙⋅･]|(?<=[\u3400-\u9fff])[.。](?=[\u3400-\u9fff])")
_INVISIBLE = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]+")


def folded(name: str) -> str:
    """The key by which names are found and compared: one width, no spaces, one middle dot, one case.

    Rare characters (CJK extensions, private use) stay as they are: 䶮, 𠮷 and a character of a
    private area are three different names, and none is ever dropped. At most 120 characters.
    """
    wide = unicodedata.normalize("NFKC", _DOTS.sub("·", name))
    return _DOTS.sub("·", _INVISIBLE.sub("", wide)).casefold()[:120]


def same_name(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def kept(name: str) -> str:
    """A name as it is stored: spaces at the ends and marks nobody sees are gone, all else is as given."""
    return re.sub("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x1f\x7f]", "", name).strip()

