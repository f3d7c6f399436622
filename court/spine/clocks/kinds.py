"""The kinds of clock: which rule of law gives the due day, and who must watch it."""
from dataclasses import dataclass, field
from datetime import date

from court.spine import wiring
from law import limits, registry
from law.answer import Answer
from law.calendar import Calendar


@dataclass(frozen=True)
class Kind:
    """One kind of clock.

    rule    name in the registry of law; "limits" is the trial limit, counted from a ledger
    anchor  the rule's argument that takes the day the clock starts on
    result  the key of the rule's answer that is the due day
    args    further arguments; a value "@name" is taken from the clock's own facts
    """

    label: str
    rule: str
    anchor: str = ""
    result: str = "by"
    args: dict = field(default_factory=dict)
    owner: str = "judge"


KINDS = {
    "trial_limit": Kind("审限", "limits", result="end"),
    "fee": Kind("交纳案件受理费期限", "fee.pay_by", "notice_received", "pay_by", owner="party"),
    "answer": Kind("答辩期", "answer.by", "received", "by", {"domain": "civil"}, owner="party"),
    "evidence": Kind("举证期限", "period.end_days", "start", "end", {"days": "@days"}, owner="party"),
    "appeal": Kind("上诉期", "appeal.by", "served", "by", {"domain": "civil", "doc": "@doc"}, owner="party"),
    "ruling_appeal": Kind("管辖权异议裁定上诉期", "appeal.by", "served", "by", {"domain": "civil", "doc": "裁定"}, owner="party"),
    "main_appeal": Kind("本诉裁定上诉期", "appeal.by", "served", "by", {"domain": "civil", "doc": "裁定"}, owner="party"),
    "performance": Kind("补正期限", "period.end_days", "start", "end", {"days": "@days"}, owner="party"),
    "deliberation": Kind("评议期限", "panel.deliberate_by", "hearing_ended", "by"),
    "public_notice": Kind("公告期", "service.public_notice", "published", "deemed_served", owner="clerk"),
    "appeal_copy": Kind("送达上诉状副本期限", "appeal.dossier_forward", "appeal_received", "send_copy_by", owner="clerk"),
    "appeal_answer": Kind("上诉答辩期", "appeal.answer_by", "copy_served", owner="party"),
    "appeal_forward": Kind("报送上诉案卷期限", "appeal.forward_by", "answered", owner="clerk"),
    "archiving": Kind("归档期限", "archive.by", "closed", "by", owner="clerk"),
}
wiring.CLOCKS.update(KINDS)


def answer(kind: str, started_on: date, facts: dict, ledger: list, on: date, calendar: Calendar) -> Answer:
    """What the law says of a clock as of a day; `ledger` holds its intervals (see ledger.Row)."""
    known = KINDS[kind]
    if known.rule == "limits":
        return limits.due(facts["limit"], started_on, exclusions=[r.exclusion() for r in ledger if r.stops],
                          extensions=[r.extension() for r in ledger if not r.stops], as_of=on, calendar=calendar,
                          conversions=[limits.Conversion(date.fromisoformat(row["decided"]), row["to"])
                                       for row in facts.get("conversions", ())])
    given = {name: facts[value[1:]] if str(value).startswith("@") else value for name, value in known.args.items()}
    function = registry.load_all()[known.rule]
    arguments = registry.arguments(function, {**given, known.anchor: started_on})
    return function(**arguments)


def due_day(kind: str, found: Answer) -> date | None:
    return found.get(KINDS[kind].result)
