"""Online litigation: which cases, whose consent, joining, the result of an online filing."""
from datetime import date

from law.answer import Answer, Step
from law.calendar import Calendar
from law.choices import choices, pick
from law.instruments import cite
from law.registry import rule
from law.rows import due

NOTICES = ("案件受理通知书", "交纳诉讼费用通知书", "举证通知书")


@rule("online.case_allowed")
def case_allowed(*, group: str, court_finds_suitable: bool = False) -> Answer:
    """Whether a group of cases may be handled online. {"allowed": bool}. Source: 在线诉讼规则第三条."""
    found = pick(group, choices("online-choices", "case_group"), "bad_group", "案件类别")
    allowed = found.value == "yes" or (found.value == "court" and court_finds_suitable)
    return Answer(
        {"allowed": allowed}, [Step(f"{found.label}，{'可以' if allowed else '不'}适用在线诉讼", found.cite())]
    )


@rule("online.step_mode")
def step_mode(*, consents: dict[str, bool], prosecutor_consents: bool | None = None) -> Answer:
    """How one step of a case is held. {"mode": "online" | "mixed" | "offline", "online": [who], "offline": [who]}.

    consents             who agreed to this step (an own choice is consent); consent to another step doesn't count
    prosecutor_consents  None where no prosecutor takes part
    Source: 在线诉讼规则第四条.
    """
    online = [who for who, agreed in consents.items() if agreed]
    offline = [who for who, agreed in consents.items() if not agreed]
    if prosecutor_consents is False or not online:
        why = (
            "人民检察院参与的案件应当征得其同意" if prosecutor_consents is False else "没有当事人同意，该环节在线下进行"
        )
        return Answer({"mode": "offline", "online": [], "offline": list(consents)}, [Step(why, cite("OLR", "4"))])
    mode = "mixed" if offline else "online"
    words = "同意方线上、不同意方线下" if offline else "各方均同意，该环节可以在线进行"
    return Answer({"mode": mode, "online": online, "offline": offline}, [Step(words, cite("OLR", "第四条第二款"))])


@rule("online.consent_withdrawal_allowed")
def consent_withdrawal_allowed(*, before_step: bool, reasonable_time: bool = True, to_delay: bool = False) -> Answer:
    """Whether consent to a step may be taken back. {"allowed": bool}. Source: 在线诉讼规则第五条第二款."""
    allowed = before_step and reasonable_time and not to_delay
    return Answer({"allowed": allowed}, [Step("应在相应诉讼活动前的合理期限内提出，且不存在故意拖延诉讼等不当情形",
                                              cite("OLR", "第五条第二款"))])


@rule("online.join_by")
def join_by(*, notice_received: date, consents: bool = True, calendar: Calendar | None = None) -> Answer:
    """The last day for a notified party to verify and link the case. {"by": day, or None without consent}.

    Source: 在线诉讼规则第十条.
    """
    if not consents:
        return Answer(
            {"by": None}, [Step("被通知人未明确同意在线方式的，相关诉讼活动在线下进行", cite("OLR", "第十条第二款"))]
        )
    return due("online", "join", notice_received, "验证身份、关联案件", calendar=calendar)


@rule("online.reverification_required")
def reverification_required(*, activity: str) -> Answer:
    """Whether identity is checked again before an activity. {"required": bool}. Source: 在线诉讼规则第七条第三款.

    activity   mediation, evidence_exchange, hearing, or Chinese; others aren't named by the rule
    """
    named = ("mediation", "evidence_exchange", "hearing", "调解", "证据交换", "庭审", "开庭")
    required = activity in named
    return Answer(
        {"required": required}, [Step("在线调解、证据交换、庭审应当再次验证身份", cite("OLR", "第七条第三款"))]
    )


@rule("online.filing_result")
def filing_result(*, result: str) -> Answer:
    """What the court does with an online filing. {"result", "do", "notices": [document]}.

    result   accepted, correct, refused, or Chinese. Source: 在线诉讼规则第九条.
    """
    found = pick(result, choices("online-choices", "filing_result"), "bad_result", "审查结果")
    return Answer({"result": found.key, "do": found.value, "notices": list(NOTICES) if found.key == "accepted" else []},
                  [Step(f"{found.label}的，{found.value}", found.cite())])


@rule("online.paper_demand_allowed")
def paper_demand_allowed(*, upload_complies: bool) -> Answer:
    """Whether the court may ask for paper besides an upload. {"allowed": bool}. Source: 在线诉讼规则第九条第二款."""
    words = (
        "已在线提交符合要求的材料，不得要求再提供纸质件" if upload_complies else "上传的材料不符合要求，可以要求补正"
    )
    return Answer({"allowed": not upload_complies}, [Step(words, cite("OLR", "第九条第二款"))])


@rule("online.account_acts_bind")
def account_acts_bind(*, stolen_proved: bool = False, system_error_proved: bool = False) -> Answer:
    """Whether what was done by an account counts as its owner's act. {"binds": bool}. Source: 第七条第二款."""
    binds = not (stolen_proved or system_error_proved)
    return Answer(
        {"binds": binds},
        [
            Step(
                "使用专用账号所作的行为视为被认证人本人行为，有证据证明被盗用或者系统错误的除外",
                cite("OLR", "第七条第二款"),
            )
        ],
    )
