"""Who sees and decides requests to look into an archive, and who reads the papers that came with them."""
from django.db.models import QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import ALLOW, Verdict, deny, resolver, rule, scoper
from court.base.people.models import Office
from court.spine.dossier.models import Document
from court.work.archives.inquiries import KIND
from court.work.archives.models import Inquiry

HIDDEN = deny("没有找到该查档申请。", hidden=True)


@resolver(Inquiry)
def inquiry_relations(actor: Actor, one: Inquiry) -> set[str]:
    if actor.account is None:
        return set()
    if not actor.is_staff:
        return {"applicant"} if one.person_id == actor.person_id else set()
    return {"archivist"} if actor.holds(Office.ARCHIVIST, one.court_id) else set()


@rule(Inquiry, "read")
def read(actor: Actor, one: Inquiry, related: frozenset) -> Verdict:
    return ALLOW if related else HIDDEN


@rule(Inquiry, "decide")
def decide(actor: Actor, one: Inquiry, related: frozenset) -> Verdict:
    if "archivist" not in related:
        return HIDDEN
    return deny("不能审批本人的申请。", law="民事诉讼法第四十七条") if one.person_id == actor.person_id else ALLOW


@scoper(Inquiry)
def visible_inquiries(actor: Actor, some: QuerySet) -> QuerySet:
    if not actor.is_staff:
        return some.filter(person_id=actor.person_id)
    courts = [post.court_id for post in actor.appointments if post.office == Office.ARCHIVIST]
    return some.filter(court__in=courts)


@resolver(Document)
def papers_of_inquiry(actor: Actor, document: Document) -> set[str]:
    if document.intake_id is None or document.kind != KIND or not actor.is_staff:
        return set()
    one = Inquiry.objects.filter(pk=document.intake_id).first()
    return set(inquiry_relations(actor, one)) if one else set()
