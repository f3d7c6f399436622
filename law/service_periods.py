"""Periods of a case before and at the hearing: answer, jurisdiction, evidence, notices, jurors, missed periods."""
from datetime import date, datetime, timedelta
from decimal import Decimal

from law import rows, terms
from law.answer import Answer, LawError, Step
from law.calendar import Calendar, shipped
from law.instruments import cite
from law.limits.due import due as limit_due
from law.registry import rule

EVIDENCE = {
    "ordinary": ("evidence_ordinary", True),
    "second_instance": ("evidence_second", True),
    "simplified": ("evidence_simplified", False),
    "small_claims": ("evidence_small_claims", False),
}
NEW_EVIDENCE = ("second_new_evidence", "second_instance_new_evidence", "second_with_new_evidence", "new_evidence",
                "二审新证据", "二审新的证据")


@rule("answer.by")
def answer_by(*, domain: str, received: date, no_domicile_in_china: bool = False, procedure: str | None = None,
              days: int | None = None, calendar: Calendar | None = None) -> Answer:
    """The last day to answer the complaint, for one defendant. {"by"}.

    days  the period a court fixes in small claims, at most 15 days
    Source: 民诉法128, 285; 行诉法67; 民诉法解释275.
    """
    domain = terms.domain(domain)
    if domain not in ("civil", "admin"):
        raise LawError("no_period", "只有民事、行政案件有答辩期。")
    if procedure and terms.procedure(procedure) == "small_claims" and days is not None:
        return rows.due("periods", "answer_small_claims", received, "小额诉讼答辩", days=days, calendar=calendar)
    if domain == "civil" and no_domicile_in_china:
        return rows.due("periods", "answer_abroad", received, "在我国领域内没有住所的被告答辩", calendar=calendar)
    return rows.due("periods", "answer_admin" if domain == "admin" else "answer", received, "答辩", calendar=calendar)


@rule("jurisdiction_objection.by")
def jurisdiction_objection_by(*, domain: str = "civil", complaint_received: date | None = None,
                              received: date | None = None, notice_received: date | None = None,
                              no_domicile_in_china: bool = False, calendar: Calendar | None = None) -> Answer:
    """The last day to object to jurisdiction. {"by"}.

    Civil: within the answer period; administrative: 15 days; enforcement: 10 days from the notice.
    Source: 民诉法130, 行诉法解释10, 执行程序解释3.
    """
    day = complaint_received or received or notice_received
    if day is None:
        raise LawError("bad_input", "请填写收到起诉状副本（执行通知书）的日期。")
    domain = terms.domain(domain)
    if domain == "civil":
        found = answer_by(domain=domain, received=day, no_domicile_in_china=no_domicile_in_china, calendar=calendar)
        step = Step("管辖权异议应当在提交答辩状期间提出", cite("CPL", "130"))
        return Answer({"by": found["by"]}, [*found.steps, step], provisional=found.provisional)
    if domain not in ("admin", "enforcement"):
        raise LawError("no_period", "该类案件没有提出管辖权异议的期限规定。")
    return rows.due("periods", f"jurisdiction_{domain}", day, "提出管辖权异议", calendar=calendar)


@rule("evidence_period.valid")
def evidence_period_valid(*, procedure: str, days: int, new_evidence: bool = True, on: date | None = None) -> Answer:
    """Whether an evidence period that the court fixes is lawful. {"valid", "least", "most"}.

    Ordinary first instance at least 15 days, second instance with new evidence at least 10,
    simplified at most 15, small claims generally at most 7. Source: 民诉法解释99, 266, 275.
    """
    kind = "second_instance" if procedure in NEW_EVIDENCE else terms.procedure(procedure)
    if kind not in EVIDENCE:
        raise LawError("no_period", "该程序没有举证期限长短的规定，由人民法院确定。")
    key, is_least = EVIDENCE[kind]
    found = rows.row("periods", key, on)
    bound = int(found.value.removesuffix("日"))
    free = kind == "second_instance" and not new_evidence
    valid = days > 0 and (free or (days >= bound if is_least else days <= bound))
    step = Step(f"举证期限{days}日，应{'不少于' if is_least else '不超过'}{bound}日", found.cite())
    return Answer({"valid": valid, "least": bound if is_least and not free else None,
                   "most": None if is_least else bound}, [step])


@rule("evidence_period.extension_allowed")
def evidence_extension_allowed(*, end: date, applied: date) -> Answer:
    """Whether more time for evidence was asked in time. {"allowed", "applies_to"}. Source: 民诉法解释100."""
    allowed = applied <= end
    text = f"应当在举证期限届满前申请延长（{end}届满，{applied}申请），准许的适用于其他当事人"
    return Answer({"allowed": allowed, "applies_to": "全体当事人"}, [Step(text, cite("CPI", "100"))])


@rule("summons.latest")
def summons_latest(*, hearing: date, domain: str = "civil") -> Answer:
    """The last day to tell of a hearing. {"latest"}: hearing minus three days. Source: 民诉法139, 刑诉法187."""
    suffix = {"criminal": "_criminal", "admin": "_admin"}.get(terms.domain(domain), "")
    return _before("hearing_notice" + suffix, hearing, "通知当事人和其他诉讼参与人，公开审理的同时公告")


@rule("indictment.latest")
def indictment_latest(*, hearing: date) -> Answer:
    """The last day to serve the indictment copy before a criminal hearing. {"latest"}. Source: 刑诉法187."""
    return _before("indictment_copy", hearing, "送达起诉书副本")


@rule("jury.draw_latest")
def jury_draw_latest(*, hearing: date) -> Answer:
    """The last day to draw the lay jurors of a hearing. {"latest"}. Source: 人民陪审员法解释3."""
    return _before("jurors_drawn", hearing, "随机抽取确定人民陪审员")


def _before(key: str, hearing: date, what: str) -> Answer:
    found = rows.row("periods", key, hearing)
    latest = hearing - timedelta(days=int(found.value.removesuffix("日")))
    return Answer({"latest": latest}, [Step(f"{what}，应在开庭{found.value}前，即{latest}以前", found.cite())])


@rule("jury.apply_by")
def jury_apply_by(*, notified: date | None = None, received: date | None = None,
                  calendar: Calendar | None = None) -> Answer:
    """The last day for a party to ask for lay jurors. {"by"}. Source: 人民陪审员法解释2."""
    day = notified or received
    if day is None:
        raise LawError("bad_input", "请填写收到告知的日期。")
    return rows.due("periods", "jurors_asked", day, "申请由人民陪审员参加合议庭", calendar=calendar)


@rule("period.restore_apply_by")
def restore_apply_by(*, domain: str, obstacle_removed: date, calendar: Calendar | None = None) -> Answer:
    """The last day to ask for a missed period back. {"by"}. Source: 民诉法86, 行诉法48, 刑诉法106."""
    domain = terms.domain(domain)
    if domain not in ("civil", "admin", "criminal"):
        domain = "civil"
    return rows.due("periods", f"restore_{domain}", obstacle_removed, "障碍消除后申请顺延期限", calendar=calendar)


@rule("custody.period_end")
def custody_period_end(*, nominal_end: date, in_custody: bool = True, calendar: Calendar | None = None) -> Answer:
    """The end of a period of custody: its due day, never moved by a rest day. {"end"}. Source: 刑诉法105."""
    if in_custody:
        return Answer({"end": nominal_end},
                      [Step(f"在押期间应当至期满之日{nominal_end}为止，不得因节假日而延长", cite("CrPL", "105"))])
    days = calendar or shipped()
    end = days.next_workday(nominal_end)
    step = Step(f"期间最后一日{nominal_end}遇节假日的，以节假日后的第一日为期满日，为{end}", cite("CrPL", "105"))
    return Answer({"end": end}, [step], provisional=not (days.is_known(nominal_end) and days.is_known(end)))


@rule("protection_order.decide_by_hours")
def protection_order_decide_by(*, accepted: datetime, urgent: bool = False) -> Answer:
    """By when a protection order must be decided: 72 hours, 24 where urgent. {"by"}. Source: 反家庭暴力法28."""
    found = limit_due("protection_order", accepted, as_of=accepted.date(), facts={"urgent": urgent})
    return Answer({"by": found["end"]}, found.steps)


@rule("compensation.daily")
def compensation_daily(*, annual_wage: Decimal, on: date | None = None) -> Answer:
    """A day's compensation for freedom: last year's average annual wage by 261. {"daily"}. Source: 国家赔偿法33."""
    if annual_wage <= 0:
        raise LawError("bad_input", "职工年平均工资应为正数。")
    found = rows.row("periods", "compensation_days", on)
    daily = (Decimal(annual_wage) / found.number).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    step = Step(f"上年度职工年平均工资{annual_wage}元除以{found.value}日，每日{daily}元", found.cite())
    return Answer({"daily": daily}, [step])


@rule("admin_suit.by")
def admin_suit_by(*, known: date | None = None, reconsideration_received: date | None = None, told: date | None = None,
                  act_made: date | None = None, immovable: bool = False, calendar: Calendar | None = None) -> Answer:
    """The last day to bring an administrative suit. {"by"}.

    known   the day the act was or had to be known: six months
    told    the day the period was known, where the authority had not told it: six months from then, at
            most a year from `known`
    reconsideration_received   after reconsideration: 15 days from the decision
    act_made   never later than 5 years after the act, 20 for immovables
    Source: 行诉法45–46, 行诉法解释64–65.
    """
    if reconsideration_received is not None:
        return rows.due("periods", "admin_suit_reconsidered", reconsideration_received, "不服复议决定起诉",
                        calendar=calendar)
    if known is None and act_made is None:
        raise LawError("bad_input", "请填写知道或者应当知道行政行为之日。")
    found: list[Answer] = []
    if known is not None:
        found.append(rows.due("periods", "admin_suit", told or known, "提起行政诉讼", calendar=calendar))
    if known is not None and told is not None:
        found.append(rows.due("periods", "admin_suit_untold", known, "未告知起诉期限，自知道行政行为内容起",
                              calendar=calendar))
    if act_made is not None:
        key = "admin_suit_cap_immovable" if immovable else "admin_suit_cap"
        found.append(rows.due("periods", key, act_made, "自行政行为作出之日起，最长", calendar=calendar))
    first = min(found, key=lambda answer: answer["by"])
    return Answer({"by": first["by"]}, [step for answer in found for step in answer.steps],
                  provisional=first.provisional)
