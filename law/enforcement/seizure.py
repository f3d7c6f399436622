"""Seizures (查封、扣押、冻结): how long, until when, when to renew; guarantees for preservation; stays of execution."""

from datetime import date, timedelta
from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.choices import choices, pick
from law.enforcement.clocks import DATA
from law.fees.money import checked, fen, percent
from law.instruments import cite
from law.periods import add_months
from law.registry import rule
from law.rows import Row, row

BEFORE_SUIT = ("诉前", "pre_suit", "before_suit", "presuit", "仲裁前")
IN_SUIT = ("诉讼", "诉中", "suit", "in_suit", "litigation", "during")


def _longest(kind: str, on: date | None = None) -> tuple[Row, str]:
    found = pick(kind, choices("enforcement-choices", "seizure"), "unknown_kind", "财产种类")
    return row(DATA, found.value, on), found.label


@rule("enf.seizure_max")
def seizure_max(*, kind: str, on: date | None = None) -> Answer:
    """The longest seizure of a kind of property. {"years": n}: deposits 1, movables 2, immovables and other rights 3.

    Raises LawError("unknown_kind"). Source: 民诉法解释第485条.
    """
    found, label = _longest(kind, on)
    years = int(found.value.removesuffix("年"))
    return Answer(
        {"years": years}, [Step(f"{kind}属于{label}，查封、扣押、冻结期限不得超过{found.value}", found.cite())]
    )


@rule("enf.seizure_end")
def seizure_end(*, kind: str, from_day: date, months: int | None = None, remind_days: int | None = None) -> Answer:
    """When a seizure (or a renewal) lapses, and when to start renewing. {"end": day, "remind": day}.

    months       the term ordered; None for the longest allowed
    remind_days  a court's own days of warning
    A seizure lapses by itself, so a rest day moves nothing. Raises LawError("above_legal_limit").
    """
    found, label = _longest(kind, from_day)
    most = 12 * int(found.value.removesuffix("年"))
    if months is not None and not 0 < months <= most:
        raise LawError("above_legal_limit", f"{label}的查封、扣押、冻结期限不得超过{found.value}。", found.cite())
    reminder = row(DATA, "renewal_reminder")
    ahead = int(reminder.value.removesuffix("日")) if remind_days is None else remind_days
    end = add_months(from_day, months or most)
    steps = [
        Step(f"{label}的期限自{from_day}起至{end}，不得超过{found.value}", found.cite()),
        Step("期限届满未办理延期手续的，查封、扣押、冻结效力消灭", cite("SEIZE", "27")),
        Step(f"届满前{ahead}日提示续行", reminder.cite() if remind_days is None else None),
    ]
    return Answer({"end": end, "remind": end - timedelta(days=ahead)}, steps)


@rule("preservation.renewal_apply_by")
def renewal_apply_by(*, end: date) -> Answer:
    """The last day to ask for renewal. {"by": day}: seven days before the end. Source: 财产保全规定第18条."""
    found = row(DATA, "preservation_renewal_notice")
    by = end - timedelta(days=int(found.value.removesuffix("日")))
    return Answer({"by": by}, [Step(f"申请续行财产保全的，应在保全期限届满{found.value}前提出", found.cite())])


@rule("preservation.guarantee_max")
def guarantee_max(*, amount: Decimal, stage: str = "诉讼") -> Answer:
    """The highest guarantee for a preservation. {"max": yuan}: in a suit 30 % of the amount, before one the whole.

    stage  诉讼 or 诉前. Raises LawError("unknown_stage"). Source: 财产保全规定第5条; 民诉法解释第152条.
    """
    checked(amount, "请求保全的金额")
    if any(word in stage for word in BEFORE_SUIT):
        found, text = row(DATA, "guarantee_before_suit"), "诉前保全应当提供相当于请求保全数额的担保"
    elif any(word in stage for word in IN_SUIT):
        found = row(DATA, "guarantee_suit")
        text = f"诉讼中财产保全的担保数额不超过请求保全数额的{percent(found.number)}"
    else:
        raise LawError("unknown_stage", f"无法识别的保全阶段“{stage}”，请选择诉前或者诉讼。")
    return Answer({"max": fen(amount * found.number)}, [Step(text, found.cite())])


@rule("enf.stay_max")
def stay_max(*, kind: str) -> Answer:
    """The longest stay of execution. {"max_years": 1} for a guarantee; {"max_months": 3} where the court decides.

    Raises LawError("unknown_kind"). Source: 执行担保规定第10条; 民诉法解释第467条.
    """
    found = pick(kind, choices("enforcement-choices", "stay"), "unknown_kind", "暂缓执行种类")
    most = row(DATA, found.value)
    text = f"{found.label}的期限不得超过{most.value}"
    if found.key == "guarantee":
        return Answer({"max_years": int(most.value.removesuffix("年"))}, [Step(text, most.cite())])
    return Answer({"max_months": int(most.value.removesuffix("个月"))}, [Step(text, most.cite())])
