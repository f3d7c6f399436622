"""Service of the complaint, the defendant's door, the answer, the hearing with its record, the judgment."""

from urllib.parse import urlsplit

from court.base.courts import clock
from court.site.rehearsal.journey import Journey
from court.site.rehearsal.visitor import Ended
from court.spine.cases.models import Handler, Party
from court.work.answering.models import JoinCode
from court.work.hearings.models import Attendance, Hearing
from court.work.judgments.models import Paper
from court.work.process_service.models import Attempt, ServiceOrder

PERIODS = {"ordinary": 15, "simplified": 15, "small_claims": 7}


def send_papers(life: Journey) -> None:
    """The clerk orders service; where the track needs a panel, the judge forms it."""
    life.act(life.handler("clerk"), "send_papers", days=PERIODS[life.case.track])
    life.stage("answering", "送达应诉材料")
    if life.case.track == "ordinary":
        judge = life.handler("judge")
        page = judge.get(f"/staff/case/{life.case_id}/act/form_panel/")
        form = page.form(field="members")
        others = [box.get("value") for box in form.xpath(".//input[@name='members']")]
        judge.send(page, form, {"members": others[:2]})


def serve(life: Journey) -> None:
    """Who agreed to it opens what came to the phone; all others sign for it at the counter."""
    me = life.be(life.plaintiff)
    waiting = ServiceOrder.objects.filter(case=life.case_id).exclude(state=ServiceOrder.State.EFFECTIVE)
    for order in waiting.select_related("party"):
        sent = Attempt.objects.filter(order=order, way="electronic", withdrawn_at=None).exists()
        if sent and order.party.person_id == life.plaintiff.person_id:
            me.get(f"/served/{order.pk}/")
        order.refresh_from_db()
        if not order.is_served:
            _by_hand(life, order)


def _by_hand(life: Journey, order: ServiceOrder) -> None:
    page = life.handler("clerk").fill(
        f"/staff/service/{order.pk}/", {"way": "direct", "day": clock.today().isoformat(), "receiver": order.party.name},
        action="/enter/")
    order.refresh_from_db()
    if not order.is_served:
        raise Ended(f"“{order.document.title}”登记送达后仍未送达：{page.said()}")


def join(life: Journey) -> None:
    """With the code printed on the served paper and a verified name; the defendant agrees to electronic service or not."""
    code = JoinCode.objects.filter(case=life.case_id, party__role=Party.Role.DEFENDANT).first()
    if code is None:
        raise Ended("送达文书上没有被告的加入码")
    values = {"code": code.code, "who": "party"} | ({"e_service": "on"} if life.order % 2 else {})
    life.be(life.defendant).fill("/join/", values, field="code")
    if not Party.objects.filter(pk=code.party_id, joined_at__isnull=False).exists():
        raise Ended("被告输入加入码后没有加入案件")


def answer(life: Journey) -> None:
    life.be(life.defendant).fill(f"/cases/{life.case_id}/submit/answer/", {"text": life.given.dispute.answer}, field="text")


def schedule(life: Journey) -> None:
    """One of the free times the page offers to the judge."""
    judge, address = life.handler("judge"), f"/staff/hearings/cases/{life.case_id}/plan/"
    offered = judge.get(address).links("?at=")
    if not offered:
        raise Ended("近三十日没有共同空闲的开庭时段")
    judge.fill(address + offered[life.chance.randrange(min(len(offered), 6))], {"minutes": "60"}, field="day")
    found = Hearing.objects.filter(case=life.case_id).order_by("-sequence").first()
    if found is None:
        raise Ended("排期后没有庭次")
    life.hearing = found.pk


def hold(life: Journey) -> None:
    """The record, who came, each signature on the court's own device, the end of the hearing."""
    clerk, address = life.handler("clerk"), f"/staff/hearings/{life.hearing}/"
    clerk.fill(address, {"text": _record(life)}, action="/save/")
    page = clerk.get(address)
    form = page.form(action="/attend/")
    boxes = [name for name in form.fields if name.startswith("came-")]
    clerk.send(page, form, dict.fromkeys(boxes, "on"))
    clerk.fill(address, action="/close/")
    for row in Attendance.objects.filter(hearing=life.hearing, is_present=True).select_related("person"):
        clerk.fill(f"/staff/hearings/sign/{row.pk}/", {"name": row.person.name}, field="name")
    page = clerk.fill(address, {"next_step": "decide"}, action="/hold/")
    if life.case.stage != "deliberation":
        raise Ended(f"庭审没有结束：{page.said()}")


def _record(life: Journey) -> str:
    said = life.given.dispute
    lines = [("审判员", "现在开庭。核对当事人身份，告知诉讼权利义务。是否申请回避？"), ("原告", "不申请。"), ("被告", "不申请。"),
             ("原告", f"诉讼请求：{'；'.join(said.claims)}"), ("被告", said.answer),
             ("原告", f"举证：{'；'.join(title for title, _ in said.evidence)}。"), ("被告", "对证据的真实性无异议。"),
             ("审判员", "法庭辩论终结，是否同意调解？"), ("被告", "请法庭依法判决。"), ("审判员", "休庭，择期宣判。")]
    return "\n".join(f"{who}：{' '.join(text.split())}" for who, text in lines)


def decide(life: Journey) -> None:
    """The panel's deliberation where there is a panel; the judgment drafted from the row, signed, issued."""
    if life.case.track == "ordinary":
        life.act(life.handler(Handler.Role.JUDGE), "deliberate", outcome="unanimous",
                 minutes="合议庭一致认为事实清楚、证据充分，同意承办人意见。")
    judge = life.handler("judge")
    page = judge.fill(f"/staff/case/{life.case_id}/papers/", {"kind": "judgment"}, field="kind")
    paper = Paper.objects.get(pk=int(urlsplit(page.url).path.strip("/").split("/")[-1]))
    judge.send(page, page.form(field="decision"), _sections(life))
    page = judge.get(f"/staff/papers/{paper.pk}/sign/")
    page = judge.send(page, page.own())
    paper.refresh_from_db()
    if paper.state != Paper.State.SIGNED:
        raise Ended(f"判决书没有签署：{page.said()}")
    life.act(judge, "issue_judgment", paper=paper.document_id)
    life.stage("judged", "发出判决")


def _sections(life: Journey) -> dict[str, str]:
    said = life.given.dispute
    return {"found": _led("经审理查明：", said.found), "opinion": _led("本院认为，", said.opinion),
            "decision": "\n".join(said.order), "defence": _led("被告辩称：", said.answer), "costs": "案件受理费由被告负担。"}


def _led(words: str, text: str) -> str:
    """The court's opening words, unless the text brings its own."""
    known = ("经审理", "本院经审理", "经查", "审理查明", "本院认为", "被告")
    return text if text.startswith(known) else words + text
