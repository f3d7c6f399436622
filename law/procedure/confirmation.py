"""Judicial confirmation (司法确认) of mediation agreements."""
from datetime import date

from law.answer import Answer, Step
from law.calendar import Calendar
from law.choices import choices, match, pick
from law.instruments import cite
from law.registry import rule
from law.rows import due


@rule("judicial_confirmation.apply_by")
def apply_by(*, agreement_effective: date, calendar: Calendar | None = None) -> Answer:
    """The last day for the joint application. {"by"}. Source: 民事诉讼法第二百零五条."""
    return due("procedure", "confirmation.apply", agreement_effective, "双方共同申请司法确认", calendar=calendar)


@rule("judicial_confirmation.acceptable")
def acceptable(*, content: str | None = None, ground: str | None = None, in_remit: bool = True,
               in_jurisdiction: bool = True, joint: bool = True) -> Answer:
    """Whether an application is accepted. {"acceptable": bool}; a bar is named in the steps.

    content   what is to be confirmed, in words; a hint for the reviewer, who may name the bar as `ground`
    ground    outside_remit, outside_jurisdiction, status, other_procedure, title
    Source: 民事诉讼法第二百零五条; 民诉法解释第三百五十五条.
    """
    rows = choices("procedure-choices", "confirmation_bar")
    bars = [row for row in rows if (row.key == "outside_remit" and not in_remit)
            or (row.key == "outside_jurisdiction" and not in_jurisdiction)]
    if ground:
        bars.append(pick(ground, rows, "bad_ground", "不予受理的情形"))
    if content and (found := match(content, rows)):
        bars.append(found)
    steps = [Step(f"{bar.label}，裁定不予受理", bar.cite()) for bar in dict.fromkeys(bars)]
    if not joint:
        steps.append(Step("应当由双方当事人共同提出申请", cite("CPL", "205")))
    return Answer({"acceptable": not steps}, steps or [Step("没有不予受理的情形", cite("CPI", "355"))])


@rule("judicial_confirmation.confirmable")
def confirmable(*, defects: list[str] | None = None) -> Answer:
    """Whether an accepted agreement is confirmed. {"confirmable": bool, "refused_for": [key]}.

    defects   unlawful, harms_others, public_order, involuntary, unclear, other, or Chinese. 民诉法解释第三百五十八条.
    """
    found = [pick(word, choices("procedure-choices", "confirmation_refusal"), "bad_ground", "驳回申请的情形")
             for word in defects or []]
    return Answer({"confirmable": not found, "refused_for": [row.key for row in found]},
                  [Step(f"{row.label}，裁定驳回申请", row.cite()) for row in found]
                  or [Step("符合法律规定，裁定调解协议有效", cite("CPL", "206"))])


@rule("judicial_confirmation.courts")
def courts(*, court_invited: bool, intermediate_dispute: bool = False) -> Answer:
    """Which courts may confirm. {"courts": [word], "level"}.

    court_invited          a court invited the mediation body to mediate first: that court
    intermediate_dispute   the dispute itself belongs before an intermediate court
    Source: 民事诉讼法第二百零五条.
    """
    if court_invited:
        return Answer(
            {"courts": ["inviting_court"], "level": None},
            [Step("向作出邀请的人民法院提出", cite("CPL", "第二百零五条第一项"))],
        )
    level = "intermediate" if intermediate_dispute else "basic"
    return Answer(
        {"courts": ["party_domicile", "object_location", "mediation_body_location"], "level": level},
        [
            Step(
                "向当事人住所地、标的物所在地、调解组织所在地的"
                f"{'中级' if intermediate_dispute else '基层'}人民法院提出",
                cite("CPL", "第二百零五条第二项"),
            )
        ],
    )


@rule("judicial_confirmation.not_supplemented")
def not_supplemented(*, good_reason: bool = False) -> Answer:
    """What follows when a party doesn't supplement in time or refuses questions. {"action"}.

    Source: 民诉法解释第三百五十七条.
    """
    action = "continue" if good_reason else "deemed_withdrawn"
    return Answer(
        {"action": action},
        [
            Step(
                "无正当理由未在限期内补充陈述、证明材料或者拒不接受询问的，可以按撤回申请处理",
                cite("CPI", "第三百五十七条第二款"),
            )
        ],
    )
