"""Whom one can be in the demo: a few of the cast, told by what they have to do today."""
from court.base.courts import clock
from court.base.people.models import Account, Office
from court.base.people.queries import holders
from court.site.demo.cast import BUSIEST
from court.spine.cases.models import Party
from court.spine.tasks.models import Task

SHOWN = [Office.FILING_CLERK, Office.CASE_MANAGER, Office.JUDGE, Office.CLERK, Office.PRESIDENT, Office.CASHIER,
         Office.ARCHIVIST]


def lines() -> list[str]:
    """One line a person, for the terminal that started the demo; empty where there is no demo."""
    if not clock.is_demo():
        return []
    today = clock.today()
    found = []
    for office in SHOWN:
        post = holders(BUSIEST, office, today).select_related("account__person").order_by("pk").first()
        if post:
            found.append(f"  {Office(office).label}：{post.account.person.name}（盐湖区人民法院）")
    return [f"  {who}：{name}" for who, name in _litigants()] + found


def _litigants() -> list[tuple[str, str]]:
    """A plaintiff who has something to do, and a defendant."""
    waiting = Task.objects.filter(state=Task.State.OPEN, person__accounts__kind=Account.Kind.LITIGANT)
    payer = waiting.filter(kind="pay_fee").select_related("person").first()
    party = Party.objects.filter(role=Party.Role.DEFENDANT, joined_at=None, person__accounts__isnull=False,
                                 case__stage="answering").select_related("person").first()
    rows = [("原告（待交费）", payer.person.name)] if payer else []
    return rows + ([("被告（待加入案件）", party.person.name)] if party else [])
