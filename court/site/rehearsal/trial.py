"""Service of the complaint, the defendant's door, the answer, the hearing with its record."""

from court.base.courts import clock
from court.site.rehearsal.journey import Journey
from court.site.rehearsal.visitor import Ended, patiently
from court.spine.cases.models import Party
from court.work.answering.models import JoinCode
from court.work.hearings.models import Attendance, Hearing
from court.work.process_service.models import Attempt, ServiceOrder

# How often a judge looks for another time when the one chosen is gone.
TRIES = 4
PERIODS = {"ordinary": 15, "simplified": 15, "small_claims": 7}


def send_papers(life: Journey) -> None:
    """The clerk orders service; where the track needs a panel, the judge forms it."""
    life.act(life.handler("clerk"), "send_papers", days=PERIODS[life.case.track])
    life.stage("answering", "送达应诉材料")
    if life.case.track == "ordinary":
        patiently(lambda: _form_panel(life))


def _form_panel(life: Journey) -> None:
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
    judge, address, why = life.handler("judge"), f"/staff/hearings/cases/{life.case_id}/plan/", ""
    for _ in range(TRIES):
        offered = judge.get(address).links("?at=")
        if not offered:
            raise Ended("近三十日没有共同空闲的开庭时段")
        try:
            page = judge.fill(address + offered[life.chance.randrange(min(len(offered), 6))], {"minutes": "60"}, field="day")
            why = page.said()
        except Ended as refused:  # another case took the room or the people meanwhile: the page offers anew
            why = str(refused)
        if found := Hearing.objects.filter(case=life.case_id).order_by("-sequence").first():
            life.hearing = found.pk
            return
    raise Ended(f"排期后没有庭次：{why}")


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
