"""The clocks of enforcement: filing to payment, reviews and suits, passive enforcement."""

from datetime import date, timedelta

from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.instruments import cite
from law.intervals import counted
from law.periods import add_months
from law.registry import rule
from law.rows import due, row, table

DATA = "enforcement"
NODES = {
    "file": "立案",
    "assign_handler": "立案后确定承办人",
    "notice": "发出执行通知",
    "notice_internal": "承办人收案后发出执行通知",
    "notify_after_seizure": "先行采取措施后补发执行通知",
    "property_change_report": "补充报告财产变动",
    "network_check": "发起网络查控",
    "investigation_start": "启动依职权调查",
    "investigation_finish": "完成依职权调查",
    "online_inquiry": "完成网络询价",
    "valuation_report": "出具评估报告",
    "price_report_send": "送达评估、询价结果",
    "price_objection": "对评估、询价结果提出异议",
    "objection_decide": "审查执行行为异议",
    "reconsider_decide": "审查执行复议申请",
    "third_party_objection": "审查案外人异议",
    "distribution_objection": "对分配方案提出异议",
    "distribution_counter": "对他人的分配方案异议提出反对意见",
    "distribution_suit": "提起分配方案异议之诉",
    "bankruptcy_answer": "受移送法院答复是否受理破产",
    "third_party_debt": "第三人履行到期债务或者提出异议",
    "jurisdiction_objection": "对执行管辖提出异议",
    "exit_ban_review": "对限制出境决定申请复议",
    "exit_ban_decide": "对限制出境复议作出决定",
    "auction.resume": "中止、暂缓事由消失后恢复拍卖",
    "auction.sale_ruling": "价款付清后作出成交裁定",
    "auction.delivery": "移交拍卖财产",
    "dishonest.correction_decide": "审查失信纠正申请",
    "dishonest.correct": "更正失信信息",
}


@rule("enf.clock")
def clock(*, node: str, start: date, days: int | None = None, calendar: Calendar | None = None) -> Answer:
    """The last day of any other clock of enforcement. {"by": day}.

    node  a key or label of NODES; days  the court's own number. Raises LawError("unknown_node").
    """
    found = next((key for key, label in NODES.items() if node in (key, label)), None)
    if found is None or found not in table(DATA):
        raise LawError("unknown_node", f"无法识别的执行节点“{node}”，可选：{'、'.join(NODES.values())}。")
    return due(DATA, found, start, NODES[found], days=days, calendar=calendar)


@rule("enf.notice_by")
def notice_by(
    *,
    received: date | None = None,
    application_received: date | None = None,
    applied: date | None = None,
    calendar: Calendar | None = None,
) -> Answer:
    """The last day for the execution notice. {"by": day}: ten days from the application. Source: 民诉法解释第480条."""
    start = received or application_received or applied
    if start is None:
        raise LawError("bad_input", "缺少事项：收到执行申请的日期")
    return due(DATA, "notice", start, "收到申请执行书后发出执行通知", calendar=calendar)


@rule("enf.clue_check_by")
def clue_check_by(*, clue: date, urgent: bool = False, calendar: Calendar | None = None) -> Answer:
    """The last day to check a creditor's clue. {"by": day}: 7 days, urgent 3. Source: 财产调查规定第2条."""
    key, what = ("clue_check_urgent", "情况紧急的财产线索核实") if urgent else ("clue_check", "财产线索核实")
    return due(DATA, key, clue, what, calendar=calendar)


@rule("enf.apply_by")
def apply_by(
    *,
    performance_due: date | None = None,
    effective: date | None = None,
    shift: bool = True,
    calendar: Calendar | None = None,
) -> Answer:
    """The last day to apply for enforcement. {"by": day}: two years.

    performance_due  last day of the performance period, of each instalment by itself
    effective        day on which the document took effect, where it fixes no performance period
    shift            whether a rest day at the end moves it (民法典第203条; a court may switch it off)
    Source: 民事诉讼法第250条. Suspension and interruption follow the rules on limitation and are not counted here.
    """
    start = performance_due or effective
    if start is None:
        raise LawError("bad_input", "缺少事项：履行期间最后一日（未规定履行期间的，法律文书生效之日）")
    return due(DATA, "apply", start, "申请执行", calendar=calendar, shift=shift)


@rule("enf.reconsider_apply_by")
def reconsider_apply_by(*, served: date, calendar: Calendar | None = None) -> Answer:
    """The last day to apply for review of a ruling on an objection. {"by": day}: 10 days. Source: 民事诉讼法第236条."""
    return due(DATA, "reconsider_apply", served, "对执行异议裁定申请复议", calendar=calendar)


@rule("enf.objection_suit_by")
def objection_suit_by(*, served: date, calendar: Calendar | None = None) -> Answer:
    """The last day for a suit after a third party's objection. {"by": day}: 15 days. Source: 民事诉讼法第238条."""
    return due(DATA, "objection_suit", served, "提起执行异议之诉", calendar=calendar)


@rule("enf.objection_decide_by")
def objection_decide_by(*, received: date, calendar: Calendar | None = None) -> Answer:
    """The last day to decide on an objection to an act or to the object. {"by": day}: 15 days. Source: 236, 238."""
    return due(DATA, "objection_decide", received, "审查书面异议", calendar=calendar)


@rule("enf.release_after_no_suit")
def release_after_no_suit(*, suit_deadline: date, calendar: Calendar | None = None) -> Answer:
    """The last day to lift measures when the creditor didn't sue. {"by": day}: 7 days. Source: 民诉法解释第314条."""
    return due(DATA, "release_after_no_suit", suit_deadline, "申请执行人未起诉的，解除执行措施", calendar=calendar)


@rule("enf.valuation_start_by")
def valuation_start_by(*, seized: date, calendar: Calendar | None = None) -> Answer:
    """The last day to start finding a reference price. {"by": day}: 30 days. Source: 参考价规定第1条."""
    return due(DATA, "valuation_start", seized, "查封、扣押、冻结后启动确定财产处置参考价程序", calendar=calendar)


@rule("enf.price_change_start_by")
def price_change_start_by(*, reference_fixed: date, calendar: Calendar | None = None) -> Answer:
    """The last day to start the sale. {"by": day}: 10 days after the price is fixed. Source: 参考价规定第30条."""
    return due(DATA, "price_change_start", reference_fixed, "参考价确定后启动财产变价程序", calendar=calendar)


@rule("enf.money_out_by")
def money_out_by(*, arrived: date, days: int | None = None, calendar: Calendar | None = None) -> Answer:
    """The last day to pay money out. {"by": day}: 30 days, configuration. Source: 执行款物管理规定 (from memory)."""
    return due(DATA, "money_out", arrived, "执行款到账后核算并发放", days=days, calendar=calendar)


@rule("enf.passive_upgrade_from")
def passive_upgrade_from(*, applied: date, excluded: list[tuple[date, date]] | None = None) -> Answer:
    """The first day on which the upper court may be asked to step in. {"from": day}: over six months.

    excluded  half-open intervals of notices, valuations, jurisdiction disputes, coordination, stays, suspensions
    Source: 民事诉讼法第237条; 执行程序解释第10–13条.
    """
    found = row(DATA, "passive_upgrade", applied)
    end = add_months(applied, int(found.value.removesuffix("个月")))
    steps = [Step(f"自收到申请执行书之日起超过{found.value}未执行的，可以向上一级人民法院申请执行", found.cite())]
    last = _with_excluded(applied, end, excluded or [])
    if last != end:
        steps.append(Step(f"扣除公告、评估、管辖争议、协调、暂缓、中止等期间{(last - end).days}日", cite("EINT", "13")))
    steps.append(Step(f"自{applied}次日起算至{last}，{last + timedelta(days=1)}起可以申请"))
    return Answer({"from": last + timedelta(days=1)}, steps)


def _with_excluded(start: date, end: date, excluded: list[tuple[date, date]]) -> date:
    """`end` moved on until as many days are left between as there would be without the excluded ones."""
    wanted, last = (end - start).days, end
    while (left := wanted - counted(start, last, excluded)) > 0:
        last += timedelta(days=left)
    return last


@rule("enf.close_by")
def close_by(*, filed: date, non_litigation: bool = False, extended: bool = False) -> Answer:
    """The last day to close the case. {"by": day}: 6 months, non-litigation 3; +3 when the president extended it."""
    found = row(DATA, "close_non_litigation" if non_litigation else "close", filed)
    months = int(found.value.removesuffix("个月"))
    steps = [Step(f"执行案件应在立案之日起{found.value}内执结", found.cite())]
    if extended:
        more = row(DATA, "close_extension", filed)
        months += int(more.value.removesuffix("个月"))
        steps.append(Step(f"经本院院长批准延长{more.value}", more.cite()))
    return Answer({"by": add_months(filed, months)}, steps)


@rule("enf.extension_apply_by")
def extension_apply_by(*, expires: date) -> Answer:
    """The last day to ask for an extension. {"by": day}: five days before expiry."""
    found = row(DATA, "extension_request_before", expires)
    by = expires - timedelta(days=int(found.value.removesuffix("日")))
    return Answer({"by": by}, [Step(f"延长执行期限应在届满{found.value}前报请批准", found.cite())])


@rule("enf.summon_hours")
def summon_hours(*, complex_case: bool = False) -> Answer:
    """How long somebody brought by force may be questioned. {"hours": 8 or 24}. Source: 民诉法解释第482条."""
    found = row(DATA, "summon_hours_complex" if complex_case else "summon_hours")
    text = f"拘传后调查询问不得超过{found.value}小时"
    return Answer({"hours": found.whole}, [Step(text, found.cite())])
