"""Closing checks: papers, tasks, clocks and money that a case must have settled before it is archived."""
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Q

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
    return found + originals_out(case) + _money(case)


def originals_out(case: Case) -> list[Check]:
    """Paper originals that somebody has in hand; the register of originals is asked by name."""
    lent = apps.get_model("intake", "PaperOriginal").objects.filter(Q(case=case) | Q(document__case=case), state="lent")
    return [Check(f"{one.document.title}（原件）", f"由{one.holder}借出，尚未归还") for one in lent.select_related("document").order_by("pk")]


def _money(case: Case) -> list[Check]:
    """Refunds still on their way; the room of fees is asked by name, for rooms don't import each other."""
    refunds = apps.get_model("fees", "Refund").objects.filter(order__case=case).exclude(state__in=["done", "refused"])
    return [Check("诉讼费退费", "尚未办结") for _ in refunds]
