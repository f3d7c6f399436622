"""The end of a round of enforcement (终结本次执行程序): what must be done first, and the checks that follow."""

from datetime import date

from law.answer import Answer, Step
from law.enforcement.clocks import DATA
from law.periods import add_months
from law.registry import rule
from law.rows import row

NEEDED = {
    "notice_sent": "已向被执行人发出执行通知、责令报告财产",
    "sanctions_done": "已发出限制消费令，符合条件的已纳入失信名单",
    "investigated": "已穷尽财产调查措施",
    "nothing_to_dispose": "未发现可供执行的财产，或者发现的财产不能处置",
    "missing_debtor_searched": "被执行人下落不明的已依法查找，妨害执行的已采取强制措施",
}


@rule("enf.end_round_ready")
def end_round_ready(
    *,
    filed: date,
    on: date,
    notice_sent: bool = False,
    sanctions_done: bool = False,
    investigated: bool = False,
    nothing_to_dispose: bool = False,
    missing_debtor_searched: bool = False,
    creditor_signed: bool = False,
    panel_and_president: bool = False,
) -> Answer:
    """Whether a round may be ended. {"ready": bool, "missing": [names]}. Source: 终本规定第1条; 民诉法解释第517条."""
    facts = {
        "notice_sent": notice_sent,
        "sanctions_done": sanctions_done,
        "investigated": investigated,
        "nothing_to_dispose": nothing_to_dispose,
        "missing_debtor_searched": missing_debtor_searched,
    }
    missing = [label for name, label in NEEDED.items() if not facts[name]]
    after = row(DATA, "end_round_after", on)
    earliest = add_months(filed, int(after.value.removesuffix("个月")))
    if on <= earliest:
        missing.append(f"自执行案件立案之日起已超过{after.value}（{earliest}以后）")
    if not creditor_signed and not panel_and_president:
        missing.append("申请执行人签字确认，或者经合议庭审查核实并报院长批准")
    text = "终结本次执行程序的条件已经齐备" if not missing else "尚缺：" + "；".join(missing)
    return Answer({"ready": not missing, "missing": missing}, [Step(text, after.cite())])


@rule("enf.recheck_dates")
def recheck_dates(*, ended: date) -> Answer:
    """The days of the network checks after a round: every 6 months for 5 years. {"dates": [days]}. Source: 第9条."""
    every, years = row(DATA, "recheck_every", ended), row(DATA, "recheck_years", ended)
    step, span = int(every.value.removesuffix("个月")), 12 * int(years.value.removesuffix("年"))
    dates = [add_months(ended, months) for months in range(step, span + 1, step)]
    text = f"终结本次执行程序后{years.value}内，每{every.value}通过网络查控系统查询一次，并将结果告知申请执行人"
    return Answer({"dates": dates}, [Step(text, every.cite())])
