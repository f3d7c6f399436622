"""The inbox of the court above: files passed up, one to read and to receive, the outcome to send back."""
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.decide import require, visible
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people.pages import told
from court.kit.badges import Badge
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused, not_there
from court.spine.cases import appellants, definitions
from court.spine.clocks.models import Clock
from court.spine.dossier import actions as dossier
from court.spine.dossier import queries as papers
from court.work.appeals import actions
from court.work.appeals.forms import OutcomeForm
from court.work.appeals.models import Handover

PAGE = 30
APPEALED_BY = {"appeal_objection_ruling": "objection", "appeal_main_dismissal": "dismissal"}
TONES = {"sent": "warn", "received": "info", "decided": "good"}
State = Handover.State


@require_safe
@open_to("filing_clerk")
def appeals(request: CourtRequest) -> HttpResponse:
    """Files that wait, files under appeal, files sent back: the newest first, by key."""
    state = request.GET.get("state", State.SENT)
    state = state if state in State.values else State.SENT
    words, before = request.GET.get("q", "").strip()[:60], request.GET.get("before", "")
    mine = visible(request.actor, Handover.objects.all())
    found = mine.filter(case__number__contains=words) if words else mine.filter(state=state)
    if (last := whole_number(before)) is not None:
        found = found.filter(pk__lt=last)
    rows = list(found.select_related("case__court").order_by("-pk")[: PAGE + 1])
    waiting = mine.filter(state=State.SENT).order_by()[:99].count()
    return render(request, "appeals/list.html", {
        "rows": [{"handover": one, "badge": badge(one)} for one in rows[:PAGE]], "state": "" if words else state,
        "states": State.choices, "words": words, "waiting": waiting,
        "next": rows[PAGE - 1].pk if len(rows) > PAGE else None})


def badge(handover: Handover) -> Badge:
    return Badge(handover.get_state_display(), TONES[handover.state])


@require_http_methods(["GET", "POST"])
@open_to("filing_clerk")
def appeal(request: CourtRequest, pk: int) -> HttpResponse:
    """One file: who appealed and against what, the dossier to read; received here, its outcome entered here."""
    handover = to_open(request, pk)
    record_read(request.actor, handover.case.stream, "read", "appeal")
    form, status, refused = OutcomeForm(handover, request.POST or None, request.FILES or None), 200, None
    if request.method == "POST" and form.is_valid():
        try:
            _return(request, handover, form.cleaned_data)
        except Refused as why:
            refused, status = why, told(form, why)
        else:
            say(request, f"{handover.case.number}的二审结果已退回{handover.case.court}。")
            return redirect("appeal_file", pk)
    elif request.method == "POST":
        status = 422
    return render(request, "appeals/one.html", _page(request, handover, form, refused), status=status)


def to_open(request: CourtRequest, pk: int) -> Handover:
    found = Handover.objects.select_related("case__court", "case__judge__person", "sent_by__person", "received_by__person", "paper", "to_court")
    handover = found.filter(pk=pk).first()
    if handover is None:
        raise not_there()
    require(request.actor, "read", handover)
    return handover


def _return(request: CourtRequest, handover: Handover, data: dict) -> None:
    paper = dossier.take_in(data["paper"], data["paper"].name, data["paper"].size) if data["paper"] else None
    to_court = data["to_court"].pk if data.get("to_court") else ""
    outcome = actions.Outcome(data["result"], data["effective_on"], data["above_number"], paper, to_court, data.get("withdrew") or ())
    actions.return_outcome(handover.pk, outcome, by=request.actor, at=clock.now())


def _page(request: CourtRequest, handover: Handover, form: OutcomeForm, refused: Refused | None) -> dict:
    case = handover.case
    definition = definitions.of(case)
    ruling = next((code for code, matter in APPEALED_BY.items() if matter == handover.matter and not case.close_manner), "")
    appealed = appellants.of_ruling(case, ruling) if ruling else appellants.of(case)
    answered = {c.party_id: c.ended_on for c in Clock.objects.filter(case=case, kind="appeal_answer", outcome="answer_appeal")}
    parties = [{"party": one, "appealed": one.pk in appealed, "answered": answered.get(one.pk)}
               for one in case.parties.filter(left_on=None)]
    manner = definition.fields["manner"].choices.get(case.close_manner, "")
    return {"handover": handover, "case": case, "badge": badge(handover), "parties": parties, "manner": manner, "form": form,
            "track": definition.tracks[case.track].label, "stage": definition.stages[case.stage].label, "refused": refused,
            "volumes": papers.volumes(case, request.actor) if handover.state != State.DECIDED else []}


@require_POST
@open_to("filing_clerk")
def receive(request: CourtRequest, pk: int) -> HttpResponse:
    handover = actions.receive(pk, by=request.actor, at=clock.now())
    say(request, f"已签收{handover.case.number}的上诉案卷，{handover.case.court}和当事人可以看到签收时间。")
    return redirect("appeal_file", pk)
