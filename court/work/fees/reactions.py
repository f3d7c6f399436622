"""What fees do when acts happen, and the errands of money."""
import json
from datetime import timedelta

from django.db import transaction

from court.base.courts.clock import now as court_now
from court.kit.days import date_of, plain
from court.ports.payment import Payment, PayState
from court.ports.registry import get
from court.spine import wiring
from court.spine.cases import acts, appellants, counterclaimants
from court.spine.cases.models import Case, Party
from court.spine.cases.scene import Scene
from court.spine.clocks.models import Clock
from court.spine.errands.registry import ErrandFails, handler, scheduled
from court.spine.journal.models import Entry
from court.spine.tasks.actions import open_task
from court.work.fees import comparing, further, objection, orders, payments, reconciling, refunds, relief, settlement
from court.work.fees.models import Order

wiring.comparer(comparing.differences)


@wiring.on_act("docket")
def order_the_fee(scene: Scene, entry) -> None:
    """One order for the first plaintiff, who advances the fee; a free case is settled at once."""
    payer = next(p for p in scene.parties if p.role == Party.Role.PLAINTIFF)
    order = orders.open_order(scene.case, payer, at=scene.at)
    if order.state == Order.State.WAIVED:
        order.case = scene.case
        payments.settle_if_all_are(order, "not_required", scene.at)


@wiring.on_act("close_case")
def find_refunds(scene: Scene, entry) -> None:
    """What the manner of closing gives back; for a dismissal only once the ruling is in force (办法27, 53)."""
    if scene.case.close_manner != "dismissal":
        refunds.find(scene.case, at=scene.at)


@wiring.on_act("rule_deemed_withdrawal", "allow_withdrawal", "deem_withdrawn_absent", "rule_last_counterclaim_withdrawn",
               "allow_last_counterclaim_withdrawal")
def close_open_orders(scene: Scene, entry) -> None:
    """Not the fee of an objection that failed: its ruling was made and stands."""
    further.close(Order.objects.filter(case=scene.case).exclude(purpose=Order.Purpose.OBJECTION), by=_account(scene), at=scene.at)


@wiring.on_act("reject_jurisdiction_objection")
def order_the_objections_fee(scene: Scene, entry) -> None:
    objection.charge(scene.case, at=scene.at, entry=entry)


@wiring.on_act("objection_appeal_granted")
def give_the_objections_fee_back(scene: Scene, entry) -> None:
    objection.give_back(scene.case, by=_account(scene), at=scene.at)


@wiring.on_act("mediate", "dismiss", "transfer_jurisdiction")
def close_what_is_not_asked_any_more(scene: Scene, entry) -> None:
    further.close(Order.objects.filter(case=scene.case, purpose__in=["counterclaim", "topup"]), by=_account(scene),
                  at=scene.at)


@wiring.on_act("end_main_claim", "dismiss_main_claim")
def close_what_the_claim_still_owed(scene: Scene, entry) -> None:
    further.close(Order.objects.filter(case=scene.case, purpose="topup"), by=_account(scene), at=scene.at)


@wiring.on_act("counterclaim")
def quote_the_counterclaim(scene: Scene, entry) -> None:
    """Ordered at once where the sum is known: the seven days count from the day it was raised (第二十二条)."""
    if scene.facts.get("amount"):
        raised = next((p for p in scene.own_parties if p.role == Party.Role.DEFENDANT), None)
        if raised is not None:
            further.of_counterclaim(scene.case, raised, scene.facts["amount"], at=scene.at)


@wiring.on_act("accept_counterclaim")
def order_the_counterclaims_fee(scene: Scene, entry) -> None:
    party = next(p for p in scene.parties if str(p.pk) == scene.facts["party"])
    further.of_counterclaim(scene.case, party, scene.facts.get("amount"), at=scene.at)


@wiring.on_act("refuse_counterclaim", "rule_counterclaim_withdrawn", "rule_last_counterclaim_withdrawn")
def end_the_counterclaims_fee(scene: Scene, entry) -> None:
    """Nothing is asked for a counterclaim that is not heard; what was paid for a refused one goes back whole.

    Only of the parties concerned: another's counterclaim that was accepted keeps its fee. One raised anew costs anew.
    """
    named = scene.facts.get("party")
    ended = Case.objects.get(pk=scene.case.pk).parties.filter(counterclaims=False, **({"pk": int(named)} if named else {}))
    orders = Order.objects.filter(case=scene.case, purpose=Order.Purpose.COUNTERCLAIM, payer__in=ended.values("person"), apart=False)
    further.close(orders, by=_account(scene), at=scene.at)
    if scene.code == "refuse_counterclaim":
        refunds.owe_what_is_held(orders, "refused", ["不予受理的，退还已交纳的案件受理费（诉讼费用交纳办法第二十七条）"], scene.at)
    orders.update(apart=True)


@wiring.on_act("allow_counterclaim_withdrawal", "allow_last_counterclaim_withdrawal")
def leave_the_fee_with_who_withdrew(scene: Scene, entry) -> None:
    """Halved once, by merging already; borne by who raised it (办法15、18、34, 解释206). An unpaid one is not asked any more."""
    people = [party.person_id for party in counterclaimants.withdrawing(scene.case)]
    mine = Order.objects.filter(case=scene.case, purpose=Order.Purpose.COUNTERCLAIM, payer__in=people, apart=False)
    further.close(mine, by=_account(scene), at=scene.at)
    for order in mine.prefetch_related("lines", "refunds"):
        payable, steps = further.halved_fen(order.full_fen, ["counterclaim", "withdrawal"])
        if (back := refunds.remaining(order) - payable) > 0:
            refunds.owe(order, back, "withdrawal", steps, scene.at)
        Order.objects.filter(pk=order.pk).update(apart=True)


@wiring.on_act("main_appeal_decided")
def follow_the_claim_dismissed_beside(scene: Scene, entry) -> None:
    if scene.facts["main_result"] != "instructed":
        refunds.find(scene.case, at=scene.at)


@scheduled("fees.claim_dismissed", every_seconds=3600, label="退还驳回本诉的受理费")
def find_dismissed_claims(now) -> None:
    """The ruling that dismissed the claim beside its counterclaim took effect unappealed: its fee goes back (办法27)."""
    at = court_now()
    over = Clock.objects.filter(kind="main_appeal", ended_on=None, case__closed_on=None, case__close_manner="")
    for case_id in set(over.filter(due_on__lt=date_of(at)).values_list("case_id", flat=True)):
        with transaction.atomic():
            case = acts.lock(case_id)
            clocks = Clock.objects.filter(case=case, kind="main_appeal", ended_on=None)
            served = set(clocks.filter(due_on__lt=date_of(at)).values_list("party_id", flat=True))
            if case.facts.get("main_claim_manner") == "dismissal" and served >= set(case.parties.filter(left_on=None).values_list("pk", flat=True)):
                refunds.find(case, at=at)


@wiring.on_act("convert_track")
def order_the_other_half(scene: Scene, entry) -> None:
    if scene.facts.get("new_track") == "ordinary" and not scene.case.facts.get("main_claim_ended"):
        further.after_conversion(scene.case, _first(scene, Party.Role.PLAINTIFF), at=scene.at)


@wiring.on_act("change_claim", "waive_claim")
def follow_the_claim(scene: Scene, entry) -> None:
    """Only where this act changed the sum."""
    if json.loads(entry.effects)["case"].get("columns", {}).get("amount_fen") is None:
        return
    heard = Entry.objects.filter(stream=scene.case.stream, kind="case.hold_hearing").exists()
    further.after_change(scene.case, _first(scene, Party.Role.PLAINTIFF), scene.case.facts["claim_before_fen"],
                         scene.facts["claim_amount"], heard=heard, at=scene.at)


@wiring.on_act("receive_appeal", "enter_appeal")
def order_the_appeals_fee(scene: Scene, entry) -> None:
    named = [p for p in scene.parties if str(p.pk) == scene.facts.get("party")]
    for party in (named or scene.own_parties)[:1]:
        further.of_appeal(scene.case, party, scene.facts.get("amount"), at=scene.at)


@wiring.on_act("record_effect")
def settle_the_burden(scene: Scene, entry) -> None:
    settlement.settle(scene.case, at=scene.at, entry=entry)
    if scene.case.close_manner == "dismissal":
        refunds.find(scene.case, at=scene.at)


@wiring.on_act("appeal_returned")
def follow_the_second_instance(scene: Scene, entry) -> None:
    """A judgment that stands is settled; one set aside moves no money but the appeal's fee; one changed waits for the judge."""
    result = scene.facts["result"]
    appealed = appellants.of(scene.case)
    withdrew = appealed if result == "withdrawn" else {int(one) for one in scene.facts.get("withdrew", [])}
    settlement.halve_the_appeals_fee(scene.case, _people(scene, withdrew), at=scene.at)
    if result in ("remanded", "instructed"):
        settlement.give_back_the_appeals_fee(scene.case, at=scene.at, payers=_people(scene, appealed - withdrew) if withdrew else None)
    elif result == "changed":
        open_task(court=scene.case.court_id, subject=scene.case.stream, kind="burden_changed", case=scene.case, at=scene.at,
                  label="二审改判，按二审裁判变更诉讼费用负担", assignee=scene.case.judge, act="apportion_fee")
    else:
        settle_the_burden(scene, entry)


@wiring.on_act("apportion_fee")
def settle_what_was_changed_above(scene: Scene, entry) -> None:
    if scene.case.effective_on is not None:
        settlement.settle(scene.case, at=scene.at, entry=entry)


def _first(scene: Scene, role: str) -> Party:
    return next(p for p in scene.parties if p.role == role)


def _people(scene: Scene, parties: set[int]) -> set[int]:
    return {party.person_id for party in scene.parties if party.pk in parties}


def _account(scene: Scene):
    return scene.actor.account if scene.actor else None


@handler("fees.ask_gateway", outside=True)
def ask_gateway(payload, now, errand) -> None:
    """No notice may ever come: ask for the fate of an order until it is paid or its link is dead."""
    order = Order.objects.get(pk=int(payload["order"]))
    if order.state != Order.State.OPEN:
        return
    told = get(Payment).query(payload["number"])
    if told.state is PayState.PAID:
        payments.book(told, at=court_now())
    elif told.state is PayState.UNPAID and order.link_until and order.link_until > court_now():
        raise ErrandFails("尚未支付，稍后再查。")


@handler("fees.refund", outside=True)
def send_refund(payload, now, errand) -> None:
    refunds.send(int(payload["refund"]), at=court_now())


@scheduled("fees.overdue", every_seconds=3600, label="检查逾期未交的诉讼费")
def find_overdue(now) -> None:
    """When the seven days have passed, the filing clerk finds the ruling prepared as a task; nothing is automatic."""
    at = court_now()
    overdue = Clock.objects.filter(kind="fee", ended_on=None, due_on__lt=date_of(at), case__stage="docketed")
    for clock in overdue.select_related("case__court"):
        if not relief.pending(clock.case) and _unpaid(clock.case):
            open_task(court=clock.case.court_id, subject=f"fee:{clock.case_id}", kind="fee_overdue", case=clock.case,
                      label="逾期未交费，拟按撤诉处理", at=at, office="filing_clerk", act="rule_deemed_withdrawal")


@scheduled("fees.overdue_further", every_seconds=3600, label="查找逾期未交的反诉费、补交费")
def find_further_overdue(now) -> None:
    """A counterclaim's fee or a top-up that wasn't paid in time: the judge finds the next step as a task."""
    at = court_now()
    late = Order.objects.filter(state=Order.State.OPEN, due_on__lt=date_of(at), purpose__in=list(NEXT),
                                case__closed_on=None)
    for order in late.select_related("case__judge"):
        if order.case.judge_id and not relief.pending(order.case):
            kind, act, label = NEXT[order.purpose]
            open_task(court=order.court_id, subject=f"order:{order.pk}", kind=kind, case=order.case,
                      label=label, at=at, assignee=order.case.judge, act=act)


@scheduled("fees.overdue_appeal", every_seconds=3600, label="查找逾期未交的上诉费")
def find_appeal_overdue(now) -> None:
    """The appeal's fee was not paid in time: the clerk passes the file upward with that note; the court above decides."""
    at = court_now()
    late = Order.objects.filter(state=Order.State.OPEN, due_on__lt=date_of(at), purpose=Order.Purpose.APPEAL,
                                case__stage__in=("judged", "closed"))
    for order in late.select_related("case__judge"):
        clerk = order.case.handlers.filter(role="clerk", until=None).select_related("account").first()
        if not relief.pending(order.case):
            open_task(court=order.court_id, subject=order.case.stream, kind="appeal_fee", case=order.case, at=at,
                      label="上诉费逾期未交，报送案卷时注明，由上级法院处理", assignee=clerk.account if clerk else order.case.judge,
                      act="forward_appeal")


@wiring.letter_lines("appeal_transfer")
def unpaid_appeals(scene: Scene) -> list[str]:
    """Whether an unpaid appeal counts as withdrawn is for the second instance to say (解释318)."""
    late = Order.objects.filter(case=scene.case, purpose=Order.Purpose.APPEAL, state=Order.State.OPEN).select_related("payer")
    names = {party.person_id: party.name for party in scene.parties}
    return [f"上诉人{names.get(one.payer_id, one.payer.name)}经通知，至{plain(one.due_on)}期限届满未预交上诉案件受理费，请依照"
            "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第三百一十八条审查是否按自动撤回上诉处理。" for one in late if one.due_on]


@wiring.on_act("withdraw_appeal")
def give_the_appeals_fee_back(scene: Scene, entry) -> None:
    """Taken back before the second instance began: nothing is asked, and what was paid for it goes back."""
    mine = {party.person_id for party in scene.own_parties}
    settlement.give_back_the_appeals_fee(scene.case, at=scene.at, payers=mine, ground="appeal_withdrawn",
                                         why="上诉期内撤回上诉，案卷未移送第二审人民法院的，退还预交的上诉案件受理费")


NEXT = {"counterclaim": ("counterclaim_fee", "rule_counterclaim_withdrawn", "反诉费逾期未交，拟按撤诉处理"),
        "topup": ("fee_overdue", "rule_deemed_withdrawal", "补交的受理费逾期未交，请审查处理")}


def _unpaid(case: Case) -> bool:
    return Order.objects.filter(case=case, state=Order.State.OPEN).exists()


@scheduled("fees.reconcile", every_seconds=86_400, label="与支付平台逐日对账")
def reconcile_yesterday(now) -> None:
    at = court_now()
    reconciling.reconcile(date_of(at) - timedelta(days=1), at=at)
