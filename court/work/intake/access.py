"""Who may deal with the tray: those of the court who hold it; who sent something sees what became of it."""

from django.db.models import Q, QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import ALLOW, Verdict, deny, may, resolver, rule, scoper, visible
from court.base.people.models import Office
from court.spine.cases.models import Case, Handler
from court.spine.dossier.models import Document
from court.work.intake.models import Intake

# Who holds a court's intake tray: what has no case yet is open to them, and to whom it came from.
TRAY_KEEPERS = (Office.FILING_CLERK, Office.SERVICE_OFFICER)
SETTLERS = {Handler.Role.JUDGE, Handler.Role.PRESIDING, Handler.Role.CLERK, Handler.Role.ASSISTANT}
HIDDEN = deny("没有找到该收件。", hidden=True)


@resolver(Intake)
def relations(actor: Actor, intake: Intake) -> set[str]:
    if actor.account is None:
        return set()
    if not actor.is_staff:
        return {"sender"} if intake.account_id == actor.account.pk else set()
    found = {"tray"} if actor.holds_any(TRAY_KEEPERS, intake.court_id) else set()
    if intake.case and actor.account.pk in handlers(intake.case):
        found.add("handler")
    if intake.case and not handlers(intake.case) and actor.holds(Office.CASE_MANAGER, intake.court_id):
        found.add("handler")
    return found


@resolver(Document)
def papers_in_tray(actor: Actor, document: Document) -> set[str]:
    """The tray's holders read what lies in it; papers of requests that hang on other rows are not theirs."""
    if document.case is not None or document.intake_id is None or not actor.holds_any(TRAY_KEEPERS, document.court_id):
        return set()
    return {"tray"} if Intake.objects.filter(pk=document.intake_id).exists() else set()


def handlers(case: Case) -> dict[int, str]:
    """Account -> role of those who deal with new material of a case."""
    rows = case.handlers.filter(until=None, role__in=SETTLERS).order_by("pk")
    return dict(rows.values_list("account_id", "role"))


def may_scan(actor: Actor, court: str, case: Case | None) -> bool:
    """Who may scan at the counter: the tray's holders of the court; for a case also who keeps its dossier."""
    if actor.holds_any(TRAY_KEEPERS, court):
        return True
    if case is None:
        return False
    return actor.me.pk in handlers(case) or actor.holds(Office.ARCHIVIST, court) is not None


def keeps_original(actor: Actor, document: Document) -> bool:
    """Who scans a paper anew and keeps its paper original: the tray's holders, then who keeps the dossier, the archivist."""
    if document.case is None:
        return actor.holds_any(TRAY_KEEPERS, document.court_id)
    return actor.me.pk in handlers(document.case) or actor.holds(Office.ARCHIVIST, document.court_id) is not None


@rule(Intake, "read")
def read(actor: Actor, intake: Intake, related: frozenset) -> Verdict:
    """The row and its receipt; the papers themselves ask court.spine.dossier.access."""
    if related & {"tray", "sender", "handler"}:
        return ALLOW
    return ALLOW if intake.case and actor.is_staff and may(actor, "read", intake.case) else HIDDEN


@rule(Intake, "keep")
def keep(actor: Actor, intake: Intake, related: frozenset) -> Verdict:
    """Take it on, add papers, give it to a case, send it back."""
    return ALLOW if "tray" in related else HIDDEN


@rule(Intake, "settle")
def settle(actor: Actor, intake: Intake, related: frozenset) -> Verdict:
    if "handler" in related:
        return ALLOW
    return deny("新收到的材料由本案法官、书记员处理。") if read(actor, intake, related) else HIDDEN


@scoper(Intake)
def visible_intakes(actor: Actor, intakes: QuerySet) -> QuerySet:
    if actor.account is None:
        return intakes.none()
    if not actor.is_staff:
        return intakes.filter(account=actor.account)
    courts = [one.court_id for one in actor.appointments if one.office in TRAY_KEEPERS]
    return intakes.filter(Q(court__in=courts) | Q(case__in=visible(actor, Case.objects.all()).values("pk")))
