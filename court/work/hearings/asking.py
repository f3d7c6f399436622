"""What a party asks about a hearing: the act, with its proof put into the dossier, in one transaction."""
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from court.base.access.actor import Actor
from court.spine import wiring
from court.spine.cases import acts
from court.spine.cases.models import Case, Party
from court.spine.dossier import actions as dossier
from court.spine.journal.models import Entry
from court.work.hearings import actions

ITEM = "延长举证期限、追加当事人等申请及通知"
wiring.files_under("申请延期开庭", ITEM)


def own_parties(case: Case, actor: Actor) -> list[Party]:
    """The parties somebody from outside is, or acts for now."""
    mine = Q(person=actor.person) | Q(representatives__person=actor.person, representatives__until=None)
    return list(case.parties.filter(mine, left_on=None).distinct())


def agree(case: Case, party: Party, said: str, *, by: Actor, at: datetime, token: int | None = None, key: str = "") -> Entry:
    """Say for one's party which periods it doesn't need (act agree_early_hearing). said: both, evidence, none."""
    return acts.perform(case, "agree_early_hearing", by=by, at=at, token=token, key=key,
                        facts={"party": str(party.pk), "periods": said})


def adjournment(hearing_id: int, *, ground: str, reason: str, proof: dossier.Arrived | None, by: Actor, at: datetime,
                token: int | None = None, key: str = "") -> Entry:
    """Apply for an adjournment (act request_adjournment). Nothing is kept where it is refused; a repeat of `key` is once.

    proof  what dossier.take_in gave
    """
    with transaction.atomic():
        hearing = actions.locked(hearing_id)
        case = hearing.case
        if key and (done := acts.stored(by, key)):
            return Entry.objects.get(stream=case.stream, place=done["place"])
        facts = {"hearing": str(hearing.pk), "ground": ground, "reason": reason}
        if proof:
            party = own_parties(case, by)[0]
            paper = dossier.receive(case.court, proof, kind="adjournment_proof", title=f"延期开庭申请证明材料（{party.name}）",
                                    by=by, at=at, case=case, party=party, item=ITEM)
            facts["material"] = str(paper.pk)
        return acts.perform(case, "request_adjournment", by=by, at=at, token=token, key=key, facts=facts)
