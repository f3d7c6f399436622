"""Official documents (公文): the fifteen kinds, numbers, elements, the ways in and out."""

import re

from law.answer import Answer, LawError, Step
from law.choices import Choice, choices, match
from law.instruments import cite
from law.registry import rule

ELEMENTS = (
    "份号",
    "密级和保密期限",
    "紧急程度",
    "发文机关标志",
    "发文字号",
    "签发人",
    "标题",
    "主送机关",
    "正文",
    "附件说明",
    "发文机关署名",
    "成文日期",
    "印章",
    "附注",
    "附件",
    "抄送机关",
    "印发机关和印发日期",
    "页码",
)
DRAFTING = ("起草", "审核", "签发")
INCOMING = ("签收", "登记", "初审", "承办", "传阅", "催办", "答复")
OUTGOING = ("复核", "登记", "印制", "核发")
UPWARD = ("请示", "报告")
NUMBER = re.compile(r"^(?P<issuer>[\u4e00-\u9fff]{1,12})〔(?P<year>\d{4})〕(?P<seq>[1-9]\d*)号$")
LIKE_ENOUGH = 0.25


def kinds() -> tuple[Choice, ...]:
    """The fifteen kinds with labels; value: what the kind is for."""
    return choices("office-choices", "paper")


@rule("doc.kinds_count")
def kinds_count() -> Answer:
    """How many kinds there are. {"count": 15}. Source: 公文处理工作条例第8条."""
    names = "、".join(choice.label for choice in kinds())
    return Answer({"count": len(kinds())}, [Step(f"公文种类：{names}", cite("DOC", "8"))])


@rule("doc.kind_for")
def kind_for(*, purpose: str) -> Answer:
    """The kind for a purpose. {"kind": name}. Raises LawError("unknown_purpose"). Source: 公文处理工作条例第8条."""
    found = match(purpose, kinds()) or _closest(purpose)
    if found is None:
        raise LawError("unknown_purpose", f"无法由“{purpose}”判断公文种类，请从十五种公文中选择。", cite("DOC", "8"))
    return Answer({"kind": found.label}, [Step(f"{found.label}适用于{found.value}", found.cite())])


def _closest(purpose: str) -> Choice | None:
    """The kind whose official description shares most pairs of characters with the words."""
    ours = _pairs(purpose)
    scores = {choice.key: len(ours & _pairs(choice.value)) / max(len(ours), 1) for choice in kinds()}
    best = max(kinds(), key=lambda choice: scores[choice.key])
    return best if scores[best.key] >= LIKE_ENOUGH else None


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


@rule("doc.number")
def number(*, issuer: str, year: int, seq: int) -> Answer:
    """A document's number: 运中法〔2026〕12号. {"number": text}: no 第, no leading noughts (from memory)."""
    text = f"{issuer}〔{year}〕{seq}号"
    if not NUMBER.match(text):
        raise LawError("bad_input", "发文字号由发文机关代字、四位年份和顺序号组成，年份用六角括号，序号不编虚位。")
    return Answer({"number": text}, [Step("发文字号由发文机关代字、年份、发文顺序号组成", cite("DOC", "9", "M"))])


@rule("doc.number_valid")
def number_valid(*, number: str) -> Answer:
    """Whether a number is well formed. {"valid": bool}."""
    return Answer(
        {"valid": bool(NUMBER.match(number))}, [Step("年份用六角括号，不编虚位，不加“第”字", cite("DOC", "9", "M"))]
    )


@rule("doc.needs_signer")
def needs_signer(*, kind: str) -> Answer:
    """Whether the document shows who signed it off (签发人). {"needed": bool}: upward documents do."""
    return Answer({"needed": kind in UPWARD}, [Step("上行文应当标注签发人姓名", cite("DOC", "9"))])


@rule("doc.request_valid")
def request_valid(*, matters: int, main_addressees: int, inside_report: bool = False) -> Answer:
    """Whether a 请示 keeps the rules. {"valid": bool}: one matter, one addressee, not inside a 报告 (from memory)."""
    valid = matters == 1 and main_addressees == 1 and not inside_report
    text = "请示应当一文一事，一般只写一个主送机关，不得在报告等非请示性公文中夹带请示事项"
    return Answer({"valid": valid}, [Step(text, cite("DOC", "15", "M"))])
