"""The list of cases of a court's president, over few rows and over many, against a bare view of the same cases."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.db.models import Model

from bench.caller import Caller, must
from bench.caller import floor as floor_application
from bench.caller import product as product_application
from bench.scene import COURT, DAY, Scene
from bench.turns import Pair, compare
from court.base.courts.models import Court
from court.kit.ids import new_id
from court.spine.cases.models import Case, Party

OPEN_SHARE = 20  # one case in so many is still open
STAGES = ("docketed", "assigned", "answering", "trial", "judged")
TRACKS = ("ordinary", "simplified", "small_claims")


def measure(set_up: Scene, meter, rounds: int, times: int, few: int, many: int) -> list[dict]:
    """Two results: the list over many rows beside its floor, and beside its own time over few rows."""
    president = set_up.account("court_president")
    page = must(200, Caller(product_application(), president).get("/staff/cases/?scope=all"))
    bare = must(200, Caller(floor_application()).get(f"/cases/?{urlencode({'court': COURT})}"))
    maker = Maker(set_up)
    maker.fill(few)
    short = compare(lambda: Pair(page, bare), meter, rounds, times)
    maker.fill(many)
    long = compare(lambda: Pair(page, bare), meter, rounds, times)
    size = len(page().content)
    rows = f"{many:,} cases of 14 courts, half of them in the president's court, one in {OPEN_SHARE} open; page of {size} bytes"
    growth = {**long, "floor_ms": short["product_ms"], "ratio": round(long["product_ms"] / short["product_ms"], 2)}
    growth.pop("ratios")
    return [
        {"bench": "case list", "input": rows, "most": 8.0, "aim": 4.0, **long},
        {"bench": "case list, growth", "input": f"the same page over {many:,} rows, floor: itself over {few:,}",
         "most": 1.2, "aim": 1.2, **growth},
    ]  # fmt: skip


class Maker:
    """Synthetic cases, each with two parties, every column as docketing would have it: made by the database itself."""

    def __init__(self, set_up: Scene):
        self.judge = set_up.account("judge")
        self.made = 0

    def fill(self, upto: int) -> None:
        """Go on until there are so many; statistics of the database are brought up to date."""
        if upto > self.made:
            first = new_id()
            columns = self._case(first - self.made, upto)
            with transaction.atomic():
                self._write(Case, columns, upto)
                for role, label in (("plaintiff", "原告"), ("defendant", "被告")):
                    self._write(Party, self._party(first - self.made, role, label), upto)
            self.made = upto
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _write(self, model: type[Model], columns: dict[str, str], upto: int) -> None:
        """One row a number n from those there are already; `columns` gives expressions over n, the rest its default."""
        first = new_id() - self.made
        values = {one.column: columns.get(one.column) or _default(one) for one in model._meta.concrete_fields}
        values["id"] = columns.get("id") or f"{first} + n"
        names = ", ".join(f'"{name}"' for name in values)
        numbers = f"WITH RECURSIVE numbers(n) AS (SELECT {self.made} UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {upto})"
        with connection.cursor() as cursor:
            cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({names}) {numbers} SELECT {", ".join(values.values())} FROM numbers')

    def _case(self, first: int, upto: int) -> dict[str, str]:
        """Half of the cases in the court of the list, the others in turn in all; the days go by evenly to today."""
        courts = Court.objects.exclude(level=Court.Level.HIGH).order_by("code").values_list("pk", flat=True)
        elsewhere = _choice(f"n / 2 % {len(courts)}", courts)
        court = f"CASE WHEN n % 2 = 0 THEN '{COURT}' ELSE {elsewhere} END"
        days, is_open = f"n * 3600 / {upto}", f"n % {OPEN_SHARE} = n / {OPEN_SHARE} % {OPEN_SHARE}"
        begun = DAY - timedelta(days=3_650)
        year = f"{begun.year} + {days} / 365"
        return {
            "id": f"{first} + n", "court_id": court, "year": year, "type_code": "'民特'", "seq": "n",
            "number": f"'（' || ({year}) || '）' || {court} || '民特' || n || '号'", "definition": "'civil_first'",
            "definition_version": "1", "track": _choice(f"n % {len(TRACKS)}", TRACKS),
            "stage": f"CASE WHEN {is_open} THEN {_choice(f'n % {len(STAGES)}', STAGES)} ELSE 'archived' END",
            "cause_code": "'108.03'", "cause": "'民间借贷纠纷'", "title": "'原告' || n || '诉被告' || n || '民间借贷纠纷'",
            "amount_fen": "n * 100", "judge_id": f"CASE WHEN {court} = '{COURT}' THEN {self.judge.pk} END",
            "filed_on": _day(begun, days), "docketed_on": _day(begun, days), "due_on": _day(begun, f"({days} + 90)"),
            "closed_on": f"CASE WHEN {is_open} THEN NULL ELSE {_day(begun, f'({days} + 60)')} END", "version": "1",
        }  # fmt: skip

    def _party(self, first_case: int, role: str, label: str) -> dict[str, str]:
        return {"case_id": f"{first_case} + n", "person_id": str(self.judge.person_id), "role": f"'{role}'",
                "name": f"'{label}' || n"}  # fmt: skip


def _choice(number: str, words: Iterable[str]) -> str:
    return f"CASE {number} " + " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(words)) + " END"


def _day(begun: date, days: str) -> str:
    if connection.vendor == "postgresql":
        return f"DATE '{begun.isoformat()}' + ({days})::integer"
    return f"DATE('{begun.isoformat()}', ({days}) || ' days')"


def _default(one: Any) -> str:
    """What a column has when nobody says otherwise."""
    if one.null or one.primary_key:
        return "NULL"
    value = one.get_default()
    return {bool: str(value).upper(), int: str(value), dict: "'{}'"}.get(type(value), "''")
