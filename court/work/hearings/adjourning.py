"""A party's application to adjourn (延期开庭申请): what was asked, whether it waits, what it means for the trial limit."""
from dataclasses import dataclass
from datetime import date

from court.spine.cases.models import Case, Note, Party
from court.spine.clocks.models import Clock
from court.spine.dossier.models import Document
from court.spine.journal.models import Entry

ASKED, REFUSED, DONE = "case.request_adjournment", "case.refuse_adjournment", "case.adjourn_hearing"


@dataclass(frozen=True)
class Asked:
    """One application as the journal has it; `reason` is the note, `material` the proof in the dossier."""

    place: int
    hearing_id: int
    ground: str
    parties: list[Party]
    reason: str
    material: Document | None
    on: str


def pending(case: Case) -> Asked | None:
    """The application nobody has decided yet; a hearing adjourned or an application refused ends it."""
    last = Entry.objects.filter(stream=case.stream, kind__in=(ASKED, REFUSED, DONE)).order_by("-place").first()
    return asked(case, last) if last and last.kind == ASKED else None


def asked(case: Case, entry: Entry) -> Asked:
    facts = entry.read_facts()
    note = Note.objects.filter(case=case, place=entry.place, name="reason").values_list("text", flat=True).first()
    material = Document.objects.filter(case=case, pk=int(facts["material"])).first() if "material" in facts else None
    return Asked(entry.place, int(facts["hearing"]), facts["ground"], list(Party.objects.filter(case=case, pk__in=entry.read_behalf())),
                 note or "", material, entry.at[:10])


def limit_effect(case: Case, on: date) -> list[str]:
    """What an adjournment does to the trial limit, in sentences for the judge."""
    limit = Clock.objects.filter(case=case, kind="trial_limit", ended_on=None).first()
    if limit is None or limit.due_on is None:
        return []
    left = (limit.due_on - on).days
    lines = [f"延期开庭不扣除审限：本案审限至{limit.due_on}届满，{f'尚余{left}日' if left >= 0 else f'已超{-left}日'}。",
             "因鉴定、公告、双方申请庭外和解等需要扣除审限的，另在案件中办理“扣除审限”。"]
    if left < 45:
        lines.append("申请延长审限应当在届满15日前提出（延长审限规定第一条），请一并考虑。")
    return lines
