"""Joining a case by code, and filing submissions in it."""
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from court.base.access.decide import require
from court.base.access.limits import limit
from court.base.access.request import CourtRequest
from court.base.access.views import open_to
from court.base.courts import clock
from court.base.courts.bounds import held
from court.base.people.pages import told
from court.kit import money
from court.kit.ids import secret_token
from court.kit.pages import say, whole_number
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.dossier import actions as dossier
from court.spine.dossier import looking
from court.spine.dossier.kept import Kept
from court.work.answering import joining, submissions
from court.work.answering.forms import CounterclaimForm, JoinForm, SubmissionForm

both = require_http_methods(["GET", "POST"])
WORDS = {"answer": "请写明对诉讼请求的意见、事实和理由。", "evidence": "请说明每份证据要证明什么，并上传证据。原件请妥善保管，开庭时出示。",
         "objection": "请写明本案应由哪个法院管辖和理由。应当在答辩期内提出。", "counterclaim": "请写明反诉请求、事实和理由。",
         "withdrawal": "请写明撤诉的理由。准许撤诉后，案件受理费减半收取。", "appeal": "请写明上诉请求、事实和理由。本院将依法移送上一级人民法院。",
         "appeal_withdrawal": "请写明撤回上诉的意思。上诉期届满后，一审裁判即发生法律效力，请慎重。",
         "appeal_withdrawal_late": "请写明撤回上诉的理由。上诉期已满，是否准许由第二审人民法院裁定。",
         "objection_appeal": "请写明对驳回管辖权异议裁定的上诉请求和理由。应当自裁定送达之日起十日内提出，不交纳案件受理费。",
         "main_appeal": "请写明对驳回本诉裁定的上诉请求和理由。应当自裁定送达之日起十日内提出，不交纳案件受理费。",
         "counterclaim_withdrawal": "请写明撤回反诉的意思。准许撤回后，反诉案件受理费减半收取，由您（单位）负担；本诉继续审理。",
         "sole_objection": "请写明本案不应当由审判员一人独任审理的理由（民事诉讼法第四十二条、第四十三条）。",
         "appeal_answer": "请写明对上诉请求的意见、事实和理由。不提出答辩状的，不影响人民法院审理。"}

IDENTITY = "当事人身份证明、法定代表人身份证明、授权委托书、律师事务所函"
wiring.files_under("加入案件时提交的身份证明", IDENTITY)


@both
@open_to("litigant")
def join(request: CourtRequest) -> HttpResponse:
    form, status = JoinForm(request.POST or None, request.FILES or None), 200
    if form.is_valid():
        try:
            limit(f"join:{request.actor.account.pk}", held("rate.join"), 600)
            return _join(request, form.cleaned_data)
        except Refused as refused:
            status = told(form, refused)
    return render(request, "answering/join.html", {"form": form}, status=status)


def _join(request: CourtRequest, data: dict) -> HttpResponse:
    actor, now = request.actor, clock.now()
    if data["who"] == "party":
        case = joining.join(data["code"], by=actor, at=now, e_service=data["e_service"])
        say(request, f"您已加入{case.number}。")
        return redirect("my_case", case.pk)
    found = joining.find(data["code"])
    if found is None:
        raise joining.NOT_FOUND
    if not data["authority"]:
        raise Refused("请上传授权委托书或者身份证明。", law="民事诉讼法第六十二条", code="missing_field")
    paper = dossier.receive(found.case.court, looking.closer(dossier.take_in(data["authority"], data["authority"].name)), kind="authority",
                            title=f"授权委托手续（{actor.person.name}）", by=actor, at=now, case=found.case, party=found.party,
                            item=IDENTITY)
    joining.ask(data["code"], data["who"], by=actor, at=now, document_id=paper.pk)
    say(request, "申请已提交，书记员核对代理手续后将通知您。")
    return redirect("home")


@both
@open_to("litigant")
def submit(request: CourtRequest, pk: int, kind: str) -> HttpResponse:
    """File a submission; what was typed stays on the page when it is refused."""
    case = get_object_or_404(Case.objects.select_related("court"), pk=pk)
    require(request.actor, "read", case)
    if kind not in submissions.KINDS:
        raise Refused("没有这种材料。", code="missing", status=404)
    shape = CounterclaimForm if kind == "counterclaim" else SubmissionForm
    start = {"token": str(case.version), "key": secret_token()}
    kept = Kept(request)
    form, status, refused = shape(request.POST or None, request.FILES or None, initial=start), 200, None
    if form.is_valid():
        try:
            _submit(request, case, kind, form.cleaned_data, kept)
        except Refused as why:
            refused, status = why, told(form, why)
            typed = request.POST.copy()
            typed["token"] = str(Case.objects.values_list("version", flat=True).get(pk=case.pk))
            form.data = typed
        else:
            say(request, "材料已提交，法院已收到。")
            return redirect("my_case", case.pk)
    elif form.is_bound:
        status = 422
    kept.again(form)
    label = definitions.of(case).acts[submissions.KINDS[kind].act].label
    return render(request, "answering/submit.html", {
        "form": form, "case": case, "heading": label, "words": WORDS[kind], "refused": refused}, status=status)


def _submit(request: CourtRequest, case: Case, kind: str, data: dict, kept: Kept) -> None:
    files = [looking.closer(dossier.take_in(one, one.name, one.size)) for one in data["files"]]
    facts = {"amount": money.fen(data["amount"])} if data.get("amount") is not None else {}
    with kept.spent():
        submissions.submit(case.pk, kind, by=request.actor, at=clock.now(), text=data["text"], files=files, facts=facts,
                           token=whole_number(data["token"]), key=data["key"])
