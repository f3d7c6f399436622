"""What follows when a paper is served: the order is settled, the 送达回证 filed, and the case told by a system act."""
from datetime import datetime
from typing import Any

from court.kit.days import plain
from court.spine import wiring
from court.spine.cases import acts, definitions
from court.spine.cases.models import Case
from court.spine.consequences.effects import mark
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.spine.journal.actions import append
from court.spine.journal.models import Entry
from court.spine.tasks.actions import close_tasks
from court.work.process_service import kinds, ordering
from court.work.process_service.models import Attempt, ServiceOrder

Wanted, State = ServiceOrder.Wanted, ServiceOrder.State
ACTS: dict[str, str] = {Wanted.COMPLAINT: "complaint_served", Wanted.EVIDENCE: "evidence_notice_served",
        Wanted.APPEALABLE: "judgment_served", Wanted.FINAL: "paper_received",
        Wanted.APPEAL: "appeal_copy_served"}
# Rulings that do not end the case and may be appealed: (act, kind of paper) -> what their service tells the case.
RULINGS = {("reject_jurisdiction_objection", "objection"): "objection_ruling_served",
           ("dismiss_main_claim", "dismissal"): "main_dismissal_served"}
JUDGED_PROOF = "判决书、调解书、裁定书送达回证"
wiring.files_under("送达回证", JUDGED_PROOF)


def settle(order: ServiceOrder, attempt: Attempt, by, at: datetime) -> None:
    """The paper is served by this try. The first day that counts stands, if several tries were good."""
    attempt.state = Attempt.State.EFFECTIVE
    attempt.save(update_fields=["state"])
    if order.is_served and order.effective_on <= attempt.effective_on:
        return
    order.state, order.effective_on = State.EFFECTIVE, attempt.effective_on
    order.save(update_fields=["state", "effective_on"])
    account = by.account if by else None
    append(order.case.stream, "service.effective", by=account, at=at, court=order.court_id, facts={
        "order": str(order.pk), "document": str(order.document_id), "party": str(order.party_id),
        "attempt": str(attempt.pk), "way": attempt.way, "served_on": order.effective_on.isoformat()})
    mark(order.case_id, order.entry_place, "document", order.document.template, delivered=at,
         person_id=order.party.person_id)
    _certify(order, attempt, by, at)
    close_tasks(f"service-order:{order.pk}", "service_failed", by=account, at=at)
    ordering.keep_task(order.case, at, account)
    tell_case(order, at)


def tell_case(order: ServiceOrder, at: datetime) -> None:
    """Perform the system act that service brings about, where the case is at a stage that takes it."""
    code = ACTS.get(order.wanted)
    if code is None or (code == "evidence_notice_served" and order.party.role == "defendant"):
        return  # a defendant's evidence period starts with the complaint
    code = RULINGS.get((order.act, order.document.kind), code)
    closing = str(order.document_id) == order.case.facts.get("paper")
    if order.wanted in (Wanted.APPEALABLE, Wanted.FINAL) and not closing and code not in RULINGS.values():
        return
    case = Case.objects.select_related("court").get(pk=order.case_id)
    act = definitions.of(case).act(code)
    if act is None or case.stage not in act.stages:
        return
    facts: dict[str, Any] = {"party": str(order.party_id), "served_on": order.effective_on.isoformat()}
    if code in ("complaint_served", "evidence_notice_served"):
        facts["days"] = _evidence_days(order)
    if code == "judgment_served":
        facts["doc"] = kinds.APPEALABLE[order.document.kind]
    acts.perform(case, code, by=None, at=at, facts=facts)


def _evidence_days(order: ServiceOrder) -> int:
    """The evidence period the court fixed when it sent the papers."""
    entry = Entry.objects.get(stream=order.case.stream, place=order.entry_place)
    return int(entry.read_facts().get("days", 15))


def place_of(document: Document) -> str:
    """The catalogue item of the proof: beside its paper where the item says so, else with the judgment's proofs."""
    return document.item if "送达回证" in document.item or document.template != "court_paper" else JUDGED_PROOF


def _certify(order: ServiceOrder, attempt: Attempt, by, at: datetime) -> None:
    """送达回证, made and filed by itself; a corrected service makes a new one and supersedes the old."""
    old = Document.objects.filter(case=order.case, kind="service_receipt", data__order=str(order.pk)).exclude(
        state=Document.State.SUPERSEDED).order_by("-id").first()
    new = dossier.expect(
        order.case, "service_receipt", receipt(order, attempt), kind="service_receipt", party=order.party,
        title=f"送达回证（{order.document.title}·{order.party.name}）", item=place_of(order.document), by=by, at=at,
        key=f"service_receipt:{attempt.pk}")
    if old and old.pk != new.pk:
        dossier.supersede(old, new, by=by, at=at, why="送达登记更正")


def receipt(order: ServiceOrder, attempt: Attempt) -> dict:
    """The facts of the 送达回证."""
    sender = attempt.entered_by.person.name if attempt.entered_by else "电子送达平台"
    rows = [("案由", order.case.cause), ("案号", order.case.number), ("受送达人", order.party.name),
            ("送达文书", order.document.title), ("送达方式", kinds.label_of(attempt.way)),
            (kinds.DAY_LABELS[attempt.way], plain(attempt.day))]
    if attempt.signed_on:
        rows.append(("签收日期", plain(attempt.signed_on)))
    if attempt.returned_on:
        rows.append(("退回日期及原因", f"{plain(attempt.returned_on)}　{attempt.reason}"))
    if attempt.tracking:
        rows.append(("邮件单号或公告载体", attempt.tracking))
    rows += [("签收人", attempt.receiver or ("系统记录到达" if attempt.way == "electronic" else "见送达凭证")),
             ("送达生效日期", plain(order.effective_on)), ("依据", attempt.explained), ("送达人", sender)]
    return {"order": str(order.pk), "name": "送达回证", "rows": [{"label": a, "value": b} for a, b in rows]}
