"""Time that doesn't count in a trial limit: a closed list of reasons, half-open intervals [from, to).

Overlapping intervals count once. No text prescribes the counting of the first and last day, so the
half-open convention is marked unverified and a court may count both days ("closed") instead.
"""
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from law import terms
from law.answer import LawError, Step
from law.instruments import Citation, cite
from law.periods import add_months

FILE = Path(__file__).parent.parent / "data" / "exclusions.toml"
DAY = timedelta(days=1)
RESTARTS = re.compile("补充侦查|改变管辖|发回重审|发回重新审判")
CONVENTIONS = {"half_open": 0, "closed": 1, "inclusive": 1}
CONVENTION_NOTE = cite("TL2000", "9", mark="M")


@dataclass(frozen=True)
class Exclusion:
    """One interval that doesn't count: days from `begin` up to the day before `end` (None: still open)."""

    reason: str
    begin: date
    end: date | None = None


@dataclass(frozen=True)
class Reason:
    """A reason of the list as one domain knows it.

    most_days, most_months  the most that one interval may take
    but_first               procedure -> days at the beginning that count after all
    kinds                   the only kinds of case it serves; empty for all of the domain
    """

    key: str
    name: str
    domain: str
    citation: Citation
    words: str
    most_days: int = 0
    most_months: int = 0
    but_first: tuple[tuple[str, int], ...] = ()
    kinds: tuple[str, ...] = ()


@cache
def reasons(domain: str | None = None) -> tuple[Reason, ...]:
    """The list, of one domain or of all, in the order in which words are tried."""
    table = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(_reason(key, row, name) for key, row in table.items() for name in terms.DOMAINS
                 if name in row and domain in (None, name))


def _reason(key: str, row: Mapping, domain: str) -> Reason:
    own = row[domain]
    return Reason(key, row["name"], domain, cite(own["instrument"], own["article"]), row["words"],
                  row.get("most_days", 0), row.get("most_months", 0), tuple(own.get("but_first", {}).items()),
                  tuple(own.get("kinds", ())))


def reason_for(words: str, domain: str | None = None, kind: str | None = None) -> Reason:
    """The reason that somebody's words name, within a domain and kind where they are known.

    Raises LawError: "not_excludable" for anything outside the closed list, "restarts_clock" for
    events after which a criminal limit is counted anew instead.
    """
    listed = [reason for reason in reasons(domain)
              if not (kind and reason.kinds and kind not in reason.kinds)]
    for reason in listed:
        if words in (reason.key, reason.name):
            return reason
    for reason in listed:
        if re.search(reason.words, words):
            return reason
    if domain in (None, "criminal") and RESTARTS.search(words):
        raise LawError("restarts_clock", f"“{words}”不是扣除审限，而是自收到案件之日起重新计算审限。",
                       cite("CrPL", "208"))
    names = "、".join(dict.fromkeys(reason.name for reason in listed))
    raise LawError("not_excludable", f"“{words}”不属于可以扣除审限的事由。可以扣除的只有：{names or '无'}。",
                   cite("TL2000", "9"))


@dataclass(frozen=True)
class Stretch:
    """One interval as it counts: half open, cut to what its reason allows."""

    reason: Reason
    begin: date
    end: date
    is_open: bool
    cut: bool

    def step(self) -> Step:
        """The interval in words."""
        until = "至今尚未结束" if self.is_open else f"至{self.end - DAY}"
        capped = "，超出规定上限的部分计入审限" if self.cut else ""
        return Step(f"{self.reason.name}，自{self.begin}{until}，不计入审限{capped}", self.reason.citation)


def stretch(exclusion: Exclusion, reason: Reason, as_of: date, procedure: str = "ordinary", extra: int = 0) -> Stretch:
    """An exclusion as it counts on a day. Raises LawError("bad_interval") for an end before its beginning.

    extra  1 where a court counts the last day too
    """
    if exclusion.end is not None and exclusion.end < exclusion.begin:
        raise LawError("bad_interval", f"扣除审限的结束日{exclusion.end}早于开始日{exclusion.begin}，请核对。")
    end = exclusion.end + extra * DAY if exclusion.end is not None else max(as_of + DAY, exclusion.begin)
    first = dict(reason.but_first)
    begin = min(exclusion.begin + first.get(procedure, first.get("ordinary", 0)) * DAY, end)
    latest = end
    if reason.most_days:
        latest = min(end, begin + reason.most_days * DAY)
    if reason.most_months:
        latest = min(end, add_months(begin, reason.most_months))
    return Stretch(reason, begin, latest, exclusion.end is None, latest < end)


def union_days(stretches: Iterable[Stretch | tuple[date, date]]) -> int:
    """The number of days in the union of half-open intervals.

    >>> union_days([(date(2025, 4, 1), date(2025, 5, 16)), (date(2025, 5, 1), date(2025, 5, 26))])
    55
    """
    pairs = sorted((s.begin, s.end) if isinstance(s, Stretch) else s for s in stretches)
    total, reached = 0, date.min
    for begin, end in pairs:
        begin = max(begin, reached)
        if end > begin:
            total += (end - begin).days
            reached = end
    return total


def read(row: Mapping) -> Exclusion:
    """An exclusion from {"reason", "from", "to"}; days as dates or ISO text, `to` may be missing."""
    try:
        return Exclusion(str(row["reason"]), _day(row["from"]), _day(row["to"]) if row.get("to") else None)
    except (KeyError, TypeError, ValueError) as why:
        raise LawError("bad_input", "扣除审限须写明事由、开始日和结束日（reason、from、to）。") from why


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
