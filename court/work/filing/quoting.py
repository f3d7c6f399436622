"""What the law says of a filing: its fee, its procedure, the level of court, the day to decide by."""

from datetime import date
from decimal import Decimal

from court.base.courts import clock
from court.base.courts.models import Court
from court.base.courts.queries import setting
from court.kit import money
from law import causes, registry
from law.answer import Answer, LawError

PROVINCE = "山西"
LOAN = "108.03"
COMMON = ["108.03", "014", "411", "088", "126", "116.02", "205.05", "144", "024", "108.01", "406", "120.03"]
CORRECTION_DAYS = 7
DRAFT_DAYS = 180


def yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else money.yuan(fen)


def fee(cause: str, amount_fen: int | None, on: date, procedure: str = "ordinary") -> Answer:
    """The fee with its steps (see law.fees.quote). Raises LawError where a sum is lacking or no tariff stands."""
    return registry.call("fee.quote", filed=on, cause=cause, amount=yuan(amount_fen), procedure=procedure,
                         non_property=0 if amount_fen is not None else 1)


def route(court: Court, cause: str, amount_fen: int | None, on: date, *, missing: bool = False) -> Answer:
    """The procedure the law proposes (see law.procedure.routing). A clerk confirms it or chooses another."""
    small = setting("small_claims_max_yuan", None, on=on, court=court.pk)
    figures = {"mandatory_max": Decimal(small[0]), "agreed_max": Decimal(small[1])} if small else {"province": PROVINCE}
    simple = court.level == Court.Level.BASIC
    return registry.call("procedure.route", simple=simple, money_claim=amount_fen is not None,
                         amount=yuan(amount_fen), filed=on, level=court.level,
                         defendant_whereabouts_unknown=missing, **figures)


def level_fits(court: Court, amount_fen: int | None) -> Answer | None:
    """The answer on the level of court when the sum calls for another one; None when it fits or has no sum."""
    if amount_fen is None:
        return None
    found = registry.call("filing.level_court", amount=money.yuan(amount_fen))
    return None if found["level"] == court.level else found


def decide_by(received: date, requested: date | None = None, answered: date | None = None) -> Answer:
    return registry.call("filing.decide_by", kind="civil", received=received, supplement_requested=requested,
                         supplement_received=answered, calendar=clock.calendar_for())


def correct_by(start: date, days: int) -> Answer:
    return registry.call("period.end_days", start=start, days=days, calendar=clock.calendar_for())


def common_causes() -> list[causes.Cause]:
    """The causes most people come with, the commonest first."""
    tree = causes.tree("civil")
    return [tree[code] for code in COMMON if code in tree]


def is_loan(code: str) -> bool:
    return code in causes.tree("civil") and causes.is_within("civil", code, LOAN)


def in_words(refusal: LawError) -> str:
    law = "、".join(map(str, refusal.cites))
    return f"{refusal.text}{f'（依据：{law}）' if law else ''}"
