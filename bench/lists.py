"""The list of cases of a court's president, over few rows and over many, against a bare view of the same cases."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from urllib.parse import urlencode

from django.db import connection, transaction

from bench.caller import Caller, must
from bench.caller import floor as floor_application
from bench.caller import product as product_application
from bench.scene import COURT, DAY, Scene
from bench.turns import Pair, compare
from court.base.courts.models import Court
from court.kit.ids import new_id
from court.kit.writing import insert
from court.spine.cases.models import Case, Party

# A statement of so many rows has fewer values than SQLite allows.
BATCH = 800
TRANSACTION = 20
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
    """Synthetic cases, each with two parties, written in bulk; every column as docketing would have it."""

    def __init__(self, set_up: Scene):
        self.courts = list(Court.objects.exclude(level=Court.Level.HIGH).order_by("code"))
        self.judge = set_up.account("judge")
        self.person = self.judge.person
        self.made = 0

    def fill(self, upto: int) -> None:
        """Go on until there are so many; statistics of the database are brought up to date."""
        rows = self._cases(self.made, upto)
        while (left := upto - self.made) > 0:
            with transaction.atomic():
                for _ in range(TRANSACTION):
                    batch = list(islice(rows, BATCH))
                    insert(batch)
                    insert([self._party(case, "plaintiff", "原告") for case in batch])
                    insert([self._party(case, "defendant", "被告") for case in batch])
            self.made += min(left, BATCH * TRANSACTION)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _cases(self, begin: int, end: int) -> Iterator[Case]:
        first = DAY - timedelta(days=3_650)
        for nth in range(begin, end):
            court = self.courts[nth // 2 % len(self.courts)] if nth % 2 else self._own()
            docketed = first + timedelta(days=nth * 3_600 // max(end, 1))
            yield self._case(nth, court, docketed, is_open=nth % OPEN_SHARE == nth // OPEN_SHARE % OPEN_SHARE)

    def _own(self) -> Court:
        return next(court for court in self.courts if court.pk == COURT)

    def _case(self, nth: int, court: Court, docketed: date, *, is_open: bool) -> Case:
        own = court.pk == COURT
        return Case(
            pk=new_id(), court=court, year=docketed.year, type_code="民特", seq=nth, number=f"（{docketed.year}）{court.pk}民特{nth}号",
            definition="civil_first", definition_version=1, track=TRACKS[nth % 3],
            stage=STAGES[nth % len(STAGES)] if is_open else "archived", cause_code="108.03", cause="民间借贷纠纷",
            title=f"原告{nth}诉被告{nth}民间借贷纠纷", amount_fen=nth * 100, judge=self.judge if own else None,
            filed_on=docketed, docketed_on=docketed, due_on=docketed + timedelta(days=90),
            closed_on=None if is_open else docketed + timedelta(days=60), version=1,
        )  # fmt: skip

    def _party(self, case: Case, role: str, label: str) -> Party:
        return Party(case=case, person=self.person, role=role, name=f"{label}{case.seq}")
