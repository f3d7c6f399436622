"""The service desk of clerks and service officers: the queue by case, one paper's story, entries and corrections."""
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.decide import may, require
from court.base.access.reads import record_read
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.kit.ids import secret_token
from court.kit.pages import say, whole_number
from court.kit.paging import by_key
from court.kit.refusal import Refused, not_there
from court.spine.cases import opening as case_opening
from court.spine.cases.models import Case
from court.spine.dossier import actions as dossier
from court.spine.dossier.kept import Kept
from court.work.process_service import addresses, announcing, kinds, queries, serving
from court.work.process_service.forms import AddressForm, CorrectForm, EnterForm, LetterForm
from court.work.process_service.models import Attempt, ServiceOrder

WHO = ("clerk", "assistant", "judge", "service_officer", "filing_clerk")


@require_safe
@open_to(*WHO)
def desk(request: CourtRequest) -> HttpResponse:
    """What waits to be served, by case, the oldest first; with ?state= any other, and ?q= a number or a name."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()
    orders = queries.desk(request.actor, state)
    if words:
        orders = queries.matching(orders, words)
    page = by_key(orders, ("case_id", "id"), request.GET.get("page", ""), size=40)
    groups: dict[int, dict] = {}
    for order in page:
        group = groups.setdefault(order.case_id, {"case": order.case, "rows": []})
        group["rows"].append(shown(order))
    facts = {"groups": groups.values(), "page": page, "state": state, "words": words, "key": secret_token(),
             "states": [("", "未办结"), *ServiceOrder.State.choices], "today": clock.today(),
             "figures": request.actor.holds("service_officer") or request.actor.holds("case_manager")}
    return render(request, "process_service/desk.html", facts)


def shown(order: ServiceOrder) -> dict:
    """An order with what a table shows of it."""
    tone = {"effective": "good", "failed": "alarm", "open": "warn"}.get(order.state, "info")
    last = next((a for a in order.attempts.all() if a.stands), None)
    return {"order": order, "state": queries.shown_state(order), "tone": tone, "last": last,
            "way": kinds.label_of(last.way) if last else "",
            "age": (clock.today() - order.created_at.date()).days if not order.is_served else None}


@require_safe
@open_to("staff")
def case(request: CourtRequest, case_id: int) -> HttpResponse:
    """How the papers of a case stand, person by person: a part for the case page, or a page of its own."""
    found = case_opening.to_open(case_id, request.actor)
    record_read(request.actor, found.stream, "read", "service")
    part = request.headers.get("HX-Request") == "true"
    facts = case_part(found)
    serves = facts["rows"] and may(request.actor, "serve", facts["rows"][0]["order"])
    facts["links"] = bool(serves and request.actor.offices & set(WHO))
    return render(request, "process_service/case_part.html" if part else "process_service/case.html", facts)


def case_part(found: Case) -> dict:
    """What process_service/case_part.html shows."""
    closing = queries.closing_day(found)
    return {"case": found, "rows": [shown(order) for order in queries.of_case(found)], "closing": closing,
            "closing_lines": closing.explain() if closing else []}


@require_safe
@open_to(*WHO)
def order(request: CourtRequest, pk: int) -> HttpResponse:
    found = _order(request, pk)
    record_read(request.actor, found.case.stream, "unmask", f"service:{pk}:address")
    return _order_page(request, found)


def _order_page(request: CourtRequest, found: ServiceOrder, form=None, refused: Refused | None = None,
                kept: Kept | None = None) -> HttpResponse:
    if form is not None and kept is not None:
        kept.again(form)
    known = addresses.known(found)
    attempts = [{"attempt": a, "way": kinds.label_of(a.way), "letter": _letter_form(a)} for a in found.attempts.all()]
    facts = {
        "order": found, "row": shown(found), "attempts": attempts, "refused": refused,
        "form": form or EnterForm(initial={"day": clock.today(), "address": _asked_address(request, known)}), "key": request.POST.get("key") or secret_token(),
        "notice": announcing.text(found, clock.today()), "may_send": found.party.e_service and not found.is_served,
        "readable": bool(may(request.actor, "paper", found)), "known": known,
        "address_form": AddressForm(initial={"day": clock.today()}, auto_id="address-%s"),
    }
    return render(request, "process_service/order.html", facts, status=refused.status if refused else 200)


def _asked_address(request: CourtRequest, rows: list[addresses.Known]) -> str:
    """The address somebody chose from the list, else the best one known."""
    chosen = request.GET.get("address", "")
    at = whole_number(chosen) or 0
    return rows[at if at < len(rows) else 0].address if rows else ""


def _letter_form(attempt: Attempt) -> LetterForm | None:
    """For a letter that was posted and of which nothing is known yet."""
    waits = attempt.way == "post" and attempt.stands and attempt.state == Attempt.State.SENT
    return LetterForm(auto_id=f"letter-{attempt.pk}-%s") if waits else None


@require_POST
@open_to(*WHO)
def enter(request: CourtRequest, pk: int) -> HttpResponse:
    found, kept = _order(request, pk), Kept(request)
    form = EnterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _order_page(request, found, form, Refused("登记内容有误。", do="请更正标出的各项。", status=422), kept)
    try:
        _enter(request, found, form, kept)
    except Refused as refused:
        return _order_page(request, _order(request, pk), form, refused, kept)
    say(request, f"“{found.document.title}”的送达情况已登记。")
    return redirect("service_order", pk=pk)


def _enter(request: CourtRequest, found: ServiceOrder, form: EnterForm, kept: Kept) -> Attempt:
    at, key = clock.now(), request.POST.get("key", "")
    entered = form.entered(arrived(form))
    with kept.spent():
        if entered.way == "public_notice" and entered.proof is None:
            return announcing.publish(found.pk, carrier=entered.tracking, published=entered.day, by=request.actor, at=at, key=key)
        return serving.enter(found.pk, entered, by=request.actor, at=at, key=key)


def arrived(form: EnterForm | AddressForm) -> dossier.Arrived | None:
    file = form.cleaned_data.get("proof")
    return dossier.take_in(file, file.name, file.size) if file else None


@require_POST
@open_to(*WHO)
def electronic(request: CourtRequest, pk: int) -> HttpResponse:
    found = _order(request, pk)
    serving.send_electronically(pk, at=clock.now(), by=request.actor)
    say(request, f"“{found.document.title}”已电子送达{found.party.name}。")
    return redirect("service_order", pk=pk)


@require_POST
@open_to(*WHO)
def letter(request: CourtRequest, pk: int) -> HttpResponse:
    found, form = _attempt(request, pk), LetterForm(request.POST)
    if not form.is_valid():
        raise Refused("日期填写有误。", do="请选择签收日期，或者退回日期并写明原因。", code="bad_field", status=422)
    serving.letter(pk, **form.cleaned_data, by=request.actor, at=clock.now())
    say(request, "邮件结果已登记。")
    return redirect("service_order", pk=found.order_id)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*WHO)
def correct(request: CourtRequest, pk: int) -> HttpResponse:
    """Supersede a wrong entry; it stays visible, struck through, with who and why."""
    found = _attempt(request, pk)
    kept = Kept(request)
    initial = {n: getattr(found, n) for n in ("way", "day", "signed_on", "returned_on", "receiver", "tracking", "witnessed")}
    form = CorrectForm(request.POST or None, request.FILES or None, initial=initial)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            entered = form.entered(arrived(form))
            with kept.spent():
                serving.correct(pk, form.cleaned_data["why"], entered, by=request.actor, at=clock.now())
        except Refused as why:
            refused = why
        else:
            say(request, "登记已更正，原登记保留备查。")
            return redirect("service_order", pk=found.order_id)
    kept.again(form)
    facts = {"attempt": found, "order": found.order, "form": form, "refused": refused, "way": kinds.label_of(found.way),
             "key": request.POST.get("key") or secret_token(), "back_url": reverse("service_order", args=[found.order_id])}
    return render(request, "process_service/correct.html", facts, status=422 if refused or form.errors else 200)


def _order(request: CourtRequest, pk: int) -> ServiceOrder:
    found = queries.whole(ServiceOrder.objects.filter(pk=pk)).first()
    if found is None:
        raise not_there()
    require(request.actor, "serve", found)
    return found


def _attempt(request: CourtRequest, pk: int) -> Attempt:
    found = Attempt.objects.select_related("order").filter(pk=pk).first()
    if found is None:
        raise not_there()
    found.order = _order(request, found.order_id)
    return found
