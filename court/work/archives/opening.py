"""Who may look into an archive from outside, and what of it: 正卷 alone, in the form for somebody outside the court."""
from datetime import datetime

from court.base.access.actor import Actor
from court.kit.days import stamp
from court.kit.refusal import not_there
from court.spine.cases.models import Case, Party, Representative
from court.spine.dossier import access as dossier
from court.spine.dossier import places
from court.spine.dossier.models import Document
from court.spine.dossier.places import Placed
from court.work.archives.models import Archive, Inquiry
from law import registry
from law.answer import LawError

PARTY, AGENT, ASKED, PUBLIC = "party", "representative", "inquiry", "public"
JUDGMENT = "判决书、调解书、裁定书正本"
STATEMENT = "调解书"
ENDED_BY = {"mediation": STATEMENT, "withdrawal": "裁定书", "deemed_withdrawal": "裁定书", "dismissal": "裁定书"}
WORDS = {PARTY: "本案当事人", AGENT: "本案诉讼代理人", ASKED: "经档案管理部门准许", PUBLIC: "公众查阅生效裁判文书"}


def own(actor: Actor) -> list[Archive]:
    """Archives of cases somebody was a party of, or still acts in, by the verified person."""
    person = actor.person_id
    cases = {*Party.objects.filter(person_id=person, left_on=None).values_list("case", flat=True),
             *Representative.objects.filter(person_id=person, until=None, party__left_on=None).values_list("case", flat=True)}
    rows = Archive.objects.filter(case__in=cases, disposed_at=None).select_related("case__court").order_by("-pk")[:100]
    return [one for one in rows if not closed_off(one.case)]


def basis(actor: Actor, archive: Archive, at: datetime) -> str:
    """On what somebody looks into an archive now; "" where it is closed to them. Asked anew for every page."""
    case = archive.case
    if not actor.is_litigant or closed_off(case) or archive.disposed_at is not None:
        return ""
    if Party.objects.filter(case=case, person_id=actor.person_id, left_on=None).exists():
        return PARTY
    if Representative.objects.filter(case=case, person_id=actor.person_id, until=None, party__left_on=None).exists():
        return AGENT
    granted = Inquiry.objects.filter(archive=archive, person_id=actor.person_id, state=Inquiry.State.GRANTED, until__gt=at)
    if granted.exists():
        return ASKED
    return PUBLIC if is_public(case) else ""


def is_public(case: Case) -> bool:
    """Whether anybody may look up what ended the case (民事诉讼法第一百五十九条): tried in public, and of a kind that is published."""
    if case.secrecy != Case.Secrecy.NORMAL or case.is_state_secret:
        return False
    document = ENDED_BY.get(case.close_manner, "判决书")
    if not registry.call("public.may_read", document=document, effective=case.effective_on is not None)["allowed"]:
        return False
    try:
        return bool(registry.call("publish.allowed", kind=f"{case.cause}{document}")["publish"])
    except LawError:
        return False


def papers(actor: Actor, archive: Archive, at: datetime) -> list[Placed]:
    """What may be looked at now, in the order of the dossier."""
    on = basis(actor, archive, at)
    if not on:
        return []
    mine = dossier.own_parties(actor, archive.case)
    found = places.in_order(archive.case, Document.Volume.MAIN, actor)
    return [placed for placed in found if _is_open(archive.case, placed, on, mine)]


def paper(actor: Actor, archive: Archive, document_id: int, at: datetime) -> Placed:
    """One of them; 404 in the words for what is not there for all others."""
    found = next((one for one in papers(actor, archive, at) if one.document.pk == document_id), None)
    if found is None or found.rendition is None:
        raise not_there()
    return found


def _is_open(case: Case, placed: Placed, on: str, mine: set[int]) -> bool:
    document = placed.document
    document.case = case
    own_paper = document.secrecy == Document.Secrecy.OWN and document.party_id in mine
    if (document.volume != Document.Volume.MAIN or not (document.secrecy == Document.Secrecy.PARTIES or own_paper)
            or document.state != Document.State.AVAILABLE or not document.on_record or document.held or dossier.sealed_off(document)):
        return False
    # Anybody reads the judgment only in its redacted form: names of children, addresses and numbers stay in (公开规定第八至十条).
    return on != PUBLIC or (
        placed.placement.item == JUDGMENT and document.redacted_id is not None and STATEMENT not in document.title)


def closed_off(case: Case) -> bool:
    return case.is_state_secret or case.secrecy == Case.Secrecy.SEALED


def gone(archive: Archive) -> str:
    """Why nobody outside can look into it any more, in words; "" while it is kept and open to those with the right."""
    if archive.disposed_at is not None:
        return f"已于{stamp(archive.disposed_at)}销毁"
    return "已封存或者涉密" if closed_off(archive.case) else ""
