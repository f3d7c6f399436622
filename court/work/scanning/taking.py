"""Third piece: the fields of a sorted paper are taken and held against the case; the machine changes no data."""

import json
from datetime import date, datetime

from django.db import transaction

from court.spine.cases.models import Handler
from court.spine.dossier import texts
from court.spine.dossier.models import Document
from court.spine.tasks.actions import close_tasks, open_task
from court.work.scanning import comparing, papers, steps
from court.work.scanning.models import Deed, Difference, Way

Name, State = steps.Name, steps.State
TASK = "compare_paper"
NO_CASE = "立案或者转入案件后比对。"
OWN = "本院制作的材料，内容出自案件信息，不再比对。"
OPEN = (Difference.State.OPEN, Difference.State.LATER)


def take(document_id: int, *, at: datetime) -> None:
    """Take the fields once, compare once a case is there, then ask for the filing."""
    document = Document.objects.select_related("case", "court", "party").get(pk=document_id)
    way = steps.opened(document, at)
    if document.state != Document.State.AVAILABLE or way.rendition is None:
        return
    if not steps.over(way, Name.FIELDS):
        steps.begin(way, Name.FIELDS, at)
        found = papers.fields(way.kind, texts.layout(way.rendition)) if _known(way) else None
        _keep(way, found, at)
    compare(document, at)
    with transaction.atomic():
        steps.go_on(way, "scanning.file", at, f":c{document.case_id or 0}:{way.kind}")


def _known(way: Way) -> bool:
    return (way.confidence or 0) >= papers.SURE or way.confirmed


def _keep(way: Way, found: dict | None, at: datetime) -> None:
    with transaction.atomic():
        way = steps.locked(way.pk)
        if steps.over(way, Name.FIELDS):
            return
        if found is None:
            steps.put(way, Name.FIELDS, State.WAITING, at, "确认归类后提取。", steps.Owner.KEEPER)
            return
        rows = [_row(name, one) for name, one in found.items()]
        way.fields = json.dumps(rows, ensure_ascii=False) if rows else ""
        way.save(update_fields=["fields"])
        if rows:
            Deed.objects.create(way=way, what=Deed.What.FIELDS, after={"fields": [row["name"] for row in rows]}, at=at)
        steps.put(way, Name.FIELDS, State.DONE, at, f"提取{len(rows)}项。" if rows else "没有可提取的信息。")


def _row(name: str, found: papers.Found) -> dict:
    exact = found.exact.isoformat() if isinstance(found.exact, date) else found.exact
    return {"name": name, "value": found.value, "page": found.page + 1, "quad": found.quad, "sure": round(found.sure, 3),
            "valid": found.valid, "note": found.note, "exact": exact}  # fmt: skip


def fields_of(way: Way) -> list[dict]:
    """What was read in a paper: name, value, page (from 1), quad, sure, valid, note, exact."""
    return json.loads(way.fields) if way.fields else []


def compare(document: Document, at: datetime) -> None:
    """Hold what was read against the case: differences as rows, one task a case. Twice is once."""
    with transaction.atomic():
        way = steps.locked(document.pk)
        if steps.over(way, Name.COMPARED) or steps.state_of(way, Name.COMPARED) == State.UNSURE:
            return
        if not steps.over(way, Name.FIELDS):
            steps.put(way, Name.COMPARED, State.WAITING, at, "确认归类后比对。", steps.Owner.KEEPER)
            return
        if document.case is None:
            steps.put(way, Name.COMPARED, State.WAITING, at, NO_CASE)
            return
        if document.template:
            steps.put(way, Name.COMPARED, State.SKIPPED, at, OWN)
            return
        found = comparing.differences(document.case, document, way.kind, fields_of(way))
        for one in found:
            Difference.objects.create(way=way, case=document.case, found_at=at, **one)
        if found:
            steps.put(way, Name.COMPARED, State.UNSURE, at, f"有{len(found)}处与案件信息不一致，请核对。", steps.Owner.KEEPER)
            ask_keeper(document.case, at)
        else:
            steps.put(way, Name.COMPARED, State.DONE, at, "与案件信息一致。" if fields_of(way) else "没有需要比对的信息。")


def ask_keeper(case, at: datetime) -> None:
    """One task a case for its clerk, as long as differences are open."""
    open_task(court=case.court_id, subject=f"differences:{case.pk}", kind=TASK, label="核对材料与案件信息不一致之处", at=at,
              case=case, assignee=keeper_of(case), office="" if keeper_of(case) else "filing_clerk")  # fmt: skip


def keeper_of(case):
    """Who keeps the dossier: the clerk, else the assistant, else the judge; None before anybody was appointed."""
    rows = Handler.objects.filter(case=case, until=None).select_related("account")
    by_role = {one.role: one.account for one in rows}
    return next((by_role[role] for role in ("clerk", "assistant", "judge", "presiding") if role in by_role), None)


def stop_asking(case, *, by, at: datetime) -> None:
    """The case went to the archive: what nobody decided stays as it was read, but is asked no more."""
    close_tasks(f"differences:{case.pk}", TASK, by=by, at=at, cancelled=True)


def close_where_all_decided(way: Way, *, by, at: datetime) -> None:
    """Steps and the case's task, once nothing is open any more."""
    if not way.differences.filter(state__in=OPEN).exists():
        steps.put(way, Name.COMPARED, State.DONE, at, "已核对。")
    case = way.document.case
    if case and not Difference.objects.filter(case=case, state__in=OPEN).exists():
        close_tasks(f"differences:{case.pk}", TASK, by=by, at=at)
