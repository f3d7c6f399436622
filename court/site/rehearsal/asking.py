"""What a retold claim asks for. Judgments retell a complaint in running text; here the items are found again."""

import re

# Where the asking begins. A clear word for it counts first; else the last weak one, for a story may tell of earlier requests.
STRONG = re.compile(
    r"(?:提出(?:如下)?诉讼请求|诉讼请求|请求(?:法院|贵院|人民法院)?(?:依法)?(?:判令|判决|确认|准予)?|诉请|"
    r"(?:要求|诉请)(?:法院)?(?:依法)?(?:判令|判决)?)(?:为|是|如下)?[：:]|诉称[：:，,]\s*(?=[1一][、.．，,])")
JUDGE = re.compile(r"(?:请求|要求|诉请|申请|敬请|请)(?:法院|贵院|人民法院)?(?:依法)?(?:据实)?(?=判令|判决|确认|准予)")
WEAK = re.compile(
    r"(?:现|故|特|遂|为此)?(?:原告)?(?:再次)?(?:要求|请求|诉请)(?=[^，。]{2})|(?:故|现|特|遂)(?:原告)?(?:再次)?(?:提出|起诉)(?=[^，。]{0,6}离婚)")
# Where it ends: the story, the other side, the evidence, the court.
ENDS = re.compile(
    r"事实(?:与|和|及)理由|(?:^|[。；\s])[^，。；：]{1,30}(?:辩称|未作?答辩|未应诉|未到庭)|"
    r"(?:^|[。；\s])(?:(?:原告|被告|双方|当事人)[^。；]{0,30}(?:提交|提供|举示|围绕)[^。；]{0,20}(?:证据|质证)|(?:根据|上述|以上)[^。；]{0,30}证据|"
    r"经审理查明|本院|证据[一1]|(?:原告|被告|在)?(?:诉讼中|庭审中|庭审期间|审理中|诉讼过程中|审理过程中)|二审|为(?:支持|证明)[^。；]{0,20}(?:主张|请求|事实)|"
    r"(?:[一1][、.．])?(?:被告|原告)[^。；]{0,40}于本判决)")
NUMBERED = re.compile(
    r"(?:^|(?<=[：:；;。，,\s]))"
    r"(?:[（(]?(?:[1-9][0-9]?|[一二三四五六七八九十])[)）]?\s*[、．.，:：]|[（(][1-9一二三四五六七八九十][)）]|[①②③④⑤⑥⑦⑧⑨])\s*|(?<=元)[1-9]、")
# The court's own words: then no complaint is retold at all.
COURT = re.compile("不予支持|应予支持|应予驳回|本院认为")
LONGEST, MOST = 500, 20


def items(text: str) -> list[str]:
    """The items asked for, in the text's own words; empty where the text doesn't tell them apart from the story."""
    asked = _asked(text)
    if not asked:
        return []
    parts = NUMBERED.split(asked)
    parts = parts[1:] if len(parts) > 2 else re.split(r"[；;。]", asked)
    found = [_clean(part) for part in parts]
    return [] if any(map(COURT.search, found)) else [one for one in found if len(one) > 3][:MOST]


def _asked(text: str) -> str:
    hit = STRONG.search(text) or _last(JUDGE, text) or _last(WEAK, text)
    if hit is None:
        return ""
    asked = text[hit.end():]
    end = ENDS.search(asked)
    return asked[:end.start()] if end else asked[:2000]


def _last(words: re.Pattern, text: str) -> re.Match | None:
    """The last hit outside the request itself: 请求法院判令…，要求被告… begins at the first of a run."""
    found = None
    for hit in words.finditer(text):
        if found is None or "。" in text[found.end():hit.start()]:
            found = hit
    return found


def _clean(part: str) -> str:
    plain = re.sub(r"\s+", "", part).strip("；;。，,、：:")
    return re.sub(r"^(?:请?求)?(?:(?:人民法院|法院|贵院)(?:依法)?|依法)(?=判|确|准)", "", plain)[:LONGEST]
