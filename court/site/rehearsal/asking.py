"""What a retold claim asks for. Judgments retell a complaint in running text; here the items are found again."""

import re

# Where the asking begins; the last one counts, for a story may tell of earlier requests.
BEGINS = re.compile(
    r"(?:提出(?:如下)?诉讼请求|诉讼请求|请求(?:法院|贵院|人民法院)?(?:依法)?(?:判令|判决|确认|准予)?|(?:要求|诉请)(?:法院)?(?:依法)?(?:判令|判决)?)"
    r"(?:为|是|如下)?[：:]|(?:请求|要求|诉请)(?:法院|贵院|人民法院)?(?:依法)?(?=判令|判决|确认|准予)|诉称[：:](?=1[、.．])|(?:现)?(?:原告)?(?:要求|请求|诉请)(?=[^，。]{2})")
ENDS = re.compile(r"事实(?:与|和|及)理由|[。；]\s*被告[^，。]{0,20}(?:辩称|未作?答辩|未到庭)")
NUMBERED = re.compile(
    r"(?:^|(?<=[：:；;。，,\s]))"
    r"(?:[（(]?(?:[1-9][0-9]?|[一二三四五六七八九十])[)）]?\s*[、．.，:：]|[（(][1-9一二三四五六七八九十][)）]|[①②③④⑤⑥⑦⑧⑨])\s*")
LONGEST, MOST = 500, 20


def items(text: str) -> list[str]:
    """The items asked for, in the text's own words; empty where the text doesn't tell them apart from the story."""
    asked = _asked(text)
    if not asked:
        return []
    parts = NUMBERED.split(asked)
    parts = parts[1:] if len(parts) > 2 else re.split(r"[；;。]", asked)
    found = [_clean(part) for part in parts]
    return [one for one in found if len(one) > 3][:MOST]


def _asked(text: str) -> str:
    strong = [hit for hit in BEGINS.finditer(text) if hit[0].endswith(("：", ":"))]
    hits = strong or list(BEGINS.finditer(text))
    if not hits:
        return ""
    asked = text[(strong[0] if strong else hits[-1]).end():]
    end = ENDS.search(asked)
    return asked[:end.start()] if end else asked[:2000]


def _clean(part: str) -> str:
    plain = re.sub(r"\s+", "", part).strip("；;。，,、：:")
    return re.sub(r"^(?:人民法院|法院|贵院)?依法(?=判)", "", plain)[:LONGEST]
