"""What a grant opens now: asked anew for every page, so that it ends with its time, its authority, or the paper itself."""
from datetime import datetime

from court.base.access.actor import Actor
from court.kit.days import date_of, stamp
from court.kit.refusal import Refused, not_there
from court.spine.cases.models import Case, Representative
from court.spine.dossier import access as dossier
from court.spine.dossier import places, verification
from court.spine.dossier.models import Document
from court.spine.dossier.places import Placed
from court.work.inspection.models import Inspection

State, Scope = Inspection.State, Inspection.Scope
DESTROYED = "本案档案保管期限届满，已依法销毁。"
AGAIN = "仍需阅卷的，请重新提出申请。"


def shut(one: Inspection, at: datetime) -> str:
    """Why nothing can be read under this request at this moment; "" while it is open."""
    if why := lost(one, at):
        return why
    assert one.until is not None
    return f"阅看期限已于{stamp(one.until)}届满。" if at >= one.until else ""


def lost(one: Inspection, at: datetime) -> str:
    """The same but for its time: what more time can't mend."""
    if one.state == State.REVOKED:
        return f"法院已撤销本次阅卷。理由：{one.reason}"
    if one.state == State.FINISHED:
        return "您已结束本次阅卷。"
    if one.state != State.GRANTED or one.case is None or one.until is None:
        return "本次阅卷申请没有获得准许。"
    if one.case.is_state_secret or one.case.secrecy == Case.Secrecy.SEALED:
        return "本案材料现已不提供线上阅看。"
    if verification.is_disposed(one.case):
        return DESTROYED
    return _authority(one, at)


def _authority(one: Inspection, at: datetime) -> str:
    role = one.representative
    if role is not None and role.until is not None and role.until <= at and not _acts_still(role):
        return "您在本案的代理权限已经终止，本次阅卷同时终止。"
    if one.party is not None and one.party.left_on is not None:
        return f"{'您' if one.capacity == Inspection.Capacity.PARTY else '您代理的当事人'}已不是本案当事人，本次阅卷同时终止。"
    if one.authority_until is not None and date_of(at) > one.authority_until:
        return "委托手续载明的授权期限已经届满，本次阅卷同时终止。"
    return ""


def _acts_still(role: Representative) -> bool:
    """Whether another row stands for the same agent of the same party: an authority was changed, not ended."""
    return Representative.objects.filter(party=role.party_id, person=role.person_id, until=None).exists()


def opened(one: Inspection, at: datetime) -> None:
    """Refused (403) with the reason and the cure where the grant is closed."""
    if why := shut(one, at):
        raise Refused(why, do=AGAIN, code="inspection_ended", status=403)


def papers(one: Inspection, reader: Actor | None) -> list[Placed]:
    """The papers the grant opens now, in the order of the dossier, each in the form for somebody outside the court."""
    if one.case is None:
        return []
    found = places.in_order(one.case, Document.Volume.MAIN, reader)
    return [placed for placed in found if is_granted(one, placed) and is_open(one, placed.document)]


def askable(case: Case, party_id: int | None, reader: Actor) -> list[Placed]:
    """What a request of this person could be about, for the list to choose from."""
    like = Inspection(case=case, party_id=party_id)
    return [placed for placed in places.in_order(case, Document.Volume.MAIN, reader) if is_open(like, placed.document)]


def is_granted(one: Inspection, placed: Placed) -> bool:
    if one.granted == Scope.WHOLE:
        return True
    if one.granted == Scope.ITEMS:
        return placed.placement.item in one.granted_items
    return str(placed.document.pk) in one.granted_papers


def is_open(one: Inspection, document: Document) -> bool:
    """Never 副卷 (READ 5), nothing held back, struck, replaced, sealed off, or restricted to somebody else."""
    document.case = one.case
    # Who asked by number named the party himself: what that party gave to the court alone stays with agents on record.
    own = (document.secrecy == Document.Secrecy.OWN and one.party_id is not None and document.party_id == one.party_id
           and not one.principal)
    return (
        document.volume == Document.Volume.MAIN
        and (document.secrecy == Document.Secrecy.PARTIES or own)
        and document.state == Document.State.AVAILABLE
        and document.on_record and not document.held
        and not dossier.sealed_off(document)
    )


def paper(one: Inspection, document_id: int, reader: Actor) -> Placed:
    """One paper that may be read now; 404 in the words for what is not there for all others."""
    found = next((placed for placed in papers(one, reader) if placed.document.pk == document_id), None)
    if found is None or found.rendition is None:
        raise not_there()
    return found
