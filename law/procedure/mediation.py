"""Mediation: where it is barred or due, how long it lasts, what counts in the trial limit, when it takes effect."""
from datetime import date, timedelta

from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.choices import choices, match
from law.instruments import cite
from law.periods import end_of_days
from law.registry import rule
from law.rows import end_of, row

STAGES = {
    "pre_filing": ("诉前", "立案前", "委派", "委派调解", "before_filing", "pre-filing"),
    "post_filing": ("立案后", "委托", "委托调解", "诉中", "after_filing", "post-filing"),
    "before_answer": ("答辩期满前", "before_answer_period_ends"),
}
TRACKS = {"ordinary": ("普通程序", "普通"),
          "simplified": ("简易程序", "简易", "小额诉讼程序", "小额诉讼", "小额", "small_claims")}


def named(table: dict[str, tuple[str, ...]], value: str, what: str) -> str:
    for key, others in table.items():
        if value == key or value in others:
            return key
    raise LawError("bad_input", f"{what}“{value}”无法识别，可选：{'、'.join(others[0] for others in table.values())}。")


@rule("mediation.allowed")
def mediation_allowed(*, kind: str, refused: bool = False, one_side_insists: bool = False) -> Answer:
    """Whether a case may be mediated. {"allowed": bool}.

    kind      the case in words; barred: special, payment-order and public-summons cases, confirmation of status
    refused   a party refuses, or insists on judgment: then it must be judged in time
    Source: 民事诉讼法第一百二十五条; 民诉法解释第一百四十三条, 第一百四十五条.
    """
    bar = match(kind, choices("procedure-choices", "no_mediation"))
    if bar:
        return Answer({"allowed": False}, [Step(f"{bar.label}，不得调解", bar.cite())])
    if refused or one_side_insists:
        return Answer({"allowed": False}, [Step("当事人拒绝调解的，应当及时立案或者裁判", cite("CPL", "125"))])
    return Answer({"allowed": True}, [Step("适宜调解的，先行调解", cite("CPL", "125"))])


@rule("mediation.required")
def mediation_required(*, kind: str) -> Answer:
    """Whether mediation must be tried: in divorces. {"required": bool}. Source: 民诉法解释第一百四十五条第二款."""
    required = ("离婚" in kind and "离婚后" not in kind) or "divorce" in kind
    return Answer(
        {"required": required},
        [
            Step(
                "离婚案件应当进行调解，但不应久调不决" if required else "没有应当调解的规定，适宜调解的先行调解",
                cite("CPI", "第一百四十五条第二款"),
            )
        ],
    )


@rule("mediation.end")
def mediation_end(*, stage: str, accepted: date, procedure: str | None = None, extension_days: int = 0,
                  extended_to: date | None = None, all_consent: bool | None = None, appraisal_days: int = 0,
                  calendar: Calendar | None = None) -> Answer:
    """The last day of a mediation. {"end": day}.

    stage            pre_filing (30 days), post_filing (15 ordinary, 7 simplified), before_answer (as post_filing)
    accepted         the mediator's acceptance; for a judge and before the answer period ends, the consent of all
    extension_days   agreed further days after the base end, or extended_to, the agreed day; all_consent False refuses
    appraisal_days   days of a pre-filing appraisal, which don't count
    Raises LawError("bad_input", "consent_needed"). Source: 在线调解规则第二十四条, 第二十六条; 特邀调解规定第二十七条;
    民事调解规定第四条.
    """
    stage = named(STAGES, stage, "调解阶段")
    key = f"mediation.{stage}"
    if stage != "pre_filing":
        key += "." + named(TRACKS, procedure or "ordinary", "审理程序")
    if (extension_days or extended_to) and all_consent is False:
        raise LawError("consent_needed", "延长调解期限须经各方当事人同意。", cite("OMR", "第二十四条第一款"))
    found = row("online", key, accepted)
    first = accepted + timedelta(days=appraisal_days)
    end = end_of(found.value, first, calendar)
    steps = [Step(f"调解期限为{found.value}", found.cite()), *end.steps(first, found.value)]
    if appraisal_days:
        steps.append(Step(f"诉前鉴定评估{appraisal_days}日不计入调解期限", cite("OMR", "第二十六条第一款")))
    if extended_to or extension_days:
        last = _extended(end.nominal, extended_to, extension_days, calendar)
        steps.append(Step(f"各方当事人同意延长至{last.day}", cite("OMR", "第二十四条第一款")))
        return Answer({"end": last.day}, steps, provisional=last.provisional)
    return Answer({"end": end.day}, steps, provisional=end.provisional)


def _extended(base: date, until: date | None, days: int, calendar: Calendar | None):
    if until is not None and until < base:
        raise LawError("bad_input", "延长后的日期早于原期限，请核对。", cite("OMR", "第二十四条第一款"))
    span = (until - base).days if until is not None else days
    return end_of_days(base, span, calendar, shift=until is None)


@rule("mediation.counts_in_trial_limit")
def counts_in_trial_limit(*, stage: str = "post_filing", within_base_period: bool = True,
                          extension_agreed: bool = False, domain: str = "civil") -> Answer:
    """Whether days of mediation count in the trial limit. {"counts": bool}.

    Civil: the base 15 or 7 days count, only an agreed extension doesn't; before filing there is no limit yet.
    Administrative: no day of mediation counts.
    Source: 在线调解规则第二十四条; 民事调解规定第四条; 行诉解释第五十条.
    """
    if domain in ("admin", "administrative", "行政"):
        return Answer({"counts": False}, [Step("行政案件的调解期间不计入审理期限", cite("API", "50"))])
    if named(STAGES, stage, "调解阶段") == "pre_filing":
        return Answer({"counts": False}, [Step("立案前的调解不涉及审理期限", cite("OMR", "第二十四条第一款"))])
    counts = within_base_period or not extension_agreed
    return Answer({"counts": counts}, [Step("基本期限内以及未经各方同意延长的调解，计入审理期限" if counts else
                                            "各方同意延长的调解期限不计入审理期限", cite("OMR", "第二十四条第一款"))])


@rule("mediation.statement_effective")
def statement_effective(*, signed: list[date | None], left_at_home: bool = False) -> Answer:
    """When a mediation statement (调解书) takes effect: when the last party has signed. {"effective": day or None}.

    signed         the day of each party's signature, None for one who hasn't
    left_at_home   leaving it (留置) doesn't serve it: refused with LawError("no_leaving")
    Source: 民事诉讼法第一百条; 民诉法解释第一百三十三条, 第一百四十九条.
    """
    if left_at_home:
        raise LawError(
            "no_leaving",
            "调解书应当直接送达当事人本人，不适用留置送达；拒不签收的，视为调解不成，应当及时裁判。",
            cite("CPI", "133"),
        )
    days = [day for day in signed if day is not None]
    effective = max(days) if days and len(days) == len(signed) else None
    return Answer({"effective": effective}, [Step("以最后收到调解书的当事人签收的日期为生效日期", cite("CPI", "149"))])


@rule("mediation.concession_usable")
def concession_usable(*, jointly_confirmed_undisputed: bool = False, all_consent: bool = False) -> Answer:
    """Whether what was conceded for a settlement may be used later. {"usable": bool}.

    Source: 民诉法解释第一百零七条; 特邀调解规定第二十二条; 在线调解规则第十八条.
    """
    usable = jointly_confirmed_undisputed or all_consent
    return Answer(
        {"usable": usable},
        [
            Step(
                "为达成调解协议作出妥协而认可的事实，不得作为对其不利的根据；共同确认的无争议事实和各方同意的除外",
                cite("OMR", "18"),
            )
        ],
    )


def record_fields() -> list[tuple[str, str]]:
    """What the mediator records when mediation fails: 在线调解规则第二十一条, 第二十二条; (key, label)."""
    return [("undisputed_facts", "双方确认的无争议事实"), ("failure_reason", "调解不成的原因"),
            ("cost_raising_conduct", "导致其他当事人诉讼成本增加的行为"), ("hints", "需要向人民法院提示的其他情况")]
