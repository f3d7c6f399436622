"""Who stands how to a case, and what that opens. Everything else about rights in a case builds on these.

Relations: judge, presiding, panel, clerk, assistant, handler; plaintiff, defendant, third_party, party,
representative; division_leader, court_leader, and the offices of the case's court (filing_clerk,
case_manager, archivist, cashier, finance_head, service_officer); appeal_court is the court above, for cases passed up
to it (court.work.appeals).
"""
from django.db.models import Exists, OuterRef, Q, QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import ALLOW, Verdict, deny, resolver, rule, scoper
from court.base.people.models import Office
from court.spine.cases.models import Case, Handler, Party, Representative

PANEL = {Handler.Role.JUDGE, Handler.Role.PRESIDING, Handler.Role.MEMBER, Handler.Role.JUROR}
COURT_OFFICES = {Office.FILING_CLERK, Office.CASE_MANAGER, Office.ARCHIVIST, Office.CASHIER, Office.FINANCE_HEAD,
                 Office.SERVICE_OFFICER}
LEADERS = {Office.PRESIDENT, Office.VICE_PRESIDENT}
READERS = {"handler", "party", "representative", "division_leader", "court_leader", "case_manager"}
BEFORE_JUDGE = {"docketed"}
AFTER_CLOSING = {"closed", "effective", "archived", "on_appeal", "remanded"}
HIDDEN = deny("没有找到该案件。", hidden=True)


@resolver(Case)
def relations(actor: Actor, case: Case) -> set[str]:
    if actor.account is None:
        return set()
    return _inside(actor, case) if actor.is_staff else _outside(actor, case)


def _inside(actor: Actor, case: Case) -> set[str]:
    roles = set(_handlers(case).get(actor.account.pk, ()))
    found = {str(role) for role in roles}
    if roles:
        found.add("handler")
    if roles & PANEL:
        found.add("panel")
    for office in COURT_OFFICES:
        if actor.holds(office, case.court_id):
            found.add(office.value)
    if any(actor.holds(office, case.court_id) for office in LEADERS):
        found.add("court_leader")
    head = actor.holds(Office.DIVISION_HEAD, case.court_id)
    if head and case.division_id and head.division_id == case.division_id:
        found.add("division_leader")
    return found


def _handlers(case: Case) -> dict[int, list[str]]:
    """Account -> roles held now, read once for a case object."""
    kept = vars(case)
    if "_handlers_by_account" not in kept:
        by_account: dict[int, list[str]] = {}
        for account, role in case.handlers.filter(until=None).values_list("account_id", "role"):
            by_account.setdefault(account, []).append(role)
        kept["_handlers_by_account"] = by_account
    return kept["_handlers_by_account"]


def _outside(actor: Actor, case: Case) -> set[str]:
    person = actor.person_id
    found = {str(role) for role in Party.objects.filter(case=case, person_id=person, left_on=None)
             .values_list("role", flat=True)}
    if found:
        found.add("party")
    if Representative.objects.filter(case=case, person_id=person, until=None).exists():
        found.add("representative")
    return found


@rule(Case, "read")
def read(actor: Actor, case: Case, related: frozenset) -> Verdict:
    """Handlers, parties and their representatives; leaders within their duty; offices while it is their turn."""
    if case.is_state_secret:
        return deny("本案不在线上办理。", law="保守国家秘密法")
    if related & READERS:
        return ALLOW
    if "filing_clerk" in related and case.stage in BEFORE_JUDGE | {"judged"} and case.judge_id is None:
        return ALLOW
    if "archivist" in related and case.stage in AFTER_CLOSING:
        return ALLOW
    return HIDDEN


@rule(Case, "read_file")
def read_file(actor: Actor, case: Case, related: frozenset) -> Verdict:
    """The dossier alone. The court above gets the file and none of the pages on which the court below works (S10, S12)."""
    if "appeal_court" in related and not case.is_state_secret:
        return ALLOW
    return read(actor, case, related)


@rule(Case, "act")
def act(actor: Actor, case: Case, related: frozenset) -> Verdict:
    """Whether acts may be looked at at all; each act then asks its own definition."""
    return ALLOW if related else HIDDEN


@scoper(Case)
def visible_cases(actor: Actor, cases: QuerySet) -> QuerySet:
    """The cases that lists, counts and search may show somebody."""
    if actor.account is None:
        return cases.none()
    if not actor.is_staff:
        return cases.filter(_of_person(actor.person_id))
    mine = Exists(Handler.objects.filter(case=OuterRef("pk"), account=actor.account, until=None))
    scope = Q(mine)
    for appointment in actor.appointments:
        scope |= _by_office(appointment)
    return cases.filter(scope, is_state_secret=False)


def _of_person(person: int | None) -> Q:
    party = Party.objects.filter(case=OuterRef("pk"), person_id=person, left_on=None)
    acting = Representative.objects.filter(case=OuterRef("pk"), person_id=person, until=None)
    return Q(Exists(party)) | Q(Exists(acting))


def _by_office(appointment) -> Q:
    court = Q(court=appointment.court_id)
    if appointment.office in LEADERS | {Office.CASE_MANAGER}:
        return court
    if appointment.office == Office.DIVISION_HEAD and appointment.division_id:
        return court & Q(division=appointment.division_id)
    if appointment.office == Office.FILING_CLERK:
        return court & Q(stage__in=BEFORE_JUDGE | {"judged"}, judge=None)
    if appointment.office == Office.ARCHIVIST:
        return court & Q(stage__in=AFTER_CLOSING)
    return Q(pk=None)
