"""Leave of the court's people: annual, sick, maternity and the local kinds; how its days are counted and paid."""

from datetime import date, timedelta
from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.calendar import Calendar, shipped
from law.choices import Choice, choices, pick
from law.fees.money import checked, fen, yuan
from law.instruments import cite
from law.registry import rule
from law.rows import row

DATA = "office"
FOUR_MONTHS = 4


def kinds() -> tuple[Choice, ...]:
    """Kinds of leave with labels; value: work (rest days aren't counted) or natural (they are)."""
    return choices("office-choices", "leave")


def _band(years: Decimal) -> str:
    if years < 0:
        raise LawError("bad_input", "工作年限不得为负数。")
    return "under_10" if years < 10 else "under_20" if years < 20 else "from_20"


@rule("hr.annual_leave_days")
def annual_leave_days(*, years: Decimal) -> Answer:
    """Days of annual leave by years of work. {"days": 0, 5, 10 or 15}. Source: 职工带薪年休假条例第2、3条."""
    band = _band(years)
    if years < 1:
        return Answer({"days": 0}, [Step("连续工作1年以上的，享受带薪年休假", cite("LEAVE", "2"))])
    found = row(DATA, f"leave.{band}")
    return Answer(
        {"days": found.whole},
        [Step(f"累计工作{years}年，年休假{found.value}天，法定休假日、休息日不计入", found.cite())],
    )


@rule("hr.annual_leave_entitled")
def annual_leave_entitled(
    *,
    years: Decimal,
    sick_months: Decimal = Decimal(0),
    personal_leave_days: Decimal = Decimal(0),
    personal_leave_paid: bool = True,
    school_holidays_longer: bool = False,
) -> Answer:
    """Whether annual leave is due this year. {"entitled": bool}.

    sick_months  sick leave this year: 2, 3, 4 months or more end it in the three bands
    personal_leave_days  personal leave of 20 days or more on full pay ends it. Source: 职工带薪年休假条例第4条.
    """
    band = _band(years)
    if years < 1:
        return Answer({"entitled": False}, [Step("工作不满1年，不享受年休假", cite("LEAVE", "2"))])
    months, days = row(DATA, f"leave.sick_{band}"), row(DATA, "leave.personal_days")
    if school_holidays_longer:
        return Answer({"entitled": False}, [Step("享受寒暑假且天数多于年休假的，不享受当年年休假", cite("LEAVE", "4"))])
    if sick_months >= months.number:
        return Answer({"entitled": False}, [Step(f"请病假累计{months.value}个月以上，不享受当年年休假", months.cite())])
    if personal_leave_paid and personal_leave_days >= days.number:
        return Answer(
            {"entitled": False}, [Step(f"请事假累计{days.value}天以上且不扣工资，不享受当年年休假", days.cite())]
        )
    return Answer({"entitled": True}, [Step("没有不享受当年年休假的情形", cite("LEAVE", "4"))])


@rule("hr.leave_end")
def leave_end(*, kind: str, start: date, days: int, calendar: Calendar | None = None) -> Answer:
    """The last day of a leave. {"end": day}; `start` is its first day.

    kind  annual, sick, personal, compensatory, maternity, marriage … or the Chinese name. Kinds counted in
    workdays skip rest days and holidays and work on make-up days. Raises LawError("unknown_kind").
    """
    if days < 1:
        raise LawError("bad_input", "请假天数应为正整数。")
    found = pick(kind, kinds(), "unknown_kind", "假期种类")
    calendar = calendar or shipped()
    if found.value == "natural":
        end = start + timedelta(days=days - 1)
        return Answer(
            {"end": end}, [Step(f"{found.label}{days}天，含休息日和法定休假日，自{start}至{end}", found.cite())]
        )
    end = calendar.add_workdays(start - timedelta(days=1), days)
    text = f"{found.label}{days}个工作日，法定休假日、休息日不计入，自{start}至{end}"
    return Answer({"end": end}, [Step(text, found.cite())], provisional=not calendar.is_known(end))


@rule("hr.unused_leave_pay")
def unused_leave_pay(*, daily_wage: Decimal, unused_days: Decimal) -> Answer:
    """Pay for annual leave that the unit's need left unused. {"pay": yuan}: 300 % of daily pay. Source: 第5条."""
    rate = row(DATA, "leave.unused_rate")
    if unused_days < 0:
        raise LawError("bad_input", "未休天数不得为负数。")
    pay = fen(checked(daily_wage, "日工资") * rate.number * unused_days)
    return Answer({"pay": pay}, [Step(f"应休未休{unused_days}天，按日工资收入的300%支付，计{yuan(pay)}", rate.cite())])


@rule("hr.maternity_days")
def maternity_days(
    *,
    twins: bool = False,
    difficult: bool = False,
    extra_children: int | None = None,
    children: int | None = None,
    miscarriage_months: Decimal | None = None,
    pregnancy_months: Decimal | None = None,
    miscarriage: bool = False,
    local_bonus: bool = False,
    local_days: int | None = None,
) -> Answer:
    """Days of maternity leave. {"days": n}.

    extra_children      children born beyond the first (twins: 1; or give `children` in all)
    miscarriage_months  months of pregnancy at a miscarriage (or `miscarriage` with `pregnancy_months`):
                        15 days under four, 42 from four
    local_bonus, local_days  add the province's days (configuration), or a court's own number of them
    Source: 女职工劳动保护特别规定第7条.
    """
    if miscarriage or miscarriage_months is not None:
        return _miscarriage(pregnancy_months if miscarriage_months is None else miscarriage_months)
    more = extra_children if extra_children is not None else (children - 1 if children else int(twins))
    if more < 0:
        raise LawError("bad_input", "生育子女数不得小于一。")
    parts = [(row(DATA, "maternity.base"), 1, "产假")]
    if difficult:
        parts.append((row(DATA, "maternity.difficult"), 1, "难产增加"))
    if more:
        parts.append((row(DATA, "maternity.extra_child"), more, f"多胞胎每多生育1个婴儿增加（{more}个）"))
    days = sum(found.whole * times for found, times, _ in parts)
    steps = [Step(f"{text}{found.whole * times}天", found.cite()) for found, times, text in parts]
    if local_bonus or local_days is not None:
        local = row(DATA, "local.maternity")
        extra = local.whole if local_days is None else local_days
        days += extra
        steps.append(Step(f"本省奖励延长{extra}天", local.cite()))
    return Answer({"days": days}, steps)


def _miscarriage(months: Decimal | None) -> Answer:
    if months is None:
        raise LawError("bad_input", "缺少事项：流产时怀孕月数")
    found = row(DATA, "maternity.miscarriage_" + ("early" if months < FOUR_MONTHS else "late"))
    return Answer({"days": found.whole}, [Step(f"怀孕{months}个月流产，产假{found.value}天", found.cite())])


@rule("hr.sick_pay_rate")
def sick_pay_rate(*, years: Decimal, month: int) -> Answer:
    """The share of pay in a month of sick leave, from 1. {"rate": share}. Source: 病假期间生活待遇的规定(1981)."""
    if month < 1 or years < 0:
        raise LawError("bad_input", "病假月数应为正整数，工作年限不得为负数。")
    full = row(DATA, "sick.full_months")
    if month <= full.whole:
        return Answer({"rate": Decimal(1)}, [Step(f"病假在{full.value}个月以内的，发给原工资", full.cite())])
    band = "under_10" if years < 10 else "over_10"
    found = row(DATA, f"sick.from_{3 if month <= 6 else 7}_{band}")
    since = "超过两个月" if month <= 6 else "超过六个月"
    text = f"病假{since}，工作年限{'不满十年' if years < 10 else '满十年'}，发给原工资的{found.number * 100:.0f}%"
    return Answer({"rate": found.number}, [Step(text, found.cite())])


@rule("hr.local_leave_days")
def local_leave_days(*, kind: str, days: int | None = None) -> Answer:
    """Days of a local or customary leave. {"days": n}: 婚假, 护理假, 育儿假, 丧假, 探亲 (配偶/未婚父母/已婚父母).

    days  the court's own number; all shipped ones are configuration. Raises LawError("unknown_kind").
    """
    keys = {
        "婚假": "local.marriage",
        "护理假": "local.paternity",
        "陪产假": "local.paternity",
        "育儿假": "local.childcare",
        "丧假": "bereavement",
        "探望配偶": "home.spouse",
        "未婚探望父母": "home.unmarried",
        "已婚探望父母": "home.married",
    }
    if kind not in keys:
        raise LawError("unknown_kind", f"无法识别的假期“{kind}”，可选：{'、'.join(keys)}。")
    found = row(DATA, keys[kind])
    given = found.whole if days is None else days
    return Answer({"days": given}, [Step(f"{kind}{given}天", found.cite())])
