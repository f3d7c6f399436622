"""Who may be drawn for a case: the judges of its division, their loads and shares, and who is left out and why."""
from datetime import date
from decimal import Decimal

from django.db.models import Q

from court.base.people.models import Account, Appointment, Office
from court.spine.cases.models import Case, Handler, Party
from court.work.assignment.models import Pause, Share, Team
from law.bench.assignment import LoadWeights, case_weight

WEIGHTS = LoadWeights(procedures={"ordinary": Decimal("1.5"), "simplified": Decimal(1), "small_claims": Decimal("0.6")})
UNIT = 100


def weight_of(case: Case, parties: int | None = None) -> int:
    """The weight of a case in hundredths of an ordinary one."""
    count = parties if parties is not None else case.parties.filter(left_on=None).count()
    return int(case_weight(WEIGHTS, kind=case.type_code, procedure=case.track, parties=max(count, 2)) * UNIT)


def judges(case: Case, on: date) -> list[Appointment]:
    """Judges of the case's court who hold office on a day: of its division where it has one, else of civil ones."""
    found = Appointment.objects.valid(on).filter(court=case.court_id, office=Office.JUDGE, account__disabled_at=None)
    found = found.filter(division=case.division_id) if case.division_id else found.filter(division__kind="civil")
    return list(found.select_related("account__person").order_by("account_id").distinct())


def loads(accounts: list[int]) -> dict[int, int]:
    """Open weighted load by account, in hundredths."""
    carried = dict.fromkeys(accounts, 0)
    open_cases = Case.objects.filter(judge_id__in=accounts, closed_on=None).only("judge_id", "type_code", "track")
    for case in open_cases:
        carried[case.judge_id] += weight_of(case, parties=2)
    return carried


def candidates(case: Case, on: date) -> tuple[list[dict], list[dict]]:
    """(candidates, excluded) as the published record has them, in a fixed order."""
    found = judges(case, on)
    ids = [a.account_id for a in found]
    carried, shares = loads(ids), _shares(ids, on)
    paused = {p.account_id: p.get_reason_display() for p in
              Pause.objects.filter(account_id__in=ids, since__lte=on, until__gte=on)}
    tied = _tied(case)
    able, excluded = [], []
    for appointment in found:
        account = appointment.account
        reason = paused.get(account.pk) or tied.get(account.pk) or ("不承担办案任务" if not shares[account.pk] else "")
        row = {"judge": str(account.pk), "name": account.person.name}
        if reason:
            excluded.append({**row, "reason": reason})
        else:
            able.append({**row, "load": carried[account.pk], "percent": shares[account.pk]})
    return able, excluded


def _shares(accounts: list[int], on: date) -> dict[int, int]:
    shares = dict.fromkeys(accounts, UNIT)
    for row in Share.objects.filter(account_id__in=accounts, since__lte=on).order_by("since"):
        shares[row.account_id] = row.percent
    return shares


def _tied(case: Case) -> dict[int, str]:
    """Judges who may not hear the case: parties to it or their representatives, and whoever has heard it before."""
    people = set(Party.objects.filter(case=case).values_list("person_id", flat=True))
    people |= set(case.representatives.values_list("person_id", flat=True))
    tied = dict.fromkeys(Account.objects.filter(person_id__in=people, kind=Account.Kind.STAFF)
                         .values_list("pk", flat=True), "系本案当事人或代理人，应当回避")
    earlier = Handler.objects.filter(Q(case=case) | Q(case__linked_from__case=case)).exclude(until=None)
    tied |= dict.fromkeys(earlier.filter(role__in=["judge", "presiding", "member"]).values_list("account_id", flat=True),
                          "曾参与本案审理")
    return tied


def clerk_for(judge: int, case: Case, on: date) -> int | None:
    """The clerk of the judge's team, else the clerk of the court with the fewest open cases."""
    team = Team.objects.filter(judge_id=judge).values_list("clerk_id", flat=True).first()
    if team:
        return team
    clerks = list(Appointment.objects.valid(on).filter(court=case.court_id, office=Office.CLERK,
                                                       account__disabled_at=None).values_list("account_id", flat=True))
    busy = {c: Handler.objects.filter(account_id=c, role="clerk", until=None, case__closed_on=None).count()
            for c in clerks}
    return min(sorted(busy), key=busy.get) if busy else None
