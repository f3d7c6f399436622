"""Who may see a filing and do what with it: the filer, and the filing clerks of its court once it is handed in."""

from django.db.models import Q, QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import ALLOW, Verdict, deny, resolver, rule, scoper
from court.base.people.models import Office
from court.spine.dossier.models import Document
from court.work.filing.models import Filing

HIDDEN = deny("没有找到该立案申请。", hidden=True)
REVIEWERS = (Office.FILING_CLERK, Office.PRESIDENT, Office.VICE_PRESIDENT)


@resolver(Filing)
def filing_relations(actor: Actor, filing: Filing) -> set[str]:
    if actor.account is None:
        return set()
    if not actor.is_staff:
        return {"filer"} if filing.person_id == actor.person_id else set()
    found = set()
    if filing.court_id and actor.holds(Office.FILING_CLERK, filing.court_id):
        found.add("clerk")
    if filing.court_id and actor.holds_any((Office.PRESIDENT, Office.VICE_PRESIDENT), filing.court_id):
        found.add("leader")
    if filing.entered_by_id == actor.account.pk and actor.holds(Office.FILING_CLERK):
        found.add("window")
    return found


@rule(Filing, "read")
def read(actor: Actor, filing: Filing, related: frozenset) -> Verdict:
    """A draft is nobody's business but the filer's, and the clerk's who fills it in at the window."""
    if related & {"filer", "window"}:
        return ALLOW
    return ALLOW if related & {"clerk", "leader"} and filing.state != Filing.State.DRAFT else HIDDEN


@rule(Filing, "edit")
def edit(actor: Actor, filing: Filing, related: frozenset) -> Verdict:
    if "filer" in related:
        return ALLOW
    window = filing.channel == Filing.Channel.WINDOW
    if window and ("window" in related or ("clerk" in related and filing.state != Filing.State.DRAFT)):
        return ALLOW
    return HIDDEN


@rule(Filing, "review")
def review(actor: Actor, filing: Filing, related: frozenset) -> Verdict:
    """The court's filing clerks decide; not on a matter of their own (民事诉讼法第四十七条)."""
    if "clerk" not in related or filing.state == Filing.State.DRAFT:
        return HIDDEN
    if filing.person_id == actor.person_id or filing.parties.filter(person_id=actor.person_id).exists():
        return deny("您是本件的当事人或者代理人，应当回避。", law="民事诉讼法第四十七条")
    return ALLOW


@rule(Filing, "create")
def create(actor: Actor, filing: type, related: frozenset) -> Verdict | None:
    return ALLOW if actor.is_litigant or actor.holds(Office.FILING_CLERK) else None


@scoper(Filing)
def visible_filings(actor: Actor, filings: QuerySet) -> QuerySet:
    if actor.account is None:
        return filings.none()
    if not actor.is_staff:
        return filings.filter(person_id=actor.person_id)
    courts = {one.court_id for one in actor.appointments if one.office in REVIEWERS}
    handed_in = Q(court__in=courts) & ~Q(state=Filing.State.DRAFT)
    return filings.filter(handed_in | Q(entered_by=actor.account))


@resolver(Document)
def papers_of_own_filing(actor: Actor, document: Document) -> set[str]:
    """Who filed at the window is the owner of the papers too, though a clerk put them in."""
    if document.case_id or document.filing_id is None or not actor.is_litigant:
        return set()
    mine = Filing.objects.filter(pk=document.filing_id, person_id=actor.person_id).exists()
    return {"own"} if mine else set()
