"""Lists of hearings: of a week, of a day, of a case, of a person; and what the public is told."""
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import visible
from court.kit.days import date_of, moment_at
from court.spine.cases.models import Case, Party
from court.work.hearings.models import Hearing
from law import registry
from law.answer import Answer, LawError

PUBLISHED_DAYS = 30
ADULT = 18


def whole(hearings: QuerySet) -> QuerySet:
    return hearings.select_related("case__court", "room", "judge__person", "clerk__person")


def standing(since: date, days: int) -> QuerySet[Hearing]:
    """The hearings of so many days, adjourned and cancelled ones left out."""
    end = moment_at(since + timedelta(days=days))
    return whole(Hearing.objects.filter(starts_at__gte=moment_at(since), starts_at__lt=end)).exclude(
        state__in=[Hearing.State.ADJOURNED, Hearing.State.CANCELLED])


def of_week(actor: Actor, monday: date, *, of: str = "mine", room: int | None = None) -> list[Hearing]:
    """The week's hearings, adjourned and cancelled ones left out. of: "mine" (one's own bench) or "court"."""
    found = standing(monday, 7)
    if room:
        found = found.filter(room_id=room)
    found = found.filter(staff=actor.account) if of == "mine" else found.filter(court_id=actor.account.court_id)
    return list(found.order_by("starts_at", "id")[:400])


def readable(actor: Actor, hearings: list[Hearing]) -> set[int]:
    """Which of the hearings somebody may open; of the others the diary shows time, room and judge only."""
    ids = [h.pk for h in hearings]
    return set(visible(actor, Hearing.objects.filter(pk__in=ids)).values_list("pk", flat=True))


def of_case(case: Case) -> list[Hearing]:
    return list(whole(case.hearings.all()).order_by("-sequence"))


def of_person(actor: Actor) -> QuerySet[Hearing]:
    """Hearings somebody from outside is called to; the ones ahead and the ones over."""
    return whole(visible(actor, Hearing.objects.all()))


@dataclass(frozen=True)
class Notice:
    """A line of 开庭公告: what 民诉法139 wants told, names masked where the law masks them."""

    hearing: Hearing
    parties: str
    cause: str

    @property
    def day(self) -> date:
        return date_of(self.hearing.starts_at)


def announced(today: date, court: str = "", *, since: date | None = None, until: date | None = None) -> list[Notice]:
    """Public hearings of the next thirty days, or from a day to a day. Leaders of nothing: anybody may read this."""
    end = moment_at(until + timedelta(days=1) if until else today + timedelta(days=PUBLISHED_DAYS))
    found = whole(Hearing.objects.filter(
        state=Hearing.State.SCHEDULED, is_public=True, starts_at__gte=moment_at(since or today), starts_at__lt=end,
        case__secrecy=Case.Secrecy.NORMAL, case__is_state_secret=False))
    if court:
        found = found.filter(court_id=court)
    rows = found.prefetch_related("case__parties__person").order_by("starts_at", "id")[:200]
    return [Notice(h, parties_of(h), h.case.cause) for h in rows]


def parties_of(hearing: Hearing, *, masked: bool = True) -> str:
    """The parties by role in one line, for the public (masked where the law masks) or for the court."""
    parties = [p for p in hearing.case.parties.all() if p.left_on is None]
    hidden = [p for p in parties if is_masked(hearing.case, p, date_of(hearing.starts_at))] if masked else []
    masks: dict[str, str] = {}
    if hidden:
        names = [p.name for p in hidden]
        masks = dict(zip(names, registry.call("redact.names_dedupe", names=names)["masked"], strict=True))
    shown = {role: "、".join(masks.get(p.name, p.name) for p in parties if p.role == role) for role in Party.Role.values}
    labels = {"plaintiff": "原告", "defendant": "被告", "third_party": "第三人"}
    return "　".join(f"{labels[role]}：{names}" for role, names in shown.items() if names)


def is_masked(case: Case, party: Party, on: date) -> bool:
    """Children, and the parties of cases about family and inheritance (公布裁判文书规定8); others are told by name."""
    born = party.person.born_on
    if born and (on.year - born.year - ((on.month, on.day) < (born.month, born.day))) < ADULT:
        return True
    try:
        return registry.call("redact.who", role=f"{case.cause}{party.get_role_display()}")["mask"]
    except LawError:
        return False


def next_latest(case: Case) -> Answer | None:
    """The last day of the next hearing after the one before it, {"latest"} with its steps (审限规定2019第三条)."""
    last = case.hearings.filter(state__in=[Hearing.State.HELD, Hearing.State.ADJOURNED]).order_by("-sequence").first()
    return registry.call("hearing.next_latest", hearing=date_of(last.starts_at)) if last else None


def may_plan(actor: Actor, case: Case) -> bool:
    return case.handlers.filter(account=actor.account, until=None, role__in=["judge", "clerk"]).exists()


