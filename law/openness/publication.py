"""Judgments online (裁判文书上网): what is published, by when, and what is said of those that are not."""

import re
from datetime import date

from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.choices import Choice, choices, pick
from law.instruments import cite
from law.registry import rule
from law.rows import due, row

LOOKED_UP = ("判决书", "裁定书")
NOTICE = ("案号", "审理法院", "裁判日期", "不公开理由")


def kinds() -> tuple[Choice, ...]:
    """What is published and what is not, with labels; value yes or no."""
    return choices("openness-choices", "publish")


@rule("publish.by")
def publish_by(
    *,
    effective: date | None = None,
    second_instance_effective: date | None = None,
    appealed: bool = False,
    calendar: Calendar | None = None,
) -> Answer:
    """The last day to publish. {"by": day}: seven workdays after the document takes effect.

    second_instance_effective  for a first-instance document appealed or protested against: the day on which the
    second-instance document took effect. Source: 在互联网公布裁判文书的规定第7条.
    """
    start = second_instance_effective or effective
    if start is None or (appealed and second_instance_effective is None):
        raise LawError("bad_input", "缺少事项：文书生效日期（经上诉、抗诉的，二审文书生效日期）", cite("PUB", "7"))
    second = second_instance_effective is not None
    what = "二审裁判文书生效后公布一审裁判文书" if second else "裁判文书生效后在互联网公布"
    return due("openness", "publish", start, what, calendar=calendar)


@rule("publish.allowed")
def allowed(*, kind: str, on: date | None = None) -> Answer:
    """Whether a document is published on the net. {"publish": bool}.

    kind  a document and what it is about, such as 离婚诉讼, 民间借贷判决. Raises LawError("unknown_kind").
    Source: 在互联网公布裁判文书的规定第3、4条.
    """
    row("openness", "publish.kinds", on)
    found = pick(kind, kinds(), "unknown_kind", "文书种类")
    publish = found.value == "yes"
    text = f"{found.label}应当在互联网公布" if publish else f"{found.label}不在互联网公布"
    return Answer({"publish": publish}, [Step(text, found.cite())])


@rule("public.may_read")
def may_read(*, document: str, effective: bool) -> Answer:
    """Whether anybody may look a document up. {"allowed": bool}; secrets and privacy in it stay covered all the same.

    document  判决书, 裁定书, 调解书 … Source: 民事诉讼法第159条, which names judgments and rulings alone.
    """
    allowed = effective and document in LOOKED_UP
    text = (
        "公众可以查阅发生法律效力的判决书、裁定书，涉及国家秘密、商业秘密和个人隐私的内容除外"
        if allowed
        else "公众只能查阅发生法律效力的判决书、裁定书"
    )
    return Answer({"allowed": allowed}, [Step(text, cite("CPL", "159"))])


@rule("publish.notice")
def notice(*, reveals_secret: bool = False) -> Answer:
    """What is published of a document that isn't. {"fields": [names]}, empty where that would reveal a state secret."""
    text = "不在互联网公布的，应当公布案号、审理法院、裁判日期及不公开理由，但公布上述信息可能泄露国家秘密的除外"
    return Answer({"fields": [] if reveals_secret else list(NOTICE)}, [Step(text, cite("PUB", "6", "M"))])


@rule("broadcast.allowed")
def broadcast_allowed(*, about: str = "", party_asked_closed: bool = False) -> Answer:
    """Whether a hearing may be held in public on the net. {"allowed": bool}.

    party_asked_closed  a party asked for a closed hearing (trade secrets, divorce). Source: 在线诉讼规则第27条.
    """
    for choice in choices("openness-choices", "broadcast"):
        if re.search(choice.pattern, about) and (choice.value == "never" or party_asked_closed):
            return Answer({"allowed": False}, [Step(f"{choice.label}的案件不得公开庭审视频", choice.cite())])
    return Answer(
        {"allowed": True},
        [Step("除不公开审理的情形外，可以公开庭审视频；任何人不得擅自录制、截取、传播", cite("OLR", "27"))],
    )
