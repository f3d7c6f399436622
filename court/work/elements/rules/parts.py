"""Who speaks in a sentence of a court paper: the parts of a judgment, or of a party's paper, and cutting into sentences."""

import re

Part = str
CLAIMS, ANSWER, FACTS, REASONS, VERDICT = "claims", "answer", "facts", "reasons", "verdict"

_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？]+[”’」）)]*|[^。；！？\n]+")
# The order matters: what ends a judgment is asked for first.
_TURNS: list[tuple[str, re.Pattern]] = [
    (VERDICT, re.compile(r"(?:判决|裁定)(?:如下|：|:)|如下判决")),
    (REASONS, re.compile(r"^[^，。]{0,6}本院(?:经审(?:理|查))?认为")),
    (FACTS, re.compile(r"^(?:[^，。]{0,10})(?:审理查明|本院查明|另查明?|又查明|再查明|经查|本院认定|事实认定|经庭审)")),
    (ANSWER, re.compile(r"(?:辩称|答辩称|辩解称|答辩意见|反驳称|未作答辩|未答辩)")),
    (CLAIMS, re.compile(r"(?:诉称|起诉称|诉讼请求[：:]|提出诉讼请求|向本院提出)")),
]

_ITEM = re.compile(r"(?:如下|判决)[：:].{4,}")


def split(text: str) -> list[str]:
    """Sentences of a text, each with its mark; a new line ends one too."""
    return [one for found in _SENTENCE.finditer(text) if (one := found.group().strip())]


def parts_of(sentences: list[str], start: Part = "") -> list[Part]:
    """The part each sentence belongs to. A verdict begins after the sentence that announces it."""
    now, found = start or CLAIMS, []
    for sentence in sentences:
        turn = next((part for part, sign in _TURNS if sign.search(sentence)), "")
        if turn == VERDICT:
            # What stands behind the announcement in the same sentence is the first item of the verdict.
            found.append(VERDICT if now == VERDICT or _ITEM.search(sentence) else REASONS)
            now = VERDICT
            continue
        if turn and now != VERDICT:
            now = turn
        found.append(now)
    return found
