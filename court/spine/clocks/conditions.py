"""Conditions of acts that clocks answer."""
from datetime import date, timedelta

from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.approvals.models import Approval
from court.spine.cases import appellants
from court.spine.cases.conditions import main_appeal_waits, pending
from court.spine.cases.scene import Scene
from court.spine.clocks.effects import LIMIT
from court.spine.clocks.ledger import rows_of
from court.spine.clocks.models import Clock
from law import limits, registry
from law.answer import LawError

# A clock that a corrected service replaced says so; its days count no more.
CORRECTED = "judgment_served"


def running(scene: Scene, kind: str) -> list[Clock]:
    """The running clocks of a kind; from `clocks_now` where the page that lists next steps has read them already."""
    if (known := vars(scene).get("clocks_now")) is not None:
        return [one for one in known if one.kind == kind and one.ended_on is None]
    running_now = Clock.objects.filter(case=scene.case, kind=kind, ended_on=None).prefetch_related("intervals")
    return scene.once(("running", kind), lambda: list(running_now))


@wiring.condition("within_answer_period")
def within_answer_period(scene: Scene) -> None:
    mine = {p.pk for p in scene.own_parties}
    clocks = [c for c in running(scene, "answer") if c.party_id in mine]
    if any(c.due_on >= scene.on for c in clocks):
        return
    started = Clock.objects.filter(case=scene.case, kind="answer", party_id__in=mine).exists()
    if started:
        raise Refused("答辩期已满，不能再提出管辖权异议。", law="民事诉讼法第一百三十条", code="late")


@wiring.condition("evidence_period_valid", asks_facts=True)
def evidence_period_valid(scene: Scene) -> None:
    procedure = {"ordinary": "ordinary_first", "simplified": "simplified", "small_claims": "small_claims"}
    days = scene.facts["days"]
    if not registry.call("evidence_period.valid", procedure=procedure[scene.case.track], days=days)["valid"]:
        raise Refused(f"{scene.track.label}的举证期限不能是{days}日。",
                      law="最高人民法院关于适用《民事诉讼法》的解释第九十九条、第二百六十六条、第二百七十五条",
                      do="普通程序不少于15日，简易程序不超过15日，小额诉讼一般不超过7日。", code="bad_period")


@wiring.condition("extension_in_time")
def extension_in_time(scene: Scene) -> None:
    """15 days before the limit runs out (TL2019, 1); a later request is refused with the last day."""
    for clock in running(scene, LIMIT):
        if clock.due_on is None:
            continue
        last = clock.due_on - timedelta(days=limits.EXTENSION_APPLY_DAYS)
        if scene.on > last:
            raise Refused(f"申请延长审限应当在审限届满15日前提出，本案最迟申请日为{last}。",
                          law="最高人民法院关于严格规范民商事案件延长审限和延期开庭问题的规定第一条",
                          do="请在审限内抓紧审结；确需延长的，向本院审判管理部门说明。", code="late")


@wiring.condition("extension_within_law", asks_facts=True)
def extension_within_law(scene: Scene) -> None:
    for clock in running(scene, LIMIT):
        try:
            limits.check_extension(scene.track.limit, months=int(scene.facts["months"]), step=_granted(clock) + 1,
                                   filed=clock.started_on)
        except LawError as refusal:
            raise Refused(refusal.text, law="、".join(map(str, refusal.cites)), code=refusal.code) from refusal


@wiring.condition("extension_decided_above")
def extension_decided_above(scene: Scene) -> None:
    """Holds where the law leaves this step of extension to the superior court (民诉法152)."""
    for clock in running(scene, LIMIT):
        step = limits.check_extension(scene.track.limit, step=_granted(clock) + 1, filed=clock.started_on)
        if step.approver == "upper":
            return
    raise Refused("该次延长由本院院长批准。", law="民事诉讼法第一百五十二条", code="own_court")


def _granted(clock: Clock) -> int:
    return sum(not row.stops for row in rows_of(clock))


@wiring.condition("no_extension_pending")
def no_extension_pending(scene: Scene) -> None:
    known = vars(scene).get("approvals_now")
    asked = Approval.objects.filter(case=scene.case, kind="extension", state=Approval.State.PENDING)
    if asked.exists() if known is None else any(a.kind == "extension" and a.state == "pending" for a in known):
        raise Refused("本案已有一份延长审限申请正在审批。", do="请等待审批结果。", code="pending")


def _open_rows(scene: Scene):
    return [r for c in running(scene, LIMIT) for r in rows_of(c) if r.stops and r.ends is None]


@wiring.condition("no_open_exclusion")
def no_open_exclusion(scene: Scene) -> None:
    if found := _open_rows(scene):
        raise Refused(f"本案正在扣除审限（{found[0].reason}）。", do="请先恢复计算审限。", code="already_excluded")


@wiring.condition("exclusion_days_right", asks_facts=True)
def exclusion_days_right(scene: Scene) -> None:
    """The excluded time begins while the limit runs, not in the future, not within time excluded before."""
    begins = date.fromisoformat(scene.facts.get("begins_on") or scene.on.isoformat())
    expected = scene.facts.get("expected_end")
    if begins > scene.on:
        raise Refused("扣除起始日不能晚于今天。", do="请填写事由实际开始之日；尚未开始的，待开始后办理。", code="bad_field")
    if expected and date.fromisoformat(expected) <= begins:
        raise Refused("预计结束日期应当晚于扣除起始日。", do="请核对日期。", code="bad_field")
    for clock in running(scene, LIMIT):
        if begins < clock.started_on:
            raise Refused(f"审限自{clock.started_on}起算，扣除不能早于该日。", do="请核对扣除起始日。", code="bad_field")
        if any(row.stops and row.ends and row.ends > begins for row in rows_of(clock)):
            raise Refused("扣除起始日与已扣除的期间重叠。", do="请在“期限”中核对已扣除的期间。", code="bad_field")


@wiring.condition("resumed_day_right", asks_facts=True)
def resumed_day_right(scene: Scene) -> None:
    resumed = date.fromisoformat(scene.facts.get("resumed_on") or scene.on.isoformat())
    if resumed > scene.on:
        raise Refused("恢复计算之日不能晚于今天。", do="请在原因消除后办理。", code="bad_field")
    if any(resumed < row.begins for row in _open_rows(scene)):
        raise Refused("恢复计算之日不能早于停止计算之日。", do="请核对日期。", code="bad_field")


@wiring.condition("open_exclusion")
def open_exclusion(scene: Scene) -> None:
    if not _open_rows(scene):
        raise Refused("本案没有正在扣除的审限。", code="nothing_pending")


@wiring.condition("appeal_in_time")
def appeal_in_time(scene: Scene) -> None:
    mine = {p.pk for p in scene.own_parties}
    clocks = list(Clock.objects.filter(case=scene.case, kind="appeal", party_id__in=mine).exclude(outcome=CORRECTED))
    if not clocks:
        return
    last = max(c.due_on for c in clocks)
    if scene.on > last:
        raise Refused(f"上诉期已于{last}届满。", law="民事诉讼法第一百七十一条", do="因正当理由耽误的，可在障碍消除后十日内申请顺延期限。", code="late")


@wiring.condition("ruling_appeal_in_time")
def ruling_appeal_in_time(scene: Scene) -> None:
    """Ten days from the service of the ruling that rejected the objection; it may be appealed once (民诉法157, 171)."""
    law = "民事诉讼法第一百五十七条、第一百七十一条"
    mine = {party.pk for party in scene.own_parties}
    clocks = list(Clock.objects.filter(case=scene.case, kind="ruling_appeal", party_id__in=mine))
    if not clocks:
        raise Refused("没有已经送达、可以上诉的管辖权异议裁定。", law=law, code="nothing_pending")
    last = max(c.due_on for c in clocks)
    if scene.on > last:
        raise Refused(f"对该裁定的上诉期已于{last}届满。", law=law, do="因正当理由耽误的，可在障碍消除后十日内申请顺延期限。", code="late")
    if pending(scene, "objection_appeal_upheld", {"object_jurisdiction"}):
        raise Refused("上级人民法院已就管辖权异议作出终审裁定。", law="民事诉讼法第一百八十二条", code="final")


@wiring.condition("objection_settled", asks_facts=True)
def objection_settled(scene: Scene) -> None:
    """The merits wait for the objection: for the ruling, its service, and the ten days to appeal against it (民诉法130, 171)."""
    law = "民事诉讼法第一百三十条、第一百七十一条"
    if pending(scene, "object_jurisdiction", {"reject_jurisdiction_objection"}):
        raise Refused("管辖权异议尚未裁定，不能安排开庭。", law=law, do="请先对管辖权异议作出裁定。", code="objection_open")
    if not pending(scene, "reject_jurisdiction_objection", {"object_jurisdiction", "objection_appeal_upheld"}):
        return
    clocks = list(Clock.objects.filter(case=scene.case, kind="ruling_appeal"))
    if {p.pk for p in scene.parties} - {c.party_id for c in clocks}:
        raise Refused("驳回管辖权异议的裁定尚未送达各方当事人，上诉期未起算，不能安排开庭。", law=law, do="请先完成送达并登记。", code="not_served")
    last = max(c.due_on for c in clocks)
    if scene.facts["held_on"] <= last.isoformat():
        raise Refused(f"驳回管辖权异议裁定的上诉期至{last}届满，该裁定尚未生效，不能在此前开庭。", law=law, do=f"请选择{last}之后的日期。",
                      code="inside_period")


@wiring.condition("main_appeal_in_time")
def main_appeal_in_time(scene: Scene) -> None:
    """Ten days from the service of the ruling that dismissed the claim beside its counterclaim; appealed once (民诉法157, 171)."""
    law = "民事诉讼法第一百五十七条、第一百七十一条"
    mine = {party.pk for party in scene.own_parties}
    last = max((c.due_on for c in Clock.objects.filter(case=scene.case, kind="main_appeal", party_id__in=mine)), default=None)
    if last is None or pending(scene, "main_appeal_decided", {"dismiss_main_claim"}):
        raise Refused("没有已经送达、可以上诉的驳回本诉裁定。", law=law, code="nothing_pending")
    if main_appeal_waits(scene):
        raise Refused("已经对该裁定提起上诉。", do="需要补充的上诉材料，请递交本案书记员。", code="repeat")
    if scene.on > last:
        raise Refused(f"对该裁定的上诉期已于{last}届满。", law=law, do="因正当理由耽误的，可在障碍消除后十日内申请顺延期限。", code="late")


@wiring.condition("main_dismissal_in_force")
def main_dismissal_in_force(scene: Scene) -> None:
    """Where the claim was dismissed beside its counterclaim, that ruling must stand before the rest is decided (民诉法158)."""
    if scene.case.facts.get("main_claim_manner") != "dismissal" or pending(scene, "main_appeal_decided", {"dismiss_main_claim"}):
        return
    law = "民事诉讼法第一百五十八条、第一百七十一条"
    clocks = list(Clock.objects.filter(case=scene.case, kind="main_appeal"))
    if pending(scene, "appeal_main_dismissal", {"dismiss_main_claim"}):
        raise Refused("驳回本诉的裁定正在上诉，二审可能指令审理本诉。", law=law, do="请等待上级法院的裁定。", code="appealed")
    if {p.pk for p in scene.parties} - {c.party_id for c in clocks}:
        raise Refused("驳回本诉的裁定尚未送达各方当事人，没有生效。", law=law, do="请先完成送达并登记。", code="not_served")
    if (last := max(c.due_on for c in clocks)) >= scene.on:
        raise Refused(f"驳回本诉裁定的上诉期至{last}届满，该裁定尚未生效。", law=law, do="请在裁定生效后办理。", code="inside_period")


@wiring.condition("appeal_period_over")
def appeal_period_over(scene: Scene) -> None:
    if appellants.of(scene.case):
        raise Refused("当事人已提起上诉，裁判尚未生效。", law="民事诉讼法第一百五十八条", code="appealed")
    # A clock that an appeal ended counts too: the party may take the appeal back and raise it anew while its days last.
    clocks = Clock.objects.filter(case=scene.case, kind="appeal").exclude(outcome=CORRECTED)
    open_clocks = [c for c in clocks if c.due_on >= scene.on]
    if open_clocks:
        last = max(c.due_on for c in open_clocks)
        raise Refused(f"上诉期至{last}届满，裁判尚未生效。", law="民事诉讼法第一百五十八条、第一百七十一条", code="not_yet")


@wiring.condition("effect_day_right", asks_facts=True)
def effect_day_right(scene: Scene) -> None:
    """The day entered must be the one the law gives: the day after the last appeal period, or the last service."""
    due = [c.due_on for c in Clock.objects.filter(case=scene.case, kind="appeal").exclude(outcome=CORRECTED)]
    right = max(due) + timedelta(days=1) if due else scene.case.closed_on
    if scene.facts["effective_on"] != right.isoformat():
        raise Refused(f"依法生效日应为{right}。", law="民事诉讼法第一百五十八条", do="请按该日期登记。", code="bad_field")


@wiring.condition("conversion_allowed", asks_facts=True)
def conversion_allowed(scene: Scene) -> None:
    from court.spine.journal.models import Entry

    held = Entry.objects.filter(stream=scene.case.stream, kind="case.hold_hearing").exists()
    kind = {"ordinary": "civil_first_ordinary", "simplified": "civil_first_simplified"}[scene.facts["new_track"]]
    clock = running(scene, LIMIT)[0]
    try:
        limits.check_conversion(scene.track.limit, kind, filed=clock.started_on, decided=scene.on, hearing_held=held)
    except LawError as refusal:
        raise Refused(refusal.text, law="、".join(map(str, refusal.cites)), code=refusal.code) from refusal


