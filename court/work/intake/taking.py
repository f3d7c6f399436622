"""From a form to papers: files stored before the transaction, in their order, as one paper or each as its own."""

from typing import Any

from court.kit.ids import secret_token
from court.spine.dossier import actions as dossier
from court.spine.dossier import looking
from court.work.intake.actions import Paper, natural


def fresh(**more: Any) -> dict[str, Any]:
    """What a form starts with."""
    return {"key": secret_token(), "sorting": "name", "together": True, **more}


def papers(data: dict[str, Any], *, closer: bool = False) -> list[Paper]:
    """The papers of a form; Refused names the file. `closer`: looked into at once, as what litigants send."""
    chosen = list(data.get("papers") or [])
    if data.get("sorting") != "given":
        chosen.sort(key=lambda one: natural(one.name or ""))
    arrived = []
    for one in chosen:
        taken = dossier.take_in(one, one.name or "", one.size)
        arrived.append(looking.closer(taken) if closer else taken)
    if not arrived:
        return []
    title = (data.get("title") or "").strip()
    if data.get("together") or len(arrived) == 1:
        dossier.bindable(arrived)
        return [Paper(title or _stem(arrived[0].name), arrived)]
    return [Paper(f"{title}（{place}）" if title else _stem(one.name), [one]) for place, one in enumerate(arrived, 1)]


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
