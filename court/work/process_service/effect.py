"""The day of service by law, from what was entered. Nothing is written here."""
from dataclasses import dataclass, field
from datetime import date

from court.kit.refusal import Refused
from court.work.process_service import kinds
from court.work.process_service.models import Attempt, ServiceOrder
from law import registry
from law.answer import LawError

SIGNED = {"direct", "entrusted", "via_unit"}
NOTED = {"at_court", "elsewhere", "pronouncement"}


@dataclass(frozen=True)
class Effect:
    """The day (None: not served by this try) and the steps that lead there."""

    day: date | None
    explained: list[str] = field(default_factory=list)


def of(order: ServiceOrder, attempt: Attempt) -> Effect:
    """The day of service that this try brings. Refused, with the article, for a way the law does not allow here."""
    if attempt.way == "post" and attempt.signed_on is None and attempt.returned_on is None:
        return Effect(None, ["邮件已交邮，等待签收回执"])
    try:
        found = registry.call("service.effective_date", **_facts(order, attempt))
    except LawError as refusal:
        raise refused(refusal) from refusal
    return Effect(found["served"], found.explain())


def _facts(order: ServiceOrder, attempt: Attempt) -> dict:
    way, doc = attempt.way, kinds.doc_of(order.document)
    facts: dict = {"mode": way, "procedure": order.case.track}
    if doc == "调解":
        facts["doc"] = doc
    if way in SIGNED:
        facts["signed"] = attempt.day
    elif way in NOTED:
        facts |= {"noted": attempt.day, "witnessed": attempt.witnessed}
    elif way == "leaving":
        facts |= {"left": attempt.day, "witnessed": attempt.witnessed, "doc": doc if doc != "通知" else None}
    elif way == "post":
        facts |= {"posted": attempt.day, "signed": attempt.signed_on, "returned": attempt.returned_on,
                  "reason": attempt.reason}
    elif way == "public_notice":
        facts["published"] = attempt.day
    else:
        facts["sent"] = attempt.day
    return facts


def refused(refusal: LawError) -> Refused:
    return Refused(refusal.text, law="、".join(map(str, refusal.cites)), code=refusal.code, do="请选择其他送达方式或者更正日期。")


def may_serve_electronically(order: ServiceOrder, on: date) -> Effect | None:
    """The law's answer where electronic service is open to this party, else None (民诉法90: consent)."""
    doc = kinds.doc_of(order.document)
    found = registry.call("service.e_serve", doc=doc, consent=order.party.e_service, on=on)
    return Effect(on, [str(step) for step in found.steps]) if found["allowed"] else None
