"""Conversions of procedure and what they do to the trial limit."""
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from law import terms
from law.answer import Answer, LawError, Step
from law.instruments import Citation, cite
from law.limits.kinds import DATA, kind_named, kinds, limit_of
from law.limits.lengths import Length
from law.registry import rule

KINDS = {
    ("civil", "ordinary"): "civil_first_ordinary",
    ("civil", "simplified"): "civil_first_simplified",
    ("civil", "small_claims"): "civil_first_small_claims",
    ("admin", "ordinary"): "admin_first_ordinary",
    ("admin", "simplified"): "admin_first_simplified",
    ("criminal", "ordinary"): "crim_first_public",
    ("criminal", "simplified"): "crim_first_simplified",
    ("criminal", "fast"): "crim_first_fast",
}
# Where a conversion is told without the procedure it leaves: the one that is left most often.
USUAL_FROM = {"ordinary": "simplified", "simplified": "small_claims"}


@dataclass(frozen=True)
class Change:
    """One conversion that the law allows.

    restarts        the new limit counts from the decision, not from the filing
    before_hearing  only while no hearing was held
    """

    restarts: bool
    before_hearing: bool
    citation: Citation


@cache
def changes() -> dict[tuple[str, str], Change]:
    """The conversions there are, by the kinds they lead from and to."""
    with (DATA / "conversions.csv").open(encoding="utf-8", newline="") as lines:
        return {(row["from"], row["to"]): Change(row["effect"] == "restart", row["before_hearing"] == "1",
                                                 cite(row["instrument"], row["article"], row["mark"]))
                for row in csv.DictReader(lines)}


def change_of(old: str, new: str) -> Change:
    """The conversion between two kinds. Raises LawError("not_allowed")."""
    old, new = kind_named(old), kind_named(new)
    found = changes().get((old, new))
    if found is None:
        raise LawError("not_allowed", f"{kinds()[old]}不能转为{kinds()[new]}。", limit_of(old, date.max).citation)
    return found


def check_conversion(old: str, new: str, *, filed: date, decided: date, hearing_held: bool = False,
                     end: date | None = None) -> Change:
    """The conversion, if it may be decided on that day.

    end  the last day of the old limit with its exclusions and extensions; without it the longest
         that the law could give is taken, since an extension may have been granted

    Raises LawError: "not_allowed" for a pair the law doesn't know or after a hearing, "too_late" once
    the old limit has run out, "bad_interval" for a decision before the filing.
    """
    found = change_of(old, new)
    _check_hearing(found, hearing_held)
    if decided < filed:
        raise LawError("bad_interval", f"转换日{decided}早于立案日{filed}，请核对。")
    last = end or _longest(old, filed)
    if decided > last:
        raise LawError("too_late", f"转换程序应当在原审限届满前作出，原审限已于{last}届满。", found.citation)
    return found


def _check_hearing(change: Change, hearing_held: bool) -> None:
    if change.before_hearing and hearing_held:
        raise LawError("not_allowed", "已经按照普通程序审理的案件，在开庭后不得转为简易程序审理。", change.citation)


def _longest(kind: str, filed: date) -> date:
    limit = limit_of(kind, filed)
    length = max(_lengths(kind, filed), key=lambda length: length.after(filed, limit.criminal))
    for step in limit.steps:
        length = length + step.length
    return length.after(filed, limit.criminal)


def _lengths(kind: str, filed: date) -> Iterator[Length]:
    limit = limit_of(kind, filed)
    yield limit.hard or limit.length
    for variant in limit.variants:
        yield limit.base({variant["fact"]: variant.get("is", variant.get("over", 0) + 1)})[0]


@rule("trial_limit.convert")
def trial_limit_convert(*, domain: str, to: str, procedure: str | None = None, filed: date | None = None,
                        accepted: date | None = None, converted: date | None = None, hearing_held: bool = False,
                        limit_end: date | None = None, max_sentence_years: int | None = None) -> Answer:
    """The trial limit after a change of procedure. {"allowed", "end"} and, where there is one, {"hard_end"}.

    Without any day only {"allowed"} is told.

    Civil and administrative cases count from the filing, criminal ones anew from the decision.
    Errors of `check_conversion`. Source: 民诉法解释258、260, 行诉法解释105, 刑诉法解释368、376.
    """
    old, new = _kinds(domain, procedure, to, hearing_held)
    found = change_of(old, new)
    _check_hearing(found, hearing_held)
    start = filed or accepted or (converted if found.restarts else None)
    if start is None and converted is None:
        return Answer({"allowed": True}, [Step(f"{kinds()[old]}可以转为{kinds()[new]}", found.citation)])
    if start is None or (found.restarts and converted is None):
        raise LawError("bad_input", "请填写立案（受理）日和转换程序的日期。")
    decided = converted or start
    check_conversion(old, new, filed=start, decided=decided, hearing_held=hearing_held, end=limit_end)
    return _answer(new, decided if found.restarts else start, found, {"max_sentence_years": max_sentence_years})


def _kinds(domain: str, procedure: str | None, to: str, hearing_held: bool) -> tuple[str, str]:
    domain, target = terms.domain(domain), terms.procedure(to)
    left = terms.procedure(procedure) if procedure else USUAL_FROM.get(target, "")
    if procedure is None and target == "simplified":
        left = "fast" if domain == "criminal" else "ordinary" if hearing_held else "small_claims"
    try:
        return KINDS[domain, left], KINDS[domain, target]
    except KeyError:
        raise LawError("not_allowed", f"{terms.label(terms.DOMAINS, domain)}案件没有这样的程序转换。") from None


def _answer(kind: str, begun: date, change: Change, facts: dict) -> Answer:
    limit = limit_of(kind, begun)
    length, citation = limit.base(facts)
    end = length.after(begun, limit.criminal)
    how = "自决定转换之日重新计算" if change.restarts else "审限仍自立案之日起连续计算"
    values, steps = {"allowed": True, "end": end}, [Step(f"转为{limit.name}，{how}", change.citation),
                                   Step(f"审限{length}，自{begun}起算，至{end}", citation)]
    if limit.hard:
        values["hard_end"] = limit.hard.after(begun, limit.criminal)
        steps.append(Step(f"至迟不得超过{limit.hard}，即{values['hard_end']}", citation))
    return Answer(values, steps)
