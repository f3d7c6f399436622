"""Online hearings: when they are barred, asynchronous ones, absence, the place, witnesses."""
from law.answer import Answer, Step
from law.choices import choices
from law.flags import raised
from law.instruments import cite
from law.registry import rule


@rule("online.hearing_allowed")
def hearing_allowed(*, one_objects: bool = False, one_object: bool = False, good_reason: bool = False,
                    reasoned: bool = False, **facts: bool | None) -> Answer:
    """Whether a hearing may be held by video. {"allowed": bool}; the steps name every bar that was found.

    one_objects   (or one_object) bars only with good_reason (or reasoned)
    facts         the other bars of `hearing_bars`, true or false: all_object, no_technical_ability, on_site_check
                  (needs_originals), complex, state_secret, major_social_impact, other
    Source: 在线诉讼规则第二十一条. Raises LawError("bad_input") for a fact that the rule doesn't know.
    """
    alone = (one_objects or one_object) and (good_reason or reasoned)
    bars = raised("no_hearing", {**facts, **({"one_objects_with_reason": True} if alone else {})}, "online-choices")
    return Answer({"allowed": not bars},
                  [Step(f"{bar.label}，不得适用在线庭审", bar.cite()) for bar in bars]
                  or [Step("没有不得适用在线庭审的情形", cite("OLR", "21"))])


def hearing_bars() -> list[tuple[str, str]]:
    """The bars of 第二十一条 as (key, label)."""
    return [(choice.key, choice.label) for choice in choices("online-choices", "no_hearing")]


@rule("online.async_hearing_allowed")
def async_hearing_allowed(*, procedure: str, hard_to_attend_together: bool, one_applied_in_writing: bool,
                          all_agree: bool, facts_undisputed: bool) -> Answer:
    """Whether a hearing may be held asynchronously, by videos uploaded in a set period. {"allowed": bool}.

    procedure   only small claims or simplified (civil or administrative), and all three conditions together
    Source: 在线诉讼规则第二十条第二款.
    """
    fits = procedure in ("small_claims", "simplified", "小额", "小额诉讼", "小额诉讼程序", "简易", "简易程序")
    checks = [(fits, "适用小额诉讼程序或者简易程序"), (hard_to_attend_together, "各方同时在线参与庭审确有困难"),
              (one_applied_in_writing and all_agree, "一方书面申请，各方均同意"),
              (facts_undisputed, "经在线证据交换或者调查询问，对主要事实和证据不存在争议")]
    return Answer(
        {"allowed": all(ok for ok, _ in checks)},
        [Step(f"{'符合' if ok else '不符合'}：{words}", cite("OLR", "第二十条第二款")) for ok, words in checks],
    )


@rule("online.async_step_allowed")
def async_step_allowed(*, all_consent: bool, within_period: bool = True) -> Answer:
    """Whether mediation, evidence exchange or questioning may go asynchronously. {"allowed": bool}. 第二十条第一款."""
    return Answer({"allowed": all_consent and within_period},
                  [Step("经各方当事人同意，在人民法院指定的期限内分别登录完成", cite("OLR", "第二十条第一款"))])


@rule("online.public_notice_party_mode")
def public_notice_party_mode(*, agreed_before_hearing: bool) -> Answer:
    """How a party served by public notice is heard. {"mode": "online" | "offline"}. Source: 在线诉讼规则第二十三条."""
    words = (
        "已在开庭前同意在线庭审"
        if agreed_before_hearing
        else "未在开庭前同意，适用线下庭审，其他同意的当事人可以在线参与"
    )
    return Answer({"mode": "online" if agreed_before_hearing else "offline"}, [Step(words, cite("OLR", "23"))])


@rule("online.absence")
def absence(*, joined: bool, good_reason: bool = False, left: bool = False, warned: bool = False) -> Answer:
    """What an absence from an online hearing counts as. {"counts_as": word or None}. Source: 在线诉讼规则第二十五条.

    good_reason   网络故障、设备损坏、电力中断或者不可抗力 and the like
    "refused_to_appear" (拒不到庭), "left_midway" (中途退庭; only after a warning), or None
    """
    word, text = None, "不按缺席处理"
    if not good_reason and not joined:
        word, text = "refused_to_appear", "无正当理由不参加在线庭审，视为拒不到庭"
    elif not good_reason and left and warned:
        word, text = "left_midway", "擅自退出经提示、警告后仍不改正，视为中途退庭"
    return Answer({"counts_as": word}, [Step(text, cite("OLR", "第二十五条第二款"))])


@rule("online.venue_allowed")
def venue_allowed(*, online_courtroom: bool, emblem_visible: bool = True, seats_visible: bool = True,
                  president_consents: bool = False) -> Answer:
    """Whether the court's place for an online hearing is in order. {"allowed": bool}. Source: 第二十四条第一款."""
    allowed = (online_courtroom and emblem_visible and seats_visible) or (not online_courtroom and president_consents)
    return Answer(
        {"allowed": allowed},
        [
            Step(
                "在线法庭的国徽、席位名称应当可见；在其他场所组织庭审的，应当报请本院院长同意",
                cite("OLR", "第二十四条第一款"),
            )
        ],
    )


@rule("online.witness_allowed")
def witness_allowed(*, separate_place: bool, no_listening: bool, reasoned_objection: bool = False,
                    court_finds_necessary: bool = False) -> Answer:
    """Whether a witness may testify online. {"allowed": bool}. Source: 在线诉讼规则第二十六条."""
    allowed = separate_place and no_listening and not (reasoned_objection or court_finds_necessary)
    return Answer(
        {"allowed": allowed},
        [Step("证人不得旁听、不受干扰；对在线出庭有合理异议或者法院认为必要的，应当线下出庭", cite("OLR", "26"))],
    )


@rule("online.criminal_allowed")
def criminal_allowed(*, group: str, prosecutor: bool, party: bool, defender: bool) -> Answer:
    """Whether a criminal case may be heard online. {"allowed": bool}. Source: 在线诉讼规则第三条第二项, 第三十七条."""
    fits = any(
        word in group for word in ("速裁", "减刑", "假释", "特殊原因", "fast", "commutation", "parole", "special")
    )
    return Answer({"allowed": fits and prosecutor and party and defender},
                  [Step("刑事速裁、减刑、假释和特殊原因不宜线下审理的案件，经公诉人、当事人、辩护人同意，可以在线进行",
                        cite("OLR", "第三条第二项、第三十七条"))])
