"""Rules about the end of a trial limit: the plain end, and the end after excluded time."""
from datetime import date, datetime

from law import terms
from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.limits import exclusions as excluded
from law.limits.clock import Conversion, Restart
from law.limits.due import due
from law.limits.exclusions import DAY
from law.limits.extensions import extended
from law.limits.kinds import Limit, kind_named, kinds, kinds_for, limit_of
from law.limits.starts import begin
from law.registry import rule


@rule("trial_limit.end")
def trial_limit_end(*, kind: str, filed: date | None = None, accepted: date | None = None,
                    received: date | None = None, appeal_received: date | None = None, decided: date | None = None,
                    effective: date | None = None, start: date | None = None, accepted_at: datetime | None = None,
                    max_sentence_years: int | None = None, complex: bool = False, urgent: bool = False,
                    procedure: str | None = None, applicant: str | None = None, foreign: bool = False,
                    obvious_illegality: bool = False, against_refusal: bool = False,
                    notice: str | None = None, notice_published: date | None = None, notice_ended: date | None = None,
                    election_day: date | None = None, bill_due: date | None = None, notified: date | None = None,
                    calendar: Calendar | None = None, shift: bool = False) -> Answer:
    """The last day of a trial limit. {"end"}; with it {"hard_end"}, {"extended_end"}, {"notice_end"} where there are.

    The starting day may come under any of its names. `foreign` frees a civil case from the limit
    (CPL 287). Limits in hours ask for `accepted_at`. `end` is None where the law sets no limit.
    Source: the row of the kind in data/trial-limits.toml in force on the starting day.
    """
    facts = {"max_sentence_years": max_sentence_years, "complex": complex, "urgent": urgent,
             "procedure": terms.procedure(procedure) if procedure else None, "applicant": applicant,
             "obvious_illegality": obvious_illegality, "against_refusal": against_refusal, "notice": notice,
             "notice_published": notice_published, "notice_ended": notice_ended, "election_day": election_day,
             "bill_due": bill_due, "notified": notified}
    moment = accepted_at or begin(filed, accepted, received, appeal_received, decided, effective, start,
                                  notice_ended, election_day)
    day = moment.date() if isinstance(moment, datetime) else moment
    limit = limit_of(kind, day, facts)
    if foreign and limit.domain == "civil":
        limit = limit_of("foreign_civil", day)
    found = due(limit.kind, moment, as_of=day, facts=facts, calendar=calendar, shift=shift)
    values = {"end": found["end"], **{name: found[name] for name in SPECIAL_DAYS if name in found}}
    if found["hard_end"]:
        values["hard_end"] = found["hard_end"]
    if limit.steps and limit.steps[0].length and found["end"] and not limit.hard:
        values["extended_end"] = _extended(limit, day, found["end"], facts, is_moved=len(values) > 1)
    return Answer(values, found.steps, provisional=found.provisional)


DATE_FACTS = ("notice_published", "notice_ended", "election_day", "bill_due", "notified")
def _extended(limit: Limit, start: date, end: date, facts: dict, is_moved: bool) -> date | None:
    """The end after the first extension: counted from the start, or from an end that hangs on another day."""
    if is_moved:
        return limit.steps[0].length.after(end, limit.criminal)
    length = extended(limit, 1, facts)
    return length.after(start, limit.criminal) if length else None


SPECIAL_DAYS = ("notice_end", "publish_by", "notify_by", "objection_by")


@rule("trial_limit.exclude")
def trial_limit_exclude(*, end: date, intervals: list[dict], convention: str = "half_open",
                        domain: str | None = None, kind: str | None = None, procedure: str | None = None,
                        as_of: date | None = None, start: date | None = None) -> Answer:
    """A limit's end moved by the days that don't count. {"excluded_days", "end"}.

    intervals   [{"reason", "from", "to"}]; an open one (no "to") needs `as_of`
    convention  "half_open": the day `to` counts again; "closed": it is the last day excluded
    Overlapping days count once; time after the end was reached doesn't count. Raises LawError:
    "not_excludable", "restarts_clock", "bad_interval", "bad_input". Source: 民诉法解释243, 审限规定9.
    """
    if convention not in excluded.CONVENTIONS:
        raise LawError("bad_input", "扣除期间的计法只有half_open（含首不含尾）和closed（首尾都含）两种。")
    if domain is None and kind is not None:
        domain = limit_of(kind, as_of or end).domain
    found = _stretches(intervals, domain and terms.domain(domain), kind and kind_named(kind), as_of,
                       terms.procedure(procedure) if procedure else "ordinary", excluded.CONVENTIONS[convention])
    counted: list[excluded.Stretch] = []
    steps = [Step(f"扣除前的届满日为{end}")]
    for one in sorted(found, key=lambda one: one.begin):
        if start is not None and one.end <= start:
            continue
        if one.begin > end + excluded.union_days(counted) * DAY:
            steps.append(Step(f"{one.begin}开始的{one.reason.name}在审限届满之后，不再扣除"))
            continue
        counted.append(one)
        steps.append(one.step())
    days = excluded.union_days(counted)
    moved = end + days * DAY
    steps.append(Step(f"重叠期间只计一次，共扣除{days}日，届满日为{moved}", excluded.CONVENTION_NOTE))
    return Answer({"excluded_days": days, "end": moved}, steps)


def _stretches(intervals: list[dict], domain: str | None, kind: str | None, as_of: date | None, procedure: str,
               extra: int) -> list[excluded.Stretch]:
    found = []
    for row in intervals:
        exclusion = excluded.read(row)
        reason = excluded.reason_for(exclusion.reason, domain, kind)
        if exclusion.end is None and as_of is None:
            raise LawError("bad_input", "尚未结束的扣除期间，须填写计算到哪一天（as_of）。")
        found.append(excluded.stretch(exclusion, reason, as_of or exclusion.begin, procedure, extra))
    return found


@rule("trial_limit.due")
def trial_limit_due(*, kind: str, start: date, as_of: date, exclusions: list[dict] | None = None,
                    extensions: list[dict] | None = None, conversions: list[dict] | None = None,
                    restarts: list[dict] | None = None, facts: dict | None = None,
                    calendar: Calendar | None = None, shift: bool = False) -> Answer:
    """The whole ledger of a limit as of a day: see `law.limits.due`, which this calls with plain values."""
    try:
        moves = [Conversion(date.fromisoformat(row["decided"]), row["to"]) for row in conversions or ()]
        anew = [Restart(date.fromisoformat(row["received"]), row["reason"]) for row in restarts or ()]
    except (KeyError, TypeError, ValueError) as why:
        raise LawError("bad_input", "程序转换须写明决定日和转入的程序，重新计算须写明收到日和事由。") from why
    return due(kind, start, exclusions=exclusions or (), extensions=extensions or (), conversions=moves,
               restarts=anew, as_of=as_of, facts=_facts(facts or {}), calendar=calendar, shift=shift)


def _facts(facts: dict) -> dict:
    """The facts with their days as dates."""
    try:
        return {name: date.fromisoformat(value) if name in DATE_FACTS and isinstance(value, str) else value
                for name, value in facts.items()}
    except ValueError as why:
        raise LawError("bad_input", "日期应写作2025-03-10的形式。") from why


@rule("trial_limit.kinds")
def trial_limit_kinds(*, type_code: str | None = None, on: date | None = None) -> Answer:
    """The kinds of trial limit, all or of one type code. {"kinds": [{"kind", "name", "length"}]}."""
    wanted = kinds_for(type_code) if type_code else list(kinds())
    day = on or date.max
    return Answer({"kinds": [{"kind": kind, "name": kinds()[kind], "length": str(limit_of(kind, day).length)}
                             for kind in wanted]})
