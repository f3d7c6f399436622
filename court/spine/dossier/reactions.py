"""What the dossier does when others ask: papers of acts, and the errands that make and check pages."""

from datetime import datetime
from typing import Any

from court.base.access.actor import Actor
from court.base.people.models import Account
from court.kit.press.typesetting import Unprintable
from court.ports.failure import OutsideFailed
from court.spine.cases.models import Case, Party
from court.spine.dossier import checking, effects, rendering
from court.spine.dossier.actions import expect
from court.spine.dossier.models import Document
from court.spine.errands.models import Errand
from court.spine.errands.registry import ErrandFails, handler
from court.spine.journal.models import Entry

__all__ = ["effects", "produce_documents"]


def produce_documents(
    case: Case, entry: Entry, specs: list[dict], *, by: Actor | Account | None, at: datetime
) -> list[Document]:
    """Ask for the papers an act produces, in the act's transaction; an errand makes the pages.

    spec  template, title, volume, item, secrecy; where needed kind, party_id, data, sealed, held, document (its id)
    The same entry, template and party is one paper, however often it is asked for.
    """
    made = []
    for place, spec in enumerate(specs):
        party_id = int(spec["party_id"]) if spec.get("party_id") else None
        party = Party.objects.get(pk=party_id, case=case) if party_id else None
        made.append(expect(
            case, spec["template"], spec.get("data") or {}, kind=spec.get("kind") or spec["template"],
            title=spec["title"], volume=spec["volume"], item=spec["item"], secrecy=spec["secrecy"], party=party, by=by,
            at=at, entry=entry, sealed=bool(spec.get("sealed")), held=bool(spec.get("held")),
            key=_key(entry, spec, party_id, place), document_id=int(spec["document"]) if spec.get("document") else None,
        ))  # fmt: skip
    return made


def _key(entry: Entry, spec: dict, party_id: int | None, place: int) -> str:
    return spec.get("document") or f"{entry.stream}:{entry.place}:{spec['template']}:{party_id or place}"


@handler("document.render", outside=True)
def render(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    document = _document(payload)
    try:
        rendering.render_now(document, at=now)
    except Unprintable as refusal:
        Document.objects.filter(pk=document.pk).update(note=refusal.for_people()[:300])
        raise ErrandFails(refusal.for_people(), for_good=refusal.code == "no_template") from refusal


@handler("document.inspect", outside=True)
def check(payload: dict[str, Any], now: datetime, errand: Errand) -> None:
    try:
        checking.inspect_document(_document(payload), at=now)
    except OutsideFailed as failure:
        raise ErrandFails(failure.why, down=True) from failure


def _document(payload: dict[str, Any]) -> Document:
    return Document.objects.select_related("case", "court", "party").get(pk=int(payload["document"]))
