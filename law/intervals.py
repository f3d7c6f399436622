"""Half-open intervals of days [from, to): their union, and the days that still count."""

from datetime import date, timedelta

from law.answer import LawError

Interval = tuple[date, date]


def union(intervals: list[Interval]) -> list[Interval]:
    """The same days as sorted intervals that don't touch. Raises LawError("bad_interval").

    >>> union([(date(2025, 3, 5), date(2025, 3, 9)), (date(2025, 3, 1), date(2025, 3, 6))])
    [(datetime.date(2025, 3, 1), datetime.date(2025, 3, 9))]
    """
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if end < start:
            raise LawError("bad_interval", f"期间起止颠倒：{start}至{end}。")
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def counted(start: date, end: date, excluded: list[Interval]) -> int:
    """How many days after `start` up to and including `end` lie in no excluded interval; never below nought."""
    first, after = start + timedelta(days=1), end + timedelta(days=1)
    days = max((after - first).days, 0)
    for begin, until in union(excluded):
        days -= max((min(until, after) - max(begin, first)).days, 0)
    return max(days, 0)
