"""The list of a day's sittings, and the public notice of hearings as it is pinned up (开庭公告, 民诉法139)."""
from dataclasses import dataclass
from datetime import date

from court.base.access.actor import Actor
from court.base.courts.models import Court
from court.kit.days import clock_time, formal, with_weekday
from court.kit.press.typesetting import typeset
from court.work.hearings import queries
from court.work.hearings.models import Hearing

MOST = 200
HEADS = ["时间", "地点", "案号", "案由和当事人", "审判人员"]


@dataclass(frozen=True)
class Row:
    """A sitting on the day; `open`: the reader may open the case, so its number and parties are told."""

    hearing: Hearing
    parties: str
    open: bool


def rows(actor: Actor, on: date) -> list[Row]:
    """The sittings of the actor's court on a day, by time and room."""
    found = queries.standing(on, 1).filter(court_id=actor.me.court_id)
    hearings = list(found.prefetch_related("case__parties__person").order_by("starts_at", "room__name", "id")[:MOST])
    may_open = queries.readable(actor, hearings)
    return [Row(h, queries.parties_of(h, masked=False) if h.pk in may_open else "", h.pk in may_open) for h in hearings]


def notice(court: Court, since: date, until: date, today: date) -> bytes:
    """The PDF of the public hearings of one court from a day to a day, names masked where the law masks them."""
    found = queries.announced(today, court.pk, since=since, until=until)
    items = [[f"{with_weekday(one.day)}{clock_time(one.hearing.starts_at)}", one.hearing.place, one.hearing.case.number,
              f"{one.cause}　{one.parties}", one.hearing.judge.person.name] for one in found]
    spell = with_weekday(since) if since == until else f"{since}至{until}"
    notes = ["公民可以持有效身份证件旁听公开开庭的案件。"] if items else [f"{spell}没有公开开庭的案件。"]
    data = {"court": court.name, "spell": spell, "heads": HEADS if items else [], "widths": [3, 2, 4, 6, 2] if items else [],
            "items": items, "notes": notes, "day": formal(today)}
    return typeset("hearing_list", data, on=today, author=court.name)
