"""The duty to search for similar cases (类案检索), its scope in order, and what a found case binds to."""

from datetime import date

from law.answer import Answer, Step
from law.instruments import cite
from law.registry import rule
from law.rows import row

SCOPE = (
    "最高人民法院发布的指导性案例",
    "最高人民法院发布的典型案例及裁判生效的案件",
    "本省高级人民法院发布的参考性案例及裁判生效的案件",
    "上一级人民法院及本院裁判生效的案件",
)
BODIES = ("审判委员会", "审委会", "法官会议", "committee", "judges_meeting", "judges' meeting")


@rule("similar_search.required")
def required(
    *,
    to_be_submitted_to: str | None = None,
    settled_rule: bool | None = None,
    no_clear_rule: bool = False,
    leader_asked: bool = False,
    president_asked: bool = False,
    division_head_asked: bool = False,
    other: bool = False,
    simple: bool = False,
    on: date | None = None,
) -> Answer:
    """Whether a search for similar cases is a duty. {"required": bool}.

    to_be_submitted_to  专业法官会议, 审判委员会
    settled_rule        whether a clear and uniform rule of decision exists (None: not said)
    Source: 类案检索指导意见第2条, from 2020-07-31.
    """
    since = row("bench", "similar.from", on)
    reasons = []
    if to_be_submitted_to and any(body in to_be_submitted_to for body in BODIES):
        reasons.append("拟提交专业法官会议或者审判委员会讨论")
    if no_clear_rule or settled_rule is False:
        reasons.append("缺乏明确裁判规则或者尚未形成统一裁判规则")
    if leader_asked or president_asked or division_head_asked:
        reasons.append("院长、庭长根据审判监督管理权限要求进行类案检索")
    if other:
        reasons.append("其他需要进行类案检索的情形")
    text = "；".join(reasons) + "，应当进行类案检索" if reasons else "不属于应当进行类案检索的情形"
    if simple and not reasons:
        text += "（事实清楚、规则明确的简单案件）"
    return Answer({"required": bool(reasons)}, [Step(text, since.cite())])


@rule("similar_search.scope")
def scope() -> Answer:
    """Where to search, in order; a hit in an earlier place ends the search of later ones. {"order": [names]}."""
    return Answer(
        {"order": list(SCOPE)},
        [Step("按顺序检索，前一顺位已有类案的可以不再检索后一顺位（指导性案例除外）", cite("SIM", "4"))],
    )


@rule("similar_search.effect")
def effect(*, kind: str) -> Answer:
    """What a found case does. {"effect": "应当参照" or "可以参考"}. Source: 类案检索指导意见第9条."""
    guiding = "指导性案例" in kind
    text = "检索到其他类案的，可以作为作出裁判的参考"
    if guiding:
        text = "检索到指导性案例的应当参照，与新的法律、司法解释冲突或者已被新的指导性案例取代的除外"
    return Answer({"effect": "应当参照" if guiding else "可以参考"}, [Step(text, cite("SIM", "9"))])
