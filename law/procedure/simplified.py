"""The simplified procedure (简易程序) and the sole judge (独任审理)."""
from decimal import Decimal

from law.answer import Answer, Step
from law.fees.money import checked, yuan
from law.flags import raised
from law.instruments import cite
from law.registry import rule
from law.rows import row

SIMPLE = ("simplified", "简易", "简易程序", "small_claims", "小额", "小额诉讼", "小额诉讼程序")
BASIC = ("basic", "基层", "基层人民法院", "tribunal", "人民法庭")
INTERMEDIATE = ("intermediate", "中级", "中级人民法院")


@rule("simplified.allowed")
def allowed(*, simple: bool = True, agreed: bool = False, agreed_before_hearing: bool = True, level: str = "basic",
            **facts: bool | None) -> Answer:
    """Whether the simplified procedure may be used. {"allowed": bool}; the steps name what bars it.

    simple   facts clear, rights and duties clear, little dispute; else the parties may agree before the hearing
    Bars, even against an agreement: defendant_whereabouts_unknown, remand, many_parties, retrial, public_interest,
    third_party_revocation, other, ordinary_hearing_held.
    Source: 民事诉讼法第一百六十条; 民诉法解释第二百五十七条, 第二百六十条, 第二百六十四条.
    """
    if bars := raised("no_simplified", facts):
        steps = [Step(f"{bar.label}，不适用简易程序", bar.cite()) for bar in bars]
        if agreed:
            steps.append(Step("当事人约定适用的，不予准许", cite("CPI", "第二百六十四条第二款")))
        return Answer({"allowed": False}, steps)
    if level not in BASIC:
        return Answer({"allowed": False}, [Step("只有基层人民法院和它派出的法庭适用简易程序", cite("CPL", "160"))])
    if simple:
        return Answer(
            {"allowed": True}, [Step("事实清楚、权利义务关系明确、争议不大", cite("CPL", "第一百六十条第一款"))]
        )
    by_agreement = agreed and agreed_before_hearing
    return Answer(
        {"allowed": by_agreement},
        [
            Step(
                "双方在开庭前约定适用简易程序" if by_agreement else "不是简单的民事案件，须双方在开庭前约定",
                cite("CPI", "第二百六十四条第一款"),
            )
        ],
    )


@rule("simplified.required")
def required(*, amount: Decimal, avg_wage: Decimal, simple: bool = True, **facts: bool | None) -> Answer:
    """Whether a simple case must go the simplified way: up to twice the average wage. {"required": bool}.

    The bars are those of `simplified.allowed`. Source: 民商事案件延长审限规定第四条第二款.
    """
    found = row("procedure", "simplified.required_multiple")
    limit = checked(avg_wage, "年平均工资") * found.number
    must = simple and checked(amount, "标的额") <= limit and not raised("no_simplified", facts)
    return Answer(
        {"required": must},
        [Step(f"简单民商事案件标的额在年平均工资两倍{yuan(limit)}以下的，应当适用简易程序", found.cite())],
    )


@rule("simplified.public_notice_service")
def public_notice_service(*, procedure: str) -> Answer:
    """Whether service by public notice fits the procedure. {"allowed": bool}. Source: 民诉法解释第一百四十条."""
    simple = procedure in SIMPLE
    return Answer(
        {"allowed": not simple},
        [
            Step(
                "适用简易程序的案件不适用公告送达，被告下落不明的转为普通程序" if simple else "普通程序可以公告送达",
                cite("CPI", "140"),
            )
        ],
    )


@rule("simplified.default_judgment_allowed")
def default_judgment_allowed(*, summons_receipt_proved: bool) -> Answer:
    """Whether a simple summons bears a default judgment. {"allowed": bool}. Source: 民诉法解释第二百六十一条."""
    return Answer({"allowed": summons_receipt_proved}, [Step("以简便方式传唤，没有证据证明当事人收到的，不得缺席判决",
                                                             cite("CPI", "261"))])


@rule("sole_judge.first_instance")
def sole_first(*, procedure: str, level: str = "basic", facts_clear: bool = True, **facts: bool | None) -> Answer:
    """Whether one judge may hear a first-instance case. {"allowed": bool}.

    Bars of 第四十二条: public_interest, mass_dispute, wide_attention, new_or_difficult, panel_by_law, other.
    Source: 民事诉讼法第四十条, 第四十二条.
    """
    if bars := raised("no_sole_judge", facts):
        return Answer({"allowed": False}, [Step(f"{bar.label}，不得独任审理", bar.cite()) for bar in bars])
    if procedure in SIMPLE:
        return Answer(
            {"allowed": True}, [Step("适用简易程序的案件由审判员一人独任审理", cite("CPL", "第四十条第二款"))]
        )
    ok = level in BASIC and facts_clear
    return Answer(
        {"allowed": ok},
        [
            Step(
                "基层人民法院基本事实清楚、权利义务关系明确的第一审民事案件，可以独任适用普通程序"
                if ok
                else "应当组成合议庭",
                cite("CPL", "第四十条第二款" if ok else "第四十条第一款"),
            )
        ],
    )


@rule("sole_judge.second_instance")
def sole_second(*, first_instance: str | None = None, against: str = "judgment", facts_clear: bool = True,
                both_consent: bool = False, court: str = "intermediate", **facts: bool | None) -> Answer:
    """Whether one judge may hear an appeal. {"allowed": bool}; the steps name each condition.

    first_instance   the procedure of the first instance; against   "judgment" or "ruling"
    The court must be an intermediate one, the facts clear, and both sides consent.
    Bars of 第四十二条 as for the first instance. Source: 民事诉讼法第四十一条, 第四十二条.
    """
    if bars := raised("no_sole_judge", facts):
        return Answer({"allowed": False}, [Step(f"{bar.label}，不得独任审理", bar.cite()) for bar in bars])
    source = cite("CPL", "第四十一条第二款")
    checks = [(court in INTERMEDIATE, "由中级人民法院审理"),
              (first_instance in SIMPLE or against in ("ruling", "裁定"), "第一审适用简易程序审结，或者不服裁定上诉"),
              (facts_clear, "事实清楚、权利义务关系明确"), (both_consent, "双方当事人同意")]
    return Answer({"allowed": all(ok for ok, _ in checks)},
                  [Step(f"{'符合' if ok else '不符合'}：{words}", source) for ok, words in checks])


@rule("admin.simplified_allowed")
def admin_simplified(*, on_the_spot: bool = False, amount: Decimal | None = None, government_information: bool = False,
                     all_agree: bool = False, remand_or_retrial: bool = False, clear: bool = True) -> Answer:
    """Whether an administrative case may be simplified. {"allowed": bool}. Source: 行政诉讼法第八十二条.

    amount   the sum involved, yuan; small ones count
    clear    facts and rights clear, little dispute; needed unless all parties agree
    """
    source = cite("APL", "82")
    if remand_or_retrial:
        return Answer({"allowed": False}, [Step("发回重审、按照审判监督程序再审的案件不适用简易程序", source)])
    small = amount is not None and amount <= row("procedure", "admin.simplified_amount").number
    listed = on_the_spot or government_information or small
    ok = all_agree or (listed and clear)
    return Answer(
        {"allowed": ok}, [Step("被诉行为依法当场作出、涉及款额二千元以下、政府信息公开案件，或者各方同意", source)]
    )
