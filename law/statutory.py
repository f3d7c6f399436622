"""Plain statutory periods of a case, by key: one rule for all that only count days from an event."""
from datetime import date

from law import rows
from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.registry import rule

# key in data/periods.csv -> (what must be done, the event it counts from)
CLOCKS = {
    "complaint_copy": ("发送起诉状副本", "立案"),
    "complaint_copy_admin": ("发送行政起诉状副本", "立案"),
    "answer_copy": ("发送答辩状副本", "收到答辩状"),
    "evidence_admin": ("被告提交证据和所依据的规范性文件", "收到起诉状副本"),
    "counsel_told": ("告知被告人有权委托辩护人", "受理"),
    "transcript_read": ("当事人阅读法庭笔录", "开庭"),
    "judgment_sent": ("当庭宣判后发送判决书", "宣判"),
    "judgment_sent_admin": ("当庭宣判后发送行政判决书", "宣判"),
    "judgment_sent_criminal": ("当庭宣判后送达刑事判决书", "宣判"),
    "appeal_copy": ("送达上诉状副本", "收到上诉状"),
    "appeal_answer": ("对上诉答辩", "收到上诉状副本"),
    "appeal_answer_copy": ("送达上诉答辩状副本", "收到答辩状"),
    "appeal_forward": ("报送全部案卷和证据", "收到上诉状、答辩状"),
    "appeal_forward_criminal": ("上诉期满后移送案卷", "上诉期满"),
    "supervision_inaction": ("对再审申请作出裁定", "收到再审申请"),
    "supervision_review": ("检察院审查监督申请", "收到申请"),
    "recusal_decided": ("对回避申请作出决定", "提出申请"),
    "recusal_reviewed": ("对回避复议作出决定", "提出复议"),
    "preservation_sue": ("诉前保全后起诉或者申请仲裁", "采取保全措施"),
    "preservation_execution": ("执行前保全后申请执行", "履行期间届满"),
    "investigation_entrusted": ("完成委托调查", "收到委托书"),
    "entrusted_service": ("受委托人民法院代为送达", "收到委托函"),
    "labour_suit": ("不服劳动争议仲裁裁决起诉", "收到裁决书"),
    "labour_set_aside": ("用人单位申请撤销仲裁裁决", "收到裁决书"),
    "nonlit_request": ("行政机关申请强制执行", "起诉期限届满"),
    "nonlit_reminder": ("催告后申请强制执行", "催告书送达"),
    "protection_review": ("对人身安全保护令申请复议", "收到裁定"),
    "class_notice": ("代表人诉讼权利登记公告", "公告"),
    "compensation_request": ("请求国家赔偿", "知道或者应当知道侵权"),
    "notice_missing": ("宣告失踪公告", "公告"),
    "notice_dead": ("宣告死亡公告", "公告"),
    "notice_dead_accident": ("因意外事件宣告死亡公告", "公告"),
    "notice_ownerless": ("认领财产公告", "公告"),
}
RUNS_OUT = frozenset(key for key in CLOCKS if key.startswith("notice_")) | {"class_notice"}


@rule("period.by")
def period_by(*, clock: str, start: date, calendar: Calendar | None = None) -> Answer:
    """The last day of a plain statutory period. {"by"}. Raises LawError("unknown_clock").

    Public notices run out by themselves, whatever the day; all others move over rest days.
    """
    key = clock if clock in CLOCKS else next((key for key, row in CLOCKS.items() if row[0] == clock), "")
    if not key:
        known = "、".join(row[0] for row in CLOCKS.values())
        raise LawError("unknown_clock", f"没有“{clock}”这一期间，可以查询的有：{known}。")
    return rows.due("periods", key, start, CLOCKS[key][0], calendar=calendar, shift=key not in RUNS_OUT)


@rule("period.list")
def period_list() -> Answer:
    """Every plain period. {"clocks": [{"clock", "what", "from", "length", "basis"}]}."""
    listed = [(key, what, event, rows.row("periods", key)) for key, (what, event) in CLOCKS.items()]
    return Answer({"clocks": [{"clock": key, "what": what, "from": event, "length": found.value,
                               "basis": str(found.cite())} for key, what, event, found in listed]})


@rule("contempt.limits")
def contempt_limits(*, who: str = "person") -> Answer:
    """The most for contempt of court. {"fine_min", "fine_max", "detention_days", "tell_family_hours"}.

    who  person or unit. Source: 民诉法118, 民诉法解释180.
    """
    if who not in ("person", "unit", "个人", "单位"):
        raise LawError("bad_input", "处罚对象只分个人和单位。")
    unit = who in ("unit", "单位")
    fine = rows.row("periods", "contempt_fine_unit" if unit else "contempt_fine_person")
    least = rows.row("periods", "contempt_fine_unit_min").whole if unit else 0
    days, hours = rows.row("periods", "contempt_detention_days"), rows.row("periods", "contempt_family_hours")
    return Answer({"fine_min": least, "fine_max": fine.whole, "detention_days": None if unit else days.whole,
                   "tell_family_hours": None if unit else hours.whole},
                  [Step(f"{'单位' if unit else '个人'}罚款至多{fine.value}元", fine.cite()),
                   Step(f"拘留至多{days.value}日，{hours.value}小时内通知家属", hours.cite())])
