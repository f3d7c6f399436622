"""Who may look at which paper. One function, stance(), for pages, lists, bundles, pictures, search and exports alike.

副卷 is for the court (S12): its handlers, the leaders within their duty, the archivist once the case is closed.
Outsiders see what is on the record, available, not held back, of 正卷, not restricted to somebody else, and not sealed off
(封存). Of a redacted paper they get the redacted form: places.form_for().
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import ALLOW, Verdict, deny, may, relations, resolver, rule, scoper, visible
from court.base.people.models import Office
from court.spine.cases.models import Case, Handler, Party, Representative
from court.spine.dossier.models import Document, Sealing

State, Volume, Secrecy, Scope = Document.State, Document.Volume, Document.Secrecy, Sealing.Scope
INSIDE = {"handler", "division_leader", "court_leader", "archivist", "case_manager", "filing_clerk", "appeal_court",
          "tray"}
INNER_READERS = {"handler", "division_leader", "court_leader", "archivist"}
PANEL_READERS = {"handler", "court_leader", "archivist"}
SEAL_READERS = {"handler", "court_leader"}
HIDDEN = deny("没有找到该材料。", hidden=True)
CLOSED_TO_OUTSIDERS = {State.EXPECTED, State.WAITING, State.REFUSED, State.SUPERSEDED, State.STRUCK, State.SPLIT}


@resolver(Document)
def document_relations(actor: Actor, document: Document) -> set[str]:
    """The relations to its case, kept for the case object; and "own" for who handed the paper in."""
    found = set(stance(actor, document.case)) if document.case else set()
    if actor.account and document.created_by_id == actor.account.pk and actor.is_litigant:
        found.add("own")
    if document.party_id and document.party_id in own_parties(actor, document.case):
        found.add("own")
    if document.case is None and document.filing_id and actor.holds(Office.FILING_CLERK, document.court_id):
        found.add("filing_clerk")
    return found


def stance(actor: Actor, case: Case) -> frozenset[str]:
    """The relations that open this case to somebody; empty when it is closed to them. Asked once a case object."""
    known = case.__dict__.setdefault("_stances", {})
    key = (actor.account.pk if actor.account else None, actor.on)
    if key not in known:
        known[key] = relations(actor, case) if may(actor, "read_file", case) else frozenset()
    return known[key]


def own_parties(actor: Actor, case: Case | None) -> set[int]:
    """The parties of a case that somebody from outside is or acts for now."""
    person = actor.person_id
    if case is None or person is None or not actor.is_litigant:
        return set()
    known = case.__dict__.setdefault("_own_parties", {})
    if person not in known:
        mine = Party.objects.filter(case=case, person_id=person, left_on=None).values_list("pk", flat=True)
        acting = Representative.objects.filter(case=case, person_id=person, until=None)
        known[person] = {*mine, *acting.values_list("party_id", flat=True)}
    return known[person]


def sealed_off(document: Document) -> set[str]:
    """The scopes in which a paper is closed now, by a sealing of its own or of its dossier. Asked once a case object."""
    case = document.case
    if case is None:
        return set()
    known = case.__dict__.get("_sealings")
    if known is None:
        rows = Sealing.objects.filter(case=case, lifted_at=None).values_list("document_id", "scope")
        known = case.__dict__["_sealings"] = list(rows)
    return {scope for paper, scope in known if paper in (None, document.pk)}


def forget(case: Case) -> None:
    """After a sealing was made or lifted: this case object is to ask again."""
    case.__dict__.pop("_sealings", None)


@rule(Document, "read", "download", "print")
def read(actor: Actor, document: Document, related: frozenset) -> Verdict:
    """Whether the content may be looked at. What must stay unknown is hidden, never merely refused."""
    if actor.is_staff:
        return _inside(document, related)
    if document.volume != Volume.MAIN or not ("own" in related or related & {"party", "representative"}):
        return HIDDEN
    if sealed_off(document):
        return HIDDEN
    if document.secrecy not in (Secrecy.PARTIES, Secrecy.OWN):
        return HIDDEN
    if document.secrecy == Secrecy.OWN and "own" not in related:
        return HIDDEN
    handed_in = "own" in related and not document.template
    if handed_in and document.state in (State.WAITING, State.AVAILABLE):
        return ALLOW
    if document.state in CLOSED_TO_OUTSIDERS or not document.on_record or document.held:
        return deny("该材料已被剔除，不再提供阅看。") if document.state == State.STRUCK else HIDDEN
    return ALLOW


@rule(Document, "list")
def list_(actor: Actor, document: Document, related: frozenset) -> Verdict:
    """Whether the title may stand in a list: what may be read, what one handed in oneself, and struck titles."""
    verdict = read(actor, document, related) or HIDDEN
    if verdict.allowed or actor.is_staff or sealed_off(document):
        return verdict
    open_title = document.volume == Volume.MAIN and document.secrecy == Secrecy.PARTIES and not document.held
    struck = document.state == State.STRUCK and document.on_record and open_title
    refused = document.state == State.REFUSED and "own" in related
    return ALLOW if refused or (struck and related & {"party", "representative"}) else HIDDEN


def _inside(document: Document, related: frozenset) -> Verdict:
    if not related & INSIDE:
        return HIDDEN
    if document.secrecy == Secrecy.PANEL and not related & PANEL_READERS:
        return HIDDEN
    if not related & SEAL_READERS and Scope.PANEL in sealed_off(document):
        return HIDDEN
    if document.volume == Volume.INNER and not related & INNER_READERS:
        return HIDDEN
    return ALLOW


@scoper(Document)
def visible_documents(actor: Actor, documents: QuerySet) -> QuerySet:
    """The papers that lists, counts and search over cases may show somebody."""
    if actor.is_staff:
        return _scope_inside(actor, documents)
    return documents.none() if actor.person_id is None else _scope_outside(actor.person_id, documents)


def _scope_inside(actor: Actor, documents: QuerySet) -> QuerySet:
    cases = visible(actor, Case.objects.all()).values("pk")
    mine = Q(Exists(Handler.objects.filter(case=OuterRef("case"), account=actor.account, until=None)))
    leads, archives = Q(pk=None), Q(pk=None)
    for one in actor.appointments:
        if one.office in (Office.PRESIDENT, Office.VICE_PRESIDENT):
            leads |= Q(court=one.court_id)
        elif one.office == Office.DIVISION_HEAD and one.division_id:
            archives |= Q(case__division=one.division_id) & ~Q(secrecy=Secrecy.PANEL)
        elif one.office == Office.ARCHIVIST:
            archives |= Q(court=one.court_id)
    shut = Q(_sealings(scope=Scope.PANEL))
    return documents.filter(Q(volume=Volume.MAIN) & ~Q(secrecy=Secrecy.PANEL) | mine | leads | archives,
                            mine | leads | ~shut, case__in=cases)


def _sealings(**more: str) -> Exists:
    """What closes a paper now, for a query over papers."""
    of_it = Q(document=None) | Q(document=OuterRef("pk"))
    return Exists(Sealing.objects.filter(of_it, case=OuterRef("case"), lifted_at=None, **more))


def _scope_outside(person: int, documents: QuerySet) -> QuerySet:
    in_case = Party.objects.filter(case=OuterRef("case"), person_id=person, left_on=None)
    acting = Representative.objects.filter(case=OuterRef("case"), person_id=person, until=None)
    own = Q(party__person_id=person, party__left_on=None) | Q(
        Exists(Representative.objects.filter(party=OuterRef("party"), person_id=person, until=None))
    )
    return documents.filter(
        Q(Exists(in_case)) | Q(Exists(acting)),
        Q(secrecy=Secrecy.PARTIES) | Q(own, secrecy=Secrecy.OWN),
        ~Q(_sealings()),
        volume=Volume.MAIN, on_record=True, held=False, state=State.AVAILABLE, case__is_state_secret=False,
    )  # fmt: skip
