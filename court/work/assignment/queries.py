"""What the assignment pages show: cases that wait, the last draws, loads, the explanation of one draw."""
import json
from datetime import date

from court.base.people.models import Account, Appointment, Office
from court.spine.cases.models import Case
from court.work.assignment import lottery, pool
from court.work.assignment.models import Draw, Pause, Share

SHOWN = 50


def waiting(court: str) -> list[Case]:
    """Docketed cases of a court whose fee is settled and which have no judge yet, oldest first."""
    return list(Case.objects.filter(court=court, judge=None, stage="docketed", tasks__kind="assign",
                                    tasks__state="open").order_by("pk")[:SHOWN])


def recent(court: str) -> list[Draw]:
    return list(Draw.objects.filter(court=court).select_related("case", "judge__person").order_by("-pk")[:SHOWN])


def load_table(court: str, on: date) -> list[dict]:
    """Every judge of a court with open weighted load (cases of weight 1), share and pause, heaviest first."""
    found = Appointment.objects.valid(on).filter(court=court, office=Office.JUDGE, account__disabled_at=None)
    accounts = {a.account_id: a for a in found.select_related("account__person", "division")}
    carried = pool.loads(list(accounts))
    paused = {p.account_id: p for p in Pause.objects.filter(account_id__in=accounts, since__lte=on, until__gte=on)}
    rows = [{"name": a.account.person.name, "division": a.division, "load": carried[pk] / pool.UNIT,
             "pause": paused.get(pk), "account": pk} for pk, a in accounts.items()]
    return sorted(rows, key=lambda row: (-row["load"], row["name"]))


def explanation(draw: Draw) -> dict:
    """The draw in words and figures; a random one is recomputed here and now."""
    record = json.loads(draw.record)
    if draw.manner != "random":
        return {"record": record, "random": False}
    checked = lottery.verify(record)
    rows = [{"name": c["name"], "load": c["load"] / pool.UNIT, "percent": c["percent"], "weight": w,
             "chance": round(100 * w / record["total"], 1), "drawn": c["judge"] == record["result"]}
            for c, w in zip(record["candidates"], record["weights"], strict=True)]
    return {"record": record, "random": True, "rows": rows, "checked": checked}


def judge_options(case: Case, on: date) -> list[tuple[str, str]]:
    able, _ = pool.candidates(case, on)
    names = dict(Account.objects.filter(pk__in=[int(c["judge"]) for c in able]).values_list("pk", "person__name"))
    return [(c["judge"], names[int(c["judge"])]) for c in able]


def told(draw: Draw) -> dict:
    """explanation(), or what no longer holds of the record (`broken`), for a page."""
    try:
        return {**explanation(draw), "broken": ""}
    except lottery.BadRecord as why:
        return {"record": json.loads(draw.record), "random": True, "broken": str(why)}


def share_of(account: Account, on: date) -> int:
    """The percentage of a full docket that a judge draws on a day."""
    row = Share.objects.filter(account=account, since__lte=on).order_by("-since").first()
    return row.percent if row else pool.UNIT


def pauses_of(account: Account) -> list[Pause]:
    return list(Pause.objects.filter(account=account).select_related("set_by__person").order_by("-since")[:20])
