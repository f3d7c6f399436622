"""What the case page shows, gathered with few queries: people, clocks, tasks, steps, approvals."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q

from court.base.access.actor import Actor
from court.base.people import masks
from court.base.people.models import Account
from court.counter.desk import addresses
from court.kit.badges import Badge, clock_badge
from court.kit.refusal import Refused
from court.spine.cases import acts, definitions
from court.spine.cases import opening as case_opening
from court.spine.cases.models import Case, CaseLink, Party
from court.spine.clocks import kinds, ledger
from court.spine.clocks.models import Clock
from court.spine.tasks import queries as tasks
from law.answer import LawError

STAGE_TONES = {
    "docketed": "calm", "assigned": "calm", "answering": "teal", "trial": "info", "suspended": "calm",
    "deliberation": "indigo", "judged": "warn", "closed": "good", "on_appeal": "violet", "effective": "good",
    "archived": "calm", "remanded": "warn", "objection_appealed": "violet",
}  # fmt: skip
COLOURS = {
    "ended": Badge("已结束", "calm"), "paused": Badge("暂停计算", "violet"), "calm": Badge("正常", "calm"),
    "soon": Badge("将届满", "warn"), "near": Badge("临近届满", "alarm"), "over": Badge("已超期", "alarm"),
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One act somebody may do: where, and why not yet."""

    code: str
    label: str
    url: str
    hint: str
    basis: str
    why_not: Refused | None
    main: bool = False


def to_open(case_id: int, actor: Actor) -> Case:
    """A case somebody may read. Refused (404) in the same words for a hidden one and for none."""
    return case_opening.to_open(case_id, actor, "read", "court__superior", "division", "tribunal", "judge__person")


def stage_badge(case: Case) -> Badge:
    definition = definitions.of(case)
    return Badge(definition.stages[case.stage].label, STAGE_TONES.get(case.stage, "calm"))


def track_label(case: Case) -> str:
    return definitions.of(case).tracks[case.track].label


def limit_badge(case: Case, on: date) -> Badge:
    return Badge("已结案", "good") if case.closed_on else clock_badge(case.due_on, on)


def parties(case: Case) -> list[Party]:
    """Plaintiffs, defendants, third parties, each in their order."""
    ranks = {role: rank for rank, role in enumerate(Party.Role.values)}
    found = case.parties.filter(left_on=None).select_related("person")
    return sorted(found, key=lambda party: (ranks[party.role], party.order))


def people(case: Case) -> list[dict]:
    """Parties with their representatives; numbers, phones and addresses masked."""
    acting: dict[int, list] = {}
    for one in case.representatives.filter(until=None).select_related("person"):
        acting.setdefault(one.party_id, []).append(one)
    rows = []
    for party in parties(case):
        rows.append({"party": party, "acting": acting.get(party.pk, []), "numbers": _numbers(party.person)})
    return rows


def _numbers(person) -> list[dict]:
    """Masked numbers of a person; what is empty is left out."""
    labels = {"id_number": person.get_id_kind_display(), "phone": "手机", "address": "住址"}
    makers = {"id_number": masks.mask_id_number, "phone": masks.mask_phone, "address": masks.mask_address}
    return [
        {"field": name, "label": label, "shown": makers[name](getattr(person, name))}
        for name, label in labels.items()
        if getattr(person, name)
    ]


def handlers(case: Case) -> list:
    return list(case.handlers.filter(until=None).select_related("account__person").order_by("since"))


def clocks(case: Case, on: date) -> list[dict]:
    """Every clock with its colour and its explanation; running ones first, nearest day first."""
    found = Clock.objects.filter(case=case).select_related("party").prefetch_related(Prefetch("intervals"))
    rows = [
        {
            "clock": one,
            "badge": _clock_badge(one, on),
            "lines": _explained(one, on),
            "owner": kinds.KINDS[one.kind].owner if one.kind in kinds.KINDS else "",
        }
        for one in found
    ]
    return sorted(rows, key=lambda row: (row["clock"].ended_on is not None, row["clock"].due_on or date.max))


def _clock_badge(clock: Clock, on: date) -> Badge:
    colour = ledger.colour(clock, on)
    return clock_badge(clock.due_on, on) if colour in ("calm", "soon", "near", "over") else COLOURS[colour]


def _explained(clock: Clock, on: date) -> list[str]:
    try:
        return ledger.explain(clock, on)
    except LawError as refusal:
        return [refusal.text]


def open_tasks(case: Case, actor: Actor) -> list[dict]:
    """Open tasks of the case: whose, until when, and where to do one's own."""
    definition = definitions.of(case)
    rows = []
    for task in tasks.of_case(case):
        mine = task.assignee_id == actor.account.pk or (task.assignee_id is None and task.office in actor.offices)
        act = definition.act(task.act) if task.act else None
        url = addresses.act(task.act, act, case.pk) if mine and act else ""
        rows.append({"task": task, "mine": mine, "url": url, "who": _whose(task)})
    return rows


def _whose(task) -> str:
    if task.assignee_id:
        return task.assignee.person.name
    if task.person_id:
        return task.person.name
    from court.base.people.models import Office

    return Office(task.office).label if task.office else ""


def steps(case: Case, actor: Actor, at: datetime, rows: list[dict], known: dict | None = None) -> list[Step]:
    """What somebody may do now: the one that matters first, those not yet possible last."""
    wanted = [row["task"].act for row in rows if row["mine"] and row["task"].act]
    found = []
    for code, act, why in acts.possible(case, actor, at, known):
        found.append(Step(code, act.label, addresses.act(code, act, case.pk), act.hint, act.basis, why))
    main = _main(found, wanted, definitions.of(case))
    found.sort(key=lambda step: (step.code != main, step.why_not is not None))
    return [Step(**{**vars(step), "main": step.code == main}) for step in found]


def _main(found: list[Step], wanted: list[str], definition) -> str:
    """The act that matters: the one a task of this person asks for, else the first that moves the case on."""
    open_codes = [step.code for step in found if step.why_not is None]
    for code in wanted:
        if code in open_codes:
            return code
    moves = [code for code in open_codes if definition.acts[code].next]
    return moves[0] if len(moves) == 1 else ""


def links(case: Case) -> list[dict]:
    """Linked cases, in both directions."""
    found = CaseLink.objects.filter(Q(case=case) | Q(other=case)).select_related("case", "other")
    return [
        {"kind": one.get_kind_display(), "case": one.other if one.case_id == case.pk else one.case} for one in found
    ]


def readers(records) -> list[dict]:
    """Reads of a case with the names of those who looked (they live in another database)."""
    rows = list(records)
    ids = {row.account for row in rows if row.account}
    names = dict(Account.objects.filter(pk__in=ids).values_list("pk", "person__name"))
    return [{"row": row, "name": names.get(row.account, "未登录")} for row in rows]
