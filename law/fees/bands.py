"""Tables of fees by slices (分段累计): each slice charges only on what lies in it."""
import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from law.answer import BadLaw, LawError, Step
from law.fees.money import percent, yuan
from law.instruments import Citation, cite
from law.rows import FOLDER


@dataclass(frozen=True)
class Band:
    """One slice of a table, above `floor` up to `upto` (None: no top), in yuan.

    flat    the charge for reaching into the slice, whatever lies in it
    rate    else the share of what lies in it
    """

    floor: Decimal
    upto: Decimal | None
    flat: Decimal | None
    rate: Decimal
    since: date
    until: date | None
    source: Citation

    def part(self, amount: Decimal) -> Decimal:
        """What of the amount lies in this slice."""
        return max((amount if self.upto is None else min(amount, self.upto)) - self.floor, Decimal(0))

    def charge(self, amount: Decimal) -> Decimal:
        return self.flat if self.flat is not None else self.part(amount) * self.rate

    def words(self, amount: Decimal) -> str:
        if self.flat is not None:
            charged = f"计{yuan(self.flat)}" if self.flat else "不另行交纳"
            return f"不超过{yuan(self.upto or Decimal(0))}的部分，{charged}"
        top = f"至{yuan(self.upto)}" if self.upto else ""
        return (f"超过{yuan(self.floor)}{top}的部分{yuan(self.part(amount))}×{percent(self.rate)}"
                f"＝{yuan(self.charge(amount))}")


@dataclass(frozen=True)
class Line:
    """One slice as charged: the yuan in it, its fee, the sentence and the article."""

    part: Decimal
    charge: Decimal
    text: str
    source: Citation

    def step(self) -> Step:
        return Step(self.text, self.source)


@cache
def tables() -> dict[str, tuple[Band, ...]]:
    """All slices by table, as `data/fee-bands.csv` has them. Raises BadLaw on slices out of order."""
    found: dict[str, list[Band]] = {}
    with (FOLDER / "fee-bands.csv").open(encoding="utf-8", newline="") as lines:
        for raw in csv.DictReader(lines):
            rows = found.setdefault(raw["key"], [])
            rows.append(_band(raw, rows[-1] if rows else None))
    return {key: tuple(rows) for key, rows in found.items()}


def _band(raw: dict, before: Band | None) -> Band:
    since = date.fromisoformat(raw["since"])
    same = before is not None and before.since == since
    floor = (before.upto if same else Decimal(0)) if before else Decimal(0)
    upto = Decimal(raw["upto"]) if raw["upto"] else None
    if floor is None or (upto is not None and upto <= floor):
        raise BadLaw(f"fee-bands: slices of {raw['key']} are out of order at {raw['upto']}")
    return Band(floor, upto, Decimal(raw["flat"]) if raw["flat"] else None, Decimal(raw["rate"] or 0), since,
                date.fromisoformat(raw["until"]) if raw["until"] else None,
                cite(raw["instrument"], raw["article"], raw["mark"] or None))


def bands(key: str, on: date | None = None) -> tuple[Band, ...]:
    """The slices in force on a day; without a day the newest. Raises LawError("no_law_on_date")."""
    rows = tables()[key]
    since = rows[-1].since if on is None else max((r.since for r in rows if r.since <= on), default=None)
    found = tuple(r for r in rows if r.since == since and (on is None or r.until is None or on < r.until))
    if not found:
        raise LawError(
            "no_law_on_date",
            f"{on}尚无可适用的收费标准（{rows[0].source}自{rows[0].since}起施行），请人工核定。",
            rows[0].source,
        )
    return found


def charge(key: str, amount: Decimal, on: date | None = None) -> tuple[Decimal, list[Line]]:
    """The unrounded fee of an amount under a table, and its slices in order."""
    lines = [Line(band.part(amount), band.charge(amount), band.words(amount), band.source)
             for band in bands(key, on) if band.floor == 0 or amount > band.floor]
    return sum((line.charge for line in lines), Decimal(0)), lines
