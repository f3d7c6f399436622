"""Online mediation: choosing and accepting a mediator, how it ends, who may not mediate."""
from datetime import date

from law.answer import Answer, Step
from law.calendar import Calendar
from law.choices import choices, pick
from law.instruments import cite
from law.registry import rule
from law.rows import due


def lists() -> dict[str, list[tuple[str, str]]]:
    """Reasons to end, to send back, to complain and to disclose, as (key, label)."""
    return {name: [(choice.key, choice.label) for choice in choices("online-choices", name)]
            for name in ("mediation_end", "mediation_return", "mediation_complaint", "mediator_duty", "mediator_later")}


@rule("online_mediation.choose_by")
def choose_by(*, agreed: date, calendar: Calendar | None = None) -> Answer:
    """The last day for both sides to choose a mediator; after it the court appoints. {"by"}. 在线调解规则第十条."""
    return due("online", "choose_mediator", agreed, "双方共同选择调解组织或者调解员", calendar=calendar)


@rule("online_mediation.appoint_by")
def appoint_by(*, applied: date, calendar: Calendar | None = None) -> Answer:
    """The last day for the court to appoint a mediator after an application. {"by"}. Source: 第十条第三款."""
    return due("online", "appoint_mediator", applied, "指定调解组织或者调解员", calendar=calendar)


@rule("online_mediation.accept_by")
def accept_by(*, assigned: date, calendar: Calendar | None = None) -> Answer:
    """The last day for a mediator to accept; then another may be named. {"by"}. Source: 第十二条."""
    return due("online", "accept_mediation", assigned, "确认接受调解", calendar=calendar)


@rule("online_mediation.contact_by")
def contact_by(*, accepted: date, calendar: Calendar | None = None) -> Answer:
    """The last day for a mediator to ask the other side whether it agrees. {"by"}. Source: 第十五条第一款."""
    return due("online", "contact_other_side", accepted, "通知并询问对方当事人是否同意调解", calendar=calendar)


@rule("online_mediation.start")
def start(*, accepted: date | None = None, all_agreed: date | None = None, judge_led: bool = False) -> Answer:
    """The day from which the mediation period runs. {"start": day or None while it hasn't begun}.

    accepted     the mediator's acceptance on the platform (委派, 委托 or on application)
    all_agreed   the consent of all parties, which counts where a judge mediates
    Source: 在线调解规则第二十四条第二款.
    """
    day = all_agreed if judge_led else accepted
    words = (
        "审判人员主持调解的，自各方当事人同意之日起算" if judge_led else "自调解组织或者调解员在平台确认接受之日起算"
    )
    return Answer({"start": day}, [Step(words, cite("OMR", "第二十四条第二款"))])


@rule("online_mediation.ended")
def ended(*, reason: str, stage: str = "pre_filing") -> Answer:
    """Why a mediation ends and what the court does next. {"reason", "next": word}.

    next   "agreement", "case_filed_by_law" (before filing), "trial_resumed" (after filing)
    Source: 在线调解规则第二十条, 第二十一条, 第二十五条.
    """
    found = pick(reason, choices("online-choices", "mediation_end"), "bad_reason", "终结事由")
    steps = [Step(f"{found.label}，调解程序终结", found.cite())]
    if found.key in ("agreement", "withdrawn"):
        return Answer({"reason": found.key, "next": "agreement" if found.key == "agreement" else "closed"}, steps)
    before = stage in ("pre_filing", "诉前", "立案前")
    steps.append(
        Step("平台推送材料，人民法院依法登记立案" if before else "人民法院恢复审理", cite("OMR", "第二十一条第一款"))
    )
    return Answer({"reason": found.key, "next": "case_filed_by_law" if before else "trial_resumed"}, steps)


@rule("online_mediation.returned")
def returned(*, reason: str) -> Answer:
    """Why an application for mediation goes back, and what the person is told. {"reason", "tell"}. Source: 第九条."""
    found = pick(reason, choices("online-choices", "mediation_return"), "bad_reason", "退回事由")
    return Answer(
        {"reason": found.key, "tell": found.value}, [Step(f"{found.label}，退回申请，{found.value}", found.cite())]
    )


@rule("online_mediation.agreement_effective")
def agreement_effective(*, signed: list[date | None]) -> Answer:
    """When an agreement signed on the platform takes effect: when all have signed. {"effective": day or None}.

    signed   the day of each party's signature, None for one who hasn't. Source: 第十九条第二款.
    """
    days = [day for day in signed if day is not None]
    effective = max(days) if days and len(days) == len(signed) else None
    return Answer(
        {"effective": effective},
        [Step("调解协议自各方当事人均完成电子签章之时起发生法律效力", cite("OMR", "第十九条第二款"))],
    )


@rule("mediation.mediator_allowed")
def mediator_allowed(*, relation: str | None = None, disclosed: bool = False, parties_agree: bool = False) -> Answer:
    """Whether somebody with a relation to the dispute may mediate. {"allowed": bool, "must_disclose": bool}.

    relation   None, or relative, interest, other, or Chinese; with disclosure and the parties' consent he may
    Source: 在线调解规则第十三条; 特邀调解规定第十五条.
    """
    if relation is None:
        return Answer({"allowed": True, "must_disclose": False}, [Step("没有应当披露的情形", cite("OMR", "13"))])
    found = pick(relation, choices("online-choices", "mediator_duty"), "bad_relation", "应披露的关系")
    allowed = disclosed and parties_agree
    return Answer({"allowed": allowed, "must_disclose": True},
                  [Step(f"{found.label}，应当披露；当事人知情后仍同意的，可以继续调解", found.cite())])


@rule("mediation.later_role_allowed")
def later_role_allowed(*, role: str) -> Answer:
    """Whether the mediator may later act in the case. {"allowed": False} for the five roles of 特邀调解规定第十六条."""
    found = pick(role, choices("online-choices", "mediator_later"), "bad_role", "后续诉讼中的身份")
    return Answer({"allowed": False}, [Step(f"特邀调解员不得在后续的诉讼程序中担任该案的{found.label}", found.cite())])
