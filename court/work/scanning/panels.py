"""Parts that stand on other rooms' pages: the steps of a paper, the stuck ones on the duty page."""

from court.base.access.actor import Actor
from court.base.courts import clock
from court.base.people.models import Office
from court.spine.dossier.models import Document
from court.spine.errands.duty import Part
from court.work.scanning import queries, taking
from court.work.scanning.models import Step, Way

TONES = {"waiting": "calm", "running": "info", "done": "good", "unsure": "warn", "failed": "alarm", "skipped": "calm"}


def facts(request, document: Document) -> dict | None:
    """What the part with a paper's steps shows; None for a paper that never entered."""
    way = Way.objects.filter(pk=document.pk).select_related("document__case").first()
    if way is None:
        return None
    keeps = queries.keeps(request.actor, document.case)
    found = list(way.steps.all())
    return {
        "document": document,
        "way": way,
        "rows": [{"step": one, "tone": TONES[one.state]} for one in found],
        "going": way.state == Way.State.GOING and any(one.state in ("running", "waiting") for one in found),
        "keeps": keeps,
        "deeds": way.deeds.select_related("by__person").order_by("-pk") if keeps else [],
        "fields": taking.fields_of(way) if keeps else [],
        "parts": document.parts.filter(case=document.case_id).exclude(state=Document.State.STRUCK).order_by("part_from"),
        "differ": way.differences.filter(state__in=taking.OPEN).exists(),
        "splittable": (way.pages or 0) > 1 and document.state in ("available", "split"),
        "words": {one.value: one.label for one in Step.Owner},
    }


def panel(request, document: Document) -> tuple[str, dict] | None:
    found = facts(request, document)
    return ("scanning/steps.html", found) if found else None


def stuck_part(actor: Actor) -> Part | None:
    """The duty officer's card: papers whose way is stuck, in the courts this person watches."""
    courts = [one.court_id for one in actor.appointments if one.office in (Office.DUTY_OFFICER, Office.SYSTEM_ADMIN)]
    found = list(queries.stuck(courts, clock.now())[:20]) if courts else []
    return Part("材料处理受阻", "scanning/stuck.html", {"steps": found}, alarm=True) if found else None
