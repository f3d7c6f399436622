"""What the law asks before a file goes up, is received there, and comes back."""
from datetime import date

from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import appellants
from court.spine.cases.conditions import pending
from court.spine.cases.scene import Scene
from court.spine.clocks.conditions import CORRECTED
from court.spine.clocks.models import Clock
from court.work.appeals.models import RESULTS, SET_ASIDE, Handover, matter_of

LAW = "民事诉讼法第一百七十四条"


@wiring.condition("handed_in_time", asks_facts=True)
def handed_in_time(scene: Scene) -> None:
    """The paper came before the period of the party named was over, and not tomorrow."""
    day, party = date.fromisoformat(scene.facts["handed_on"]), int(scene.facts["party"])
    if day > scene.on:
        raise Refused("收到上诉状的日期不能晚于今天。", do="请核对日期。", code="bad_field")
    if scene.facts.get("posted_on"):
        posted = date.fromisoformat(scene.facts["posted_on"])
        if posted > day:
            raise Refused("交邮日期不能晚于收到上诉状的日期。", law="民事诉讼法第八十五条", do="请按邮戳核对日期。", code="bad_field")
        day = posted
    due = _last_day(scene, {party})
    if due is not None and day > due:
        raise Refused(f"该当事人的上诉期已于{due}届满。", law="民事诉讼法第一百七十一条",
                      do="因正当理由耽误的，可在障碍消除后十日内申请顺延期限。", code="late")
    if party in appellants.of(scene.case):
        raise Refused("该当事人已经提起上诉。", do="补充的材料请放入卷宗。", code="repeat")


@wiring.condition("not_appealed_yet")
def not_appealed_yet(scene: Scene) -> None:
    appealed = appellants.of(scene.case)
    if scene.own_parties and all(party.pk in appealed for party in scene.own_parties):
        raise Refused("您（单位）已经提起上诉。", do="需要补充的上诉材料，请递交本案书记员。", code="repeat")


@wiring.condition("appeal_taken_back_in_time")
def appeal_taken_back_in_time(scene: Scene) -> None:
    """Who appealed may take it back while the own period to appeal lasts; afterwards the second instance rules (民诉法180)."""
    mine = _own_appeal(scene)
    due = _last_day(scene, mine)
    if due is not None and scene.on > due:
        raise Refused(f"上诉期已于{due}届满，是否准许撤回上诉由第二审人民法院裁定。", law="民事诉讼法第一百八十条",
                      do="请办理“申请撤回上诉”，申请随案卷移送上级人民法院。", code="late")


@wiring.condition("withdrawal_goes_up")
def withdrawal_goes_up(scene: Scene) -> None:
    due = _last_day(scene, _own_appeal(scene))
    if due is not None and scene.on <= due:
        raise Refused(f"上诉期至{due}届满，可以直接撤回上诉。", law="民事诉讼法第一百七十一条", do="请办理“撤回上诉”。", code="not_yet")
    if pending(scene, "ask_appeal_withdrawal", {"receive_appeal", "enter_appeal"}):
        raise Refused("撤回上诉的申请已经提交，将随案卷移送上级人民法院。", code="repeat")


def _own_appeal(scene: Scene) -> set[int]:
    mine = {party.pk for party in scene.own_parties} & appellants.of(scene.case)
    if not mine:
        raise Refused("您（单位）没有提起上诉。", code="not_yours")
    return mine


def _last_day(scene: Scene, parties: set[int]) -> date | None:
    """The last day of these parties' period to appeal; None where none was ever counted."""
    clocks = Clock.objects.filter(case=scene.case, kind="appeal", party__in=parties).exclude(outcome=CORRECTED)
    return max((one.due_on for one in clocks), default=None)


@wiring.condition("answers_an_appeal")
def answers_an_appeal(scene: Scene) -> None:
    if not appellants.of(scene.case):
        raise Refused("本案没有上诉。", code="nothing_pending")
    concerned = {party.pk for party in appellants.others(scene.case, scene.parties)}
    if not any(party.pk in concerned for party in scene.own_parties):
        raise Refused("上诉答辩由对方当事人提出。", law=LAW, code="not_yours")


@wiring.condition("appeal_ready")
def appeal_ready(scene: Scene) -> None:
    """Everybody's time to appeal and to answer is over, or was used; every copy was sent and served."""
    running = list(Clock.objects.filter(case=scene.case, ended_on=None).select_related("party"))
    if any(c.kind == "appeal_copy" for c in running):
        raise Refused("上诉状副本尚未送达对方当事人。", law=LAW, do="请先办理“送达上诉状副本”。", code="no_copy")
    appealed = appellants.of(scene.case)
    still = [c for c in running if c.kind == "appeal" and c.party_id not in appealed and c.due_on >= scene.on]
    if still:
        raise Refused(f"{still[0].party.name}的上诉期至{still[0].due_on}届满，暂不能移送。", law="民事诉讼法第一百七十一条", code="not_yet")
    for party in appellants.others(scene.case, scene.parties):
        clocks = list(Clock.objects.filter(case=scene.case, kind="appeal_answer", party=party).order_by("-id"))
        if not clocks:
            raise Refused(f"上诉状副本尚未送达{party.name}。", law=LAW, do="请先完成送达并登记。", code="not_served")
        if clocks[0].ended_on is None and clocks[0].due_on >= scene.on:
            raise Refused(f"{party.name}的上诉答辩期至{clocks[0].due_on}届满，尚未提出答辩。", law=LAW,
                          do="请在收到答辩状或者答辩期满后五日内移送。", code="answer_running")


@wiring.condition("handed_up")
def handed_up(scene: Scene) -> None:
    if not Handover.objects.filter(case=scene.case, state=Handover.State.SENT).exists():
        raise Refused("该上诉案卷已经签收。", do="请刷新页面核对。", code="stale")


@wiring.condition("outcome_whole", asks_facts=True)
def outcome_whole(scene: Scene) -> None:
    """Whatever leaves a judgment in force has its day; a case sent back has none. A ruling is never remanded or changed so."""
    if scene.facts["result"] not in RESULTS[matter_of(scene.case)]:
        ruling = matter_of(scene.case) != Handover.Matter.JUDGMENT
        raise Refused("对裁定的上诉，二审结果为维持、撤销原裁定并指令审理或者撤回上诉。" if ruling else "对判决的上诉，没有“指令审理”的结果。",
                      law="民事诉讼法第一百七十七条、第一百七十八条；最高人民法院关于适用《民事诉讼法》的解释第三百三十条",
                      do="请按二审裁判选择。", code="bad_field")
    withdrew, appealed = set(map(int, scene.facts.get("withdrew", []))), appellants.of(scene.case)
    if withdrew - appealed:
        raise Refused("准许撤回上诉的人应当是上诉人。", law="民事诉讼法第一百八十条", do="请只选择提起上诉的当事人。", code="bad_field")
    if withdrew and withdrew == appealed and scene.facts["result"] != "withdrawn":
        raise Refused("全部上诉人撤回上诉的，没有上诉需要裁判。", law="民事诉讼法第一百八十条", do="二审结果请选“撤回上诉”。", code="bad_field")
    if scene.facts["result"] in SET_ASIDE:
        return
    day = scene.facts.get("effective_on")
    if day is None:
        raise Refused("请填写“生效日期”。", law="民事诉讼法第一百八十二条", do="二审裁判自送达之日起生效。", code="missing_field")
    if not scene.case.closed_on <= date.fromisoformat(day) <= scene.on:
        raise Refused("生效日期应当在一审结案之后，并且不晚于今天。", do="请核对日期。", code="bad_field")


@wiring.condition("remanded", asks_facts=True)
def remanded(scene: Scene) -> None:
    if scene.facts.get("result") not in SET_ASIDE:
        raise Refused("不是发回重审、指令审理。")
