"""What may be kept of a failure: never a person's data, which messages of errors are full of."""

import re
import traceback

_NUMBERS = re.compile(r"\d{6,}[Xx]?")
_OUR_OWN = re.compile(r"[\\/](court|law)[\\/]")


def masked(text: str) -> str:
    """A text with every long number (identity, phone, account, id) taken out."""
    return _NUMBERS.sub("＊＊＊", text)


def said_of(error: BaseException) -> str:
    """An unforeseen error: its kind and our own line it came from, nothing of its message."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _OUR_OWN.search(frame.filename) and "site-packages" not in frame.filename]
    where = (ours or frames)[-1:] if frames else []
    return f"程序错误 {type(error).__name__}" + "".join(f"（{_short(f.filename)}:{f.lineno}）" for f in where)


def _short(path: str) -> str:
    """From the package on: no path of the machine."""
    found = list(_OUR_OWN.finditer(path))
    return path[found[-1].start() + 1 :] if found else path.rpartition("/")[2]
