"""The demo city: the courts, the cast, and about two hundred cases in every stage, on a calendar that has run."""
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from django.conf import settings

from court.base.access.actor import Actor
from court.base.courts import actions as courts
from court.base.courts import clock
from court.base.courts.models import Court
from court.base.people.models import Office
from court.kit.days import SHANGHAI, date_of
from court.kit.refusal import Refused
from court.site.demo import cast as people
from court.site.demo import counter, desks, disputes, past, shelves
from court.site.demo.cast import BUSIEST, Cast
from court.site.demo.disputes import Dispute
from court.site.demo.life import Life, begin
from court.site.demo.till import Till
from court.work.assignment.actions import commit
from court.work.hearings.models import Courtroom
from law.calendar import shipped

EVENING = 18
SEED = 20260302


@dataclass(frozen=True)
class Chapter:
    """How far a case has come, how long ago it began (days), and its share among the cases."""

    name: str
    days: tuple[int, int]
    share: int
    live: Callable[[Life], None]


def docketed(life: Life) -> None:
    pass


def paid(life: Life) -> None:
    life.after(2).pay()


def assigned(life: Life) -> None:
    paid(life)
    life.after(1).assign()


def sent(life: Life) -> None:
    assigned(life)
    life.after(2).send_papers()


def served(life: Life) -> None:
    sent(life)
    life.after(4).serve_all()


def answered(life: Life) -> None:
    served(life)
    life.after(2).join()
    life.after(6).answer()


def to_be_heard(life: Life):
    answered(life)
    return life.after(2).schedule()


def called(life: Life) -> None:
    to_be_heard(life)


def heard(life: Life) -> None:
    hearing = to_be_heard(life)
    life.after(1).serve_all()
    life.hold(hearing)


def decided(life: Life) -> None:
    heard(life)
    life.after(6).judge()


def closed(life: Life) -> None:
    decided(life)
    life.after(3).serve_all()
    life.after(1).close()


def effective(life: Life) -> None:
    closed(life)
    life.take_effect()


def archived(life: Life) -> None:
    effective(life)
    life.after(3).settle_money()
    life.after(7).archive()


def settled(life: Life) -> None:
    """Agreed in court: mediated, served, closed."""
    served(life)
    life.after(9).mediate()
    life.after(1).serve_all()
    life.after(1).close()


def withdrawn(life: Life) -> None:
    served(life)
    if life.plaintiff is None:
        return
    life.after(5).withdraw()
    life.after(2).serve_all()
    life.after(1).close()


CHAPTERS = [
    Chapter("已立案待交费", (0, 4), 10, docketed), Chapter("已交费待分案", (3, 5), 4, paid),
    Chapter("已分案", (4, 7), 10, assigned), Chapter("送达应诉材料", (7, 12), 12, sent),
    Chapter("答辩举证", (16, 24), 14, served), Chapter("已答辩", (20, 28), 10, answered),
    Chapter("已排期", (20, 24), 12, called), Chapter("已开庭", (46, 58), 10, heard),
    Chapter("已裁判待送达", (60, 72), 8, decided), Chapter("已结案", (66, 80), 8, closed),
    Chapter("调解结案", (40, 70), 6, settled), Chapter("撤诉结案", (40, 70), 4, withdrawn),
    Chapter("已生效", (105, 125), 4, effective), Chapter("已归档", (125, 150), 2, archived),
]
# The first case of these chapters shows the work on the dossier: the dispute it is about.
SHOWN = {"已答辩": disputes.loan, "已开庭": disputes.labour_pay, "已归档": disputes.sale}
Tell = Callable[[int, int, str], None]


def make(count: int = 200, *, now: datetime | None = None, seed: int = SEED, tell: Tell = lambda *_: None) -> dict:
    """Fill an empty database. {"cases": n, "by_chapter": {...}, "accounts": n}. Refused where there is data already.

    now   the court's moment at which the demo stands; each case ends near it
    tell  is told (done, of, what) after every case
    """
    if Court.objects.exists():
        raise Refused("数据库中已有数据，不能再生成演示数据。", do="请换一个空的数据目录。", code="not_empty")
    now = now or clock.real_now()
    today, last, chance = date_of(now), _last_worked(now), Random(seed)
    clock.mark_demo()
    courts.load_reference()
    start = now - timedelta(days=170)
    till = Till(Path(settings.COURT_HOME) / "standins" / "payment.sqlite3")
    cast = people.make(chance, start, till)
    _rooms(start)
    plan = _plan(count, chance)
    county = list(Court.objects.filter(level=Court.Level.BASIC).order_by("code"))
    by_chapter: dict[str, int] = {}
    shown: dict[str, Life] = {}
    for done, chapter in enumerate(plan, 1):
        life = _one(chapter, cast, county, last, chance, shows=SHOWN.get(chapter.name) if chapter.name not in shown else None)
        shown.setdefault(chapter.name, life)
        by_chapter[chapter.name] = by_chapter.get(chapter.name, 0) + 1
        tell(done, len(plan), f"{life.case.number} {chapter.name}")
    _dossiers(shown, last)
    till.reconcile(now, Actor(cast.of(BUSIEST, Office.CASHIER)[0], today, fresh_factor=True))
    till.close()
    past.settle()
    return {"cases": len(plan), "by_chapter": by_chapter, "accounts": sum(map(len, cast.staff.values()))}


def _rooms(at: datetime) -> None:
    """Three courtrooms a court, and the first commitment of its draws."""
    for court in Court.objects.exclude(level=Court.Level.HIGH):
        for name in ("第一审判庭", "第二审判庭", "第三审判庭"):
            Courtroom.objects.create(court=court, name=name)
        commit(court, at)


def _plan(count: int, chance: Random) -> list[Chapter]:
    """The chapters by their shares, the oldest cases first so that numbers follow the days."""
    whole = sum(c.share for c in CHAPTERS)
    plan = [c for c in CHAPTERS for _ in range(max(1, round(count * c.share / whole)))]
    return sorted(plan, key=lambda c: -c.days[1])


def _last_worked(now: datetime) -> date:
    """The newest working day that is over: nothing of the demo may happen tomorrow, or later today."""
    day = date_of(now) if now.astimezone(SHANGHAI).hour >= EVENING else date_of(now) - timedelta(days=1)
    while not shipped().is_workday(day):
        day -= timedelta(days=1)
    return day


def _dossiers(shown: dict[str, Life], last: date) -> None:
    """What the rooms of the dossier have to show at the busiest court, done on the last day by their own actions."""
    at_desk, archive = shown["已答辩"].on(last), shown["已归档"].on(last)
    counter.fill(at_desk)
    desks.work(at_desk)
    shelves.use(archive)


def _one(chapter: Chapter, cast: Cast, county: list[Court], last: date, chance: Random, shows: Callable[..., Dispute] | None) -> Life:
    """Half of the cases at the busiest court, the others over the county courts.

    shows  the kind of dispute of the case in which the dossier is shown: with counsel, at the busiest court
    """
    busiest = next(c for c in county if c.pk == BUSIEST)
    court = busiest if shows or chance.random() < 0.5 else chance.choice(county)
    day = last - timedelta(days=chance.randint(*chapter.days))
    life = begin(cast, court, day, chance, counsel=bool(shows) or chance.random() < 0.4, invent=shows or disputes.invent)
    life.last = last
    chapter.live(life)
    return life
