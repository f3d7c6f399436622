"""Closing checks: papers, tasks, clocks and money that a case must have settled before it is archived."""
from dataclasses import dataclass
from datetime import date

from django.apps import apps

from court.spine.cases.models import Case
from court.spine.dossier import queries as dossier
from court.spine.tasks.models import Task

# What is still to be collected from the loser can be enforced for two years more: the archive doesn't wait for it. Nor
# does it for what the machine read otherwise than the case says: closed with the archiving (court.work.scanning).
NOT_BLOCKING = {"archive", "certify_effect", "collect_fee", "pay_further", "compare_paper"}


@dataclass(frozen=True)
class Check:
    title: str
    why: str


def lacks(case: Case, on: date) -> list[Check]:
    """What still hinders the archive, in words; empty when everything is in order."""
    found = [Check(lack.title, lack.why) for lack in dossier.completeness(case, on)]
    open_tasks = Task.objects.filter(case=case, state=Task.State.OPEN).exclude(kind__in=NOT_BLOCKING)
    found += [Check(task.label, "尚有未办结的事项") for task in open_tasks]
    clocks = case.clocks.filter(ended_on=None).exclude(kind__in=["archiving", "appeal"])
    found += [Check(clock.label, "期限尚未办结") for clock in clocks]
    return found + _money(case)


def _money(case: Case) -> list[Check]:
    """Refunds still on their way; the room of fees is asked by name, for rooms don't import each other."""
    refunds = apps.get_model("fees", "Refund").objects.filter(order__case=case).exclude(state__in=["done", "refused"])
    return [Check("诉讼费退费", "尚未办结") for _ in refunds]
