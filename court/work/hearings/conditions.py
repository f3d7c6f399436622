"""What the law asks of a hearing before the case moves: notice, the number of adjournments, a confirmed record."""
from datetime import date

from court.base.people.models import Office
from court.kit.days import date_of
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases.conditions import pending
from court.spine.cases.scene import Scene
from court.work.hearings import absences, adjourning, periods
from court.work.hearings.models import Attendance, Hearing, HearingRecord
from law import registry
from law.answer import LawError


def hearing_of(scene: Scene) -> Hearing:
    """The hearing an act names; it must be of this case and still ahead."""
    named = scene.facts.get("hearing", "")
    found = Hearing.objects.select_related("room").filter(case=scene.case, pk=int(named) if named.isdecimal() else 0).first()
    if found is None:
        raise Refused("没有找到该次开庭。", do="请在“开庭”中排期。", code="no_hearing")
    if found.state != Hearing.State.SCHEDULED:
        raise Refused(f"该次开庭{found.get_state_display()}。", do="请刷新页面核对。", code="stale")
    return found


@wiring.condition("hearing_notice_in_time", asks_facts=True)
def hearing_notice_in_time(scene: Scene) -> None:
    """Three days' notice (民诉法139), and the day told is the day planned."""
    hearing = hearing_of(scene)
    day = date.fromisoformat(scene.facts["held_on"])
    if day != date_of(hearing.starts_at):
        raise Refused("开庭日期与排期不一致。", do="请按排期日期办理。", code="bad_field")
    latest = registry.call("summons.latest", hearing=day)["latest"]
    if scene.on > latest:
        raise Refused(f"开庭应当在三日前通知当事人，{day}开庭最迟应于{latest}前通知。", law="民事诉讼法第一百三十九条",
                      do="请选择更晚的开庭日期。", code="short_notice")


@wiring.condition("hearing_outside_periods", asks_facts=True)
def hearing_outside_periods(scene: Scene) -> None:
    """A trial inside somebody's answer or evidence period needs that party's recorded consent (民诉法128, 解释99, 266, 275)."""
    hearing = hearing_of(scene)
    if hearing.kind == Hearing.Kind.TRIAL:
        periods.refuse(periods.open_periods(scene.case, scene.on), date_of(hearing.starts_at))


@wiring.condition("consent_is_theirs", asks_facts=True)
def consent_is_theirs(scene: Scene) -> None:
    """A party speaks for itself; what the court enters for a party stands on a paper of the dossier that the party signed."""
    if scene.own_parties:
        if scene.facts["party"] not in {str(p.pk) for p in scene.own_parties}:
            raise Refused("只能为本人或者所代理的当事人表示意见。", code="not_yours", status=403)
        return
    if "material" not in scene.facts:
        raise Refused("登记当事人的意见须有其签名的书面材料或者笔录。", law="最高人民法院关于适用《民事诉讼法》的解释第二百六十六条",
                      do="请先将书面意见扫描入卷，再选择该材料。", code="missing_field")


@wiring.condition("adjournment_asked", asks_facts=True)
def adjournment_asked(scene: Scene) -> None:
    """One application a hearing and party at a time; proof where the ground is a fact outside the court."""
    hearing = hearing_of(scene)
    waiting = adjourning.pending(scene.case)
    if waiting and waiting.hearing_id == hearing.pk:
        raise Refused("本次开庭已有一份延期申请正在审查。", do="请等待法官决定。", code="pending")
    if scene.facts["ground"] != "recusal" and "material" not in scene.facts:
        raise Refused("请提交证明材料。", law="民事诉讼法第一百四十九条", do="例如诊断证明、出庭传票、公务证明、交通中断证明等，可以拍照上传。",
                      code="missing_field")


@wiring.condition("adjournment_pending")
def adjournment_pending(scene: Scene) -> None:
    if not pending(scene, "request_adjournment", {"refuse_adjournment", "adjourn_hearing"}):
        raise Refused("没有待审查的延期开庭申请。", code="nothing_pending")


@wiring.condition("plaintiff_stayed_away")
def plaintiff_stayed_away(scene: Scene) -> None:
    """按撤诉处理 (民诉法146): every plaintiff was called, and the clerk entered that none came."""
    uncalled = absences.uncalled_plaintiffs(scene.case, scene.on)
    if not all(uncalled):
        return
    law = "民事诉讼法第一百四十六条"
    if uncalled:
        names = "、".join(p.name for p in uncalled[0])
        raise Refused(f"{names}的传票没有在开庭之日前有效送达的记录，未经传票传唤的，不能按撤诉处理。", law=law,
                      do="已经送达的，请先登记送达结果；没有送达的，请延期开庭，重新传唤。", code="not_summoned")
    raise Refused("没有原告经传票传唤未到庭的登记。", law=law,
                  do="请在开庭当日登记到庭情况；原告有正当理由未到庭的，应当延期开庭。", code="nobody_absent")


@wiring.condition("absent_were_called", asks_facts=True)
def absent_were_called(scene: Scene) -> None:
    """No trial in absence of somebody on whom the summons was not served (民诉法147, 解释241)."""
    if scene.facts.get("next_step") != "decide":
        return
    hearing = hearing_of(scene)
    uncalled = absences.not_summoned(hearing) if hearing.kind == Hearing.Kind.TRIAL else []
    if names := "、".join(p.name for p in uncalled if p.role != p.Role.THIRD_PARTY):
        raise Refused(f"{names}未到庭，传票没有在开庭之日前有效送达的记录，不能缺席审理后评议裁判。",
                      law="民事诉讼法第一百四十七条；最高人民法院关于适用《民事诉讼法》的解释第二百四十一条",
                      do="已经送达的，请先登记送达结果；没有送达的，请延期开庭重新传唤，或者将庭后安排选为“择期再次开庭”。", code="not_summoned")


@wiring.condition("adjourn_allowed")
def adjourn_allowed(scene: Scene) -> None:
    so_far = Hearing.objects.filter(case=scene.case, state=Hearing.State.ADJOURNED).count()
    ground = scene.facts.get("ground")
    try:
        found = registry.call("hearing.adjourn_allowed", procedure=scene.case.track, adjournments_so_far=so_far, ground=ground)
    except LawError as refusal:
        raise Refused(refusal.text, law="、".join(map(str, refusal.cites)), code=refusal.code) from refusal
    law = "最高人民法院关于严格规范民商事案件延长审限和延期开庭问题的规定第二条"
    if not found["allowed"]:
        raise Refused(f"{scene.track.label}延期开庭不得超过{found['most']}次，本案已延期{so_far}次。", law=law, code="too_often")
    if found["approver"] and not (scene.actor and scene.actor.holds(Office.PRESIDENT, scene.case.court_id)):
        raise Refused(f"该事由延期开庭须经{found['approver']}批准。", law=law, do="请报请院长在本案中办理“延期开庭”。", code="needs_president")
    if scene.facts:
        hearing_of(scene)


@wiring.condition("record_confirmed", asks_facts=True)
def record_confirmed(scene: Scene) -> None:
    """Everybody who came has confirmed the record, or the refusal to sign is noted (民诉法150)."""
    hearing = hearing_of(scene)
    record = HearingRecord.objects.filter(hearing=hearing).first()
    if record is None or record.closed_at is None:
        raise Refused("庭审笔录尚未交到庭人员核对。", law="民事诉讼法第一百五十条", do="请先录入笔录并“交付核对”。", code="no_record")
    waiting = hearing.attendances.filter(is_present=True, state=Attendance.State.WAITING).select_related("person")
    if names := "、".join(row.person.name for row in waiting):
        raise Refused(f"{names}尚未核对确认庭审笔录。", law="民事诉讼法第一百五十条",
                      do="请到庭人员在本人手机或者法庭设备上核对确认；拒绝签名的，请记明情况。", code="not_confirmed")
