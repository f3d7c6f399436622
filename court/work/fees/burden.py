"""Who bears the fees (诉讼费用负担): what the case costs in the end, a proposal by the outcome, what the court decided.

The judge decides the shares; the proposal only computes. Source: 诉讼费用交纳办法第二十九条至第三十五条.
"""
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from court.base.access.actor import Actor
from court.kit import money
from court.kit.ids import new_id
from court.kit.refusal import Refused
from court.spine.cases import acts
from court.spine.cases.models import Case, Party
from court.spine.journal.models import Entry
from court.work.fees import further
from court.work.fees.models import Apportionment, Order, Refund
from law.answer import LawError
from law.fees.burden import by_outcome, split
from law.fees.money import FEN

Purpose, State = Order.Purpose, Order.State
HALVED_TRACKS = ("simplified", "small_claims")
HALVING = {"mediation": "mediation", "withdrawal": "withdrawal", "deemed_withdrawal": "withdrawal"}
FREE = {"dismissal": "裁定驳回起诉的，退还已交纳的案件受理费（诉讼费用交纳办法第二十七条）"}
ENDED = {"withdrawal": "撤诉", "deemed_withdrawal": "撤诉", "mediation": "调解"}
LABELS = {"main": "案件受理费", "counterclaim": "反诉案件受理费"}


@dataclass(frozen=True)
class Matter:
    """One fee to be borne: its key, the whole tariff, what is payable in the end, who asks and who is asked.

    ended  how the claim ends where the law says who bears it then (a key of the rule fee.burden); "" where it is judged
    """

    key: str
    full_fen: int
    payable_fen: int
    claimants: list[Party]
    others: list[Party]
    steps: list[str] = field(default_factory=list)
    ended: str = ""

    @property
    def label(self) -> str:
        return LABELS[self.key]


def matters(case: Case, manner: str) -> list[Matter]:
    """The fees of a case that ends in a manner: of the claim, and of an accepted counterclaim."""
    parties = list(case.parties.filter(left_on=None).select_related("person"))
    plaintiffs = [p for p in parties if p.role == Party.Role.PLAINTIFF]
    defendants = [p for p in parties if p.role == Party.Role.DEFENDANT]
    found = []
    if further.main_order(case) is not None:
        full, payable, steps = final_main(case, manner)
        withdrawn = case.facts.get("main_claim_ended") and case.facts.get("main_claim_manner") != "dismissal"
        ended = ENDED["withdrawal"] if withdrawn else ENDED.get(manner, "")
        found.append(Matter("main", full, payable, plaintiffs, defendants or plaintiffs, steps, ended))
    counter = Order.objects.filter(case=case, purpose=Purpose.COUNTERCLAIM, apart=False).exclude(state__in=[State.CLOSED, State.WAIVED])
    raised = [p for p in defendants if p.counterclaims]
    if raised and (orders := list(counter)):
        full, payable = sum(o.full_fen for o in orders), sum(o.amount_fen for o in orders)
        found.append(Matter("counterclaim", full, payable, raised, plaintiffs, [*orders[0].explanation], ENDED.get(manner, "")))
    return found


def final_main(case: Case, manner: str) -> tuple[int, int, list[str]]:
    """(full, payable, steps) of the claim's fee as it stands when the case ends; halved once, never twice."""
    order = further.main_order(case)
    assert order is not None
    if order.state == State.WAIVED:
        return order.full_fen, 0, ["本院已准予免交案件受理费（诉讼费用交纳办法第四十五条）"]
    if manner in FREE or case.facts.get("main_claim_manner") in FREE:
        manner = manner if manner in FREE else case.facts["main_claim_manner"]
        return order.full_fen, 0, [FREE[manner]]
    topups = Order.objects.filter(case=case, purpose=Purpose.TOPUP).exclude(state=State.CLOSED)
    returned = Refund.objects.filter(order__case=case, ground="reduced").exclude(state=Refund.State.REFUSED)
    reduced = sum(returned.values_list("amount_fen", flat=True))
    standing = order.amount_fen + sum(one.amount_fen for one in topups) - reduced
    is_halved = case.track in HALVED_TRACKS
    relieved = order.amount_fen not in (order.full_fen, further.halved_fen(order.full_fen, ["simplified"])[0])
    full = max(order.full_fen, standing) if relieved else _full(order, topups, reduced)
    grounds = ([case.track] if is_halved else []) + ([HALVING[manner]] if manner in HALVING else [])
    if case.facts.get("main_claim_ended") and "withdrawal" not in grounds:
        grounds.append("withdrawal")
    payable, steps = further.halved_fen(full, grounds)
    return full, min(payable, standing) if relieved else payable, steps


def _full(order: Order, topups, reduced: int) -> int:
    """The whole tariff after raised and reduced claims; a converted case's top-up only completes it."""
    was_halved = order.amount_fen < order.full_fen
    extra = sum(one.amount_fen for one in topups) - reduced
    if not was_halved:
        return order.full_fen + extra
    rest = order.full_fen - order.amount_fen
    converted = any(one.amount_fen == rest for one in topups)
    return order.full_fen + (extra - rest if converted else extra * 2)


def proposal(matter: Matter, claimed_fen: int | None, supported_fen: int | None) -> tuple[dict[str, int], list[str]]:
    """({party id: fen}, steps): by what was won and lost; without figures the side that was asked bears it all.

    Who withdrew a claim bears its fee (办法34); after mediation the parties agree and the court decides only else (办法31).
    """
    whole = money.yuan(matter.payable_fen)
    if matter.ended == ENDED["withdrawal"]:
        sides, steps = (whole, Decimal(0)), further.law("fee.burden", outcome=matter.ended).explain()
    elif claimed_fen and supported_fen is not None:
        try:
            found = by_outcome(whole, money.yuan(claimed_fen), money.yuan(supported_fen), FEN)
        except LawError as refusal:
            raise Refused(refusal.text, law="诉讼费用交纳办法第二十九条第二款", code=refusal.code, status=422) from refusal
        sides, steps = (found["plaintiff"], found["defendant"]), found.explain()
        if matter.key == "counterclaim":
            steps = [step.replace("原告负担", "反诉人负担").replace("被告负担", "被反诉人负担") for step in steps]
    else:
        sides = (Decimal(0), whole)
        steps = ["诉讼费用由败诉方负担，胜诉方自愿承担的除外（诉讼费用交纳办法第二十九条第一款）"]
        if matter.ended:
            steps = further.law("fee.burden", outcome=matter.ended).explain()
    shares: dict[str, int] = {}
    for amount, parties in zip(sides, (matter.claimants, matter.others), strict=True):
        if not parties:
            continue
        for party, part in zip(parties, split(amount, [Decimal(1)] * len(parties)), strict=True):
            shares[str(party.pk)] = shares.get(str(party.pk), 0) + money.fen(part)
    return shares, steps


def decide(case: Case, manner: str, shares: Mapping[str, Mapping[str, int]], *, direct: bool, by: Actor, at: datetime,
           token: int | None = None, key: str = "", outcome: dict | None = None,
           joint: Mapping[str, list[list[str]]] | None = None) -> Apportionment:
    """What the court decided: {matter: {party id: fen}}. Refused unless each fee is borne to the last fen.

    joint   {matter: [[party id, …], …]}: who bears the sum of their shares together, each liable for the whole of it
    direct  the winner agreed that the loser pays it straight to him, so the court gives nothing back (解释第二百零七条)
    """
    with transaction.atomic():
        case = acts.lock(case.pk)
        if key and (done := acts.stored(by, key)):
            facts = Entry.objects.get(stream=case.stream, place=done["place"]).read_facts()
            return Apportionment.objects.get(pk=int(facts["apportionment"]), case=case)
        known = matters(case, manner)
        if not known:
            raise Refused("本案没有需要负担的诉讼费。", code="nothing", law="诉讼费用交纳办法第二十九条")
        told = [_checked(one, shares.get(one.key, {}), (joint or {}).get(one.key, [])) for one in known]
        pk = new_id()
        made = Apportionment.objects.create(pk=pk, case=case, manner=manner, direct=direct, matters=told,
                                            total_fen=sum(one["payable_fen"] for one in told), outcome=outcome or {},
                                            decided_by=by.account, decided_at=at)
        acts.perform(case, "apportion_fee", by=by, at=at, token=token, key=key,
                     facts={"apportionment": str(pk), "manner": manner})
    return made


def _checked(matter: Matter, shares: Mapping[str, int], joint: list[list[str]]) -> dict:
    known = {str(p.pk): p for p in [*matter.claimants, *matter.others]}
    together = [pk for group in joint for pk in group]
    if (set(shares) | set(together)) - set(known) or len(together) != len(set(together)):
        raise Refused("负担诉讼费的人不是本案当事人。", do="请刷新页面后重新填写。", code="bad_field", status=422)
    borne = {pk: int(shares.get(pk, 0)) for pk in known}
    total = sum(borne.values())
    if min(borne.values()) < 0 or total != matter.payable_fen:
        raise Refused(
            f"{matter.label}应负担{money.plain(matter.payable_fen)}元，所填各方合计{money.plain(total)}元，相差"
            f"{money.plain(abs(total - matter.payable_fen))}元。", law="诉讼费用交纳办法第二十九条",
            do="请调整各方数额，使合计与应负担数额一致。", code="bad_shares", status=422)
    return {"key": matter.key, "label": matter.label, "full_fen": matter.full_fen, "payable_fen": matter.payable_fen,
            "rows": [{"party": pk, "amount_fen": amount} for pk, amount in borne.items()],
            "joint": [group for group in joint if len(group) > 1 and any(borne[pk] for pk in group)]}


def current(case: Case) -> Apportionment | None:
    known = case.facts.get("fee_burden")
    return Apportionment.objects.filter(pk=int(known["id"]), case=case).first() if known else None
