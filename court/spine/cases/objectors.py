"""Who objected to jurisdiction, by the journal of the case; and what an objection that fails costs."""
from datetime import date
from decimal import Decimal

from court.base.courts.queries import setting
from court.spine.cases.models import Case, Party
from court.spine.journal.canon import read_behalf
from court.spine.journal.models import Entry
from law import registry
from law.answer import Answer

FEE_SETTING = "jurisdiction_objection_fee_yuan"
ASKED = "case.object_jurisdiction"
RULED = ("case.reject_jurisdiction_objection", "case.transfer_jurisdiction")


def of(case: Case) -> list[Party]:
    """The parties whose objection waits for the ruling; after it, those on whom it was made. One ruling decides all of them."""
    waiting: dict[int, None] = {}
    ruled = False
    for kind, behalf in Entry.objects.filter(stream=case.stream, kind__in=[ASKED, *RULED]).order_by("place").values_list("kind", "behalf"):
        if kind != ASKED:
            ruled = True
            continue
        waiting, ruled = ({} if ruled else waiting), False
        waiting |= dict.fromkeys(read_behalf(behalf))
    known = {party.pk: party for party in case.parties.filter(pk__in=waiting).select_related("person")}
    return [known[pk] for pk in waiting if pk in known]


def fee(case: Case, on: date, *, upheld: bool = False) -> Answer:
    """{"fee"} in yuan: what the court set within the range of the law, each objection once (诉讼费用交纳办法第十三条第六项)."""
    base = setting(FEE_SETTING, None, on=on, court=case.court_id)
    return registry.call("fee.jurisdiction_objection", upheld=upheld, filed=on, base=None if base is None else Decimal(base))


def in_words(parties: list[Party]) -> str:
    """被告张三；several who bear it together: 被告张三、被告李四共同."""
    named = "、".join(f"{one.get_role_display()}{one.name}" for one in parties)
    return f"{named}共同" if len(parties) > 1 else named
