"""An appeal: handed in, its copy served and answered, the file passed upward, received there, and what comes back."""

from court.base.courts import clock
from court.base.people.models import Account
from court.site.rehearsal.journey import Journey
from court.site.rehearsal.opening import pay_order
from court.site.rehearsal.visitor import Ended
from court.work.appeals.models import Handover

GROUNDS = "不服一审判决，认为认定事实不清、适用法律错误，请求二审法院依法改判。（演练用示意上诉理由）"
ANSWER = "一审判决认定事实清楚，适用法律正确，请求驳回上诉，维持原判。（演练用示意答辩）"


def _sides(life: Journey) -> tuple[Account, Account]:
    """Who appeals, and the other."""
    return (life.plaintiff, life.defendant) if life.given.appealed_by == "plaintiff" else (life.defendant, life.plaintiff)


def appeal(life: Journey) -> None:
    """On the party's own page, and its fee."""
    me = life.be(_sides(life)[0])
    me.fill(f"/cases/{life.case_id}/submit/appeal/", {"text": GROUNDS}, field="text")
    pay_order(me, f"/cases/{life.case_id}/fees/")


def send_copy(life: Journey) -> None:
    life.act(life.handler("clerk"), "send_appeal_copy")


def answer(life: Journey) -> None:
    life.be(_sides(life)[1]).fill(f"/cases/{life.case_id}/submit/appeal_answer/", {"text": ANSWER}, field="text")


def forward(life: Journey) -> None:
    life.act(life.handler("clerk"), "forward_appeal")
    life.stage("on_appeal", "移送上诉案卷")


def receive(life: Journey) -> None:
    """The filing division of the court above confirms that the file came."""
    above, address = _above(life)
    page = above.get(address)
    above.send(page, page.form(action="/receive/"))
    if Handover.objects.filter(case=life.case_id).latest("sent_at").state != Handover.State.RECEIVED:
        raise Ended("上级法院没有签收上诉案卷")


def returned(life: Journey) -> None:
    """What the court above decided, by the text or upheld. A case sent back is tried anew under another number."""
    above, address = _above(life)
    sent_back = life.given.above == "remanded"
    day = "" if sent_back else clock.today().isoformat()
    above.fill(address, {"result": life.given.above, "effective_on": day}, field="result")
    life.stage("remanded" if sent_back else "effective", "二审退卷")
    if sent_back:
        raise Ended("二审发回重审，本案另立新案审理，演练到此为止")


def _above(life: Journey) -> tuple:
    handover = Handover.objects.filter(case=life.case_id).latest("sent_at")
    return life.be(life.town.holder(handover.court_id, "filing_clerk", life.order)), f"/staff/appeals/{handover.pk}/"
