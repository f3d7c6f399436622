"""Who sees a request to read, who decides it, and who opens the papers that came with it."""
from django.db.models import Exists, OuterRef, Q, QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import ALLOW, Verdict, deny, relations, resolver, rule, scoper
from court.base.people.models import Office
from court.spine.cases.models import Handler
from court.spine.dossier.models import Document
from court.work.inspection.models import Inspection

KIND = "inspection_authority"
HIDDEN = deny("没有找到该阅卷申请。", hidden=True)
DECIDERS = {Handler.Role.JUDGE, Handler.Role.PRESIDING, Handler.Role.CLERK}
LEADERS = {"court_leader", "division_leader"}


@resolver(Inspection)
def inspection_relations(actor: Actor, one: Inspection) -> set[str]:
    if actor.account is None:
        return set()
    if not actor.is_staff:
        return {"applicant"} if one.person_id == actor.person_id else set()
    found: set[str] = set()
    if one.case is not None:
        related = relations(actor, one.case)
        if related & DECIDERS:
            found.add("decider")
        if related & LEADERS:
            found.add("leader")
    elif actor.holds_any((Office.PRESIDENT, Office.VICE_PRESIDENT), one.court_id):
        found.add("leader")
    if _of_office(one) and actor.holds(_of_office(one), one.court_id):
        found.add("decider")
    return found


def _of_office(one: Inspection) -> str:
    """The office that decides where nobody handles the case: the archive's once it is archived, else the filing desk."""
    if one.case is None or one.case.judge_id is None:
        return Office.FILING_CLERK.value
    return Office.ARCHIVIST.value if one.case.archived_on else ""


@rule(Inspection, "read")
def read(actor: Actor, one: Inspection, related: frozenset) -> Verdict:
    return ALLOW if related else HIDDEN


@rule(Inspection, "decide")
def decide(actor: Actor, one: Inspection, related: frozenset) -> Verdict:
    if not related:
        return HIDDEN
    if "decider" not in related:
        return deny("阅卷申请由本案的法官或者书记员审批。")
    if one.person_id == actor.person_id:
        return deny("不能审批本人的申请。", law="民事诉讼法第四十七条")
    return ALLOW


@scoper(Inspection)
def visible_inspections(actor: Actor, some: QuerySet) -> QuerySet:
    if actor.account is None:
        return some.none()
    if not actor.is_staff:
        return some.filter(person_id=actor.person_id)
    mine = Handler.objects.filter(case=OuterRef("case"), account=actor.account, until=None, role__in=DECIDERS)
    found = Q(Exists(mine))
    for post in actor.appointments:
        court = Q(court=post.court_id)
        if post.office in (Office.PRESIDENT, Office.VICE_PRESIDENT):
            found |= court
        elif post.office == Office.DIVISION_HEAD and post.division_id:
            found |= court & Q(case__division=post.division_id)
        elif post.office == Office.FILING_CLERK:
            found |= court & (Q(case=None) | Q(case__judge=None))
        elif post.office == Office.ARCHIVIST:
            found |= court & Q(case__archived_on__isnull=False)
    return some.filter(found)


@resolver(Document)
def papers_of_request(actor: Actor, document: Document) -> set[str]:
    """Who decides the request reads the authority that came with it."""
    if document.intake_id is None or document.kind != KIND or not actor.is_staff:
        return set()
    one = Inspection.objects.select_related("case").filter(pk=document.intake_id).first()
    return {"handler"} if one and "decider" in inspection_relations(actor, one) else set()
