"""Payment orders (督促程序): conditions, clocks, objections, and the way into a suit."""
from datetime import date

from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.choices import choices, match
from law.instruments import cite
from law.registry import rule
from law.rows import due


@rule("payment_order.conditions_met")
def conditions_met(*, money_or_securities: bool = True, due_and_fixed: bool = True, no_counter_duty: bool = True,
                   debtor_in_country: bool = True, deliverable: bool = True, jurisdiction: bool = True,
                   no_presuit_preservation: bool = True) -> Answer:
    """Whether an application is accepted, whatever the sum. {"met": bool, "missing": [key]}.

    Source: 民诉法解释第四百二十七条.
    """
    facts = {"money_or_securities": money_or_securities, "due_and_fixed": due_and_fixed, "deliverable": deliverable,
             "no_counter_duty": no_counter_duty, "debtor_in_country": debtor_in_country,
             "jurisdiction": jurisdiction, "no_presuit_preservation": no_presuit_preservation}
    rows = choices("procedure-choices", "payment_order_condition")
    missing = [row for row in rows if not facts[row.key]]
    return Answer({"met": not missing, "missing": [row.key for row in missing]},
                  [Step(f"不符合：{row.label}", row.cite()) for row in missing]
                  or [Step("符合受理条件，不受债权金额的限制", cite("CPI", "427"))])


@rule("payment_order.clock")
def clock(*, applied: date | None = None, accepted: date | None = None, issued: date | None = None,
          served: date | None = None, ended_received: date | None = None, calendar: Calendar | None = None) -> Answer:
    """The days of the procedure that follow from the days given.

    applied          {"notify_by"}: tell the creditor whether it is accepted, 5 days
    accepted         {"issue_by"}: issue or refuse, 15 days
    issued           {"serve_by"}: undeliverable after 30 days, the procedure ends
    served           {"pay_or_object_by"}: pay or object in writing, 15 days
    ended_received   {"decline_suit_by"}: refuse the way into a suit, 7 days from receipt of the ending ruling
    Raises LawError("bad_input") without any day.
    Source: 民事诉讼法第二百二十六条, 第二百二十七条; 民诉法解释第四百三十条, 第四百三十八条.
    """
    asked = [(applied, "payment_order.notify", "通知债权人是否受理", "notify_by"),
             (accepted, "payment_order.issue", "发出支付令或者驳回申请", "issue_by"),
             (issued, "payment_order.deliver", "送达支付令，无法送达的终结督促程序", "serve_by"),
             (served, "payment_order.answer", "清偿债务或者提出书面异议", "pay_or_object_by"),
             (ended_received, "payment_order.decline_suit", "表明不同意提起诉讼", "decline_suit_by")]
    found = [due("procedure", key, start, what, calendar=calendar, answer=name)
             for start, key, what, name in asked if start is not None]
    if not found:
        raise LawError("bad_input", "请至少给出申请、受理、发出、送达或者收到终结裁定的日期之一。")
    values = {name: day for answer in found for name, day in answer.items()}
    return Answer(values, [step for answer in found for step in answer.steps],
                  provisional=any(answer.provisional for answer in found))


@rule("payment_order.objection_valid")
def objection_valid(*, form: str = "written", content: str | None = None, served: date | None = None,
                    raised: date | None = None, calendar: Calendar | None = None) -> Answer:
    """Whether a debtor's objection stops the order. {"valid": bool}.

    form      written, oral, or Chinese: an oral objection is void
    content   what it says; mere inability to pay, asking for time or another way to pay is no objection
    served, raised   where both are given: it must come within 15 days
    Source: 民事诉讼法第二百二十七条, 第二百二十八条; 民诉法解释第四百三十六条.
    """
    if form not in ("written", "书面", "electronic", "电子"):
        return Answer({"valid": False}, [Step("债务人的口头异议无效", cite("CPI", "第四百三十六条第三款"))])
    weak = match(content, choices("procedure-choices", "payment_order_weak")) if content else None
    if weak:
        return Answer({"valid": False}, [Step(f"只是提出{weak.label}的，不影响支付令的效力", weak.cite())])
    if served and raised:
        last = clock(served=served, calendar=calendar)["pay_or_object_by"]
        if raised > last:
            return Answer(
                {"valid": False}, [Step(f"异议应在{last}前提出，已逾期", cite("CPL", "第二百二十七条第二款"))]
            )
    return Answer({"valid": True}, [Step("书面异议，经形式审查成立的，终结督促程序", cite("CPL", "228"))])


@rule("payment_order.after_objection")
def after_objection(*, founded: bool, applicant_declined: bool = False, applied: date | None = None,
                    ruling_received: date | None = None, declined: date | None = None,
                    calendar: Calendar | None = None) -> Answer:
    """What follows an objection. {"result": word, "suit_date": day or None}.

    order_stands   unfounded: the objection is refused and the order keeps its effect
    ended          founded and the applicant refused the way into a suit, in time
    suit           founded: goes to suit, which counts as brought on the day of the application
    Source: 民事诉讼法第二百二十八条; 民诉法解释第四百三十六条, 第四百三十八条, 第四百三十九条.
    """
    if not founded:
        return Answer(
            {"result": "order_stands", "suit_date": None},
            [Step("异议不成立，裁定驳回", cite("CPI", "第四百三十六条第二款"))],
        )
    if ruling_received and declined:
        applicant_declined = declined <= clock(ended_received=ruling_received, calendar=calendar)["decline_suit_by"]
    if applicant_declined:
        return Answer(
            {"result": "ended", "suit_date": None}, [Step("申请人不同意提起诉讼，督促程序终结", cite("CPI", "438"))]
        )
    return Answer({"result": "suit", "suit_date": applied}, [
        Step("支付令失效，转入诉讼程序", cite("CPL", "第二百二十八条第二款")),
        Step("提出支付令申请的时间，即为起诉的时间", cite("CPI", "第四百三十九条第二款"))])
