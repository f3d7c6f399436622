"""When a judgment has taken effect: back to who prepaid more than they bear, collected from who bears more (解释207)."""
from datetime import datetime, timedelta

from court.kit import money
from court.kit.days import date_of
from court.spine.cases import bearing
from court.spine.cases.models import Case, Party
from court.spine.tasks.actions import open_task
from court.work.fees import burden, further, notices, refunds
from court.work.fees.models import Apportionment, Order, Refund

DAYS = 7
# Borne by who raised them, whatever the judgment says of the other fees.
APART = (Order.Purpose.APPEAL, Order.Purpose.OBJECTION)


def prepaid(case: Case) -> dict[int, int]:
    """{person id: fen} that the court holds of each, refunds on their way taken off."""
    held: dict[int, int] = {}
    orders = Order.objects.filter(case=case, apart=False).exclude(purpose__in=APART).prefetch_related("lines", "refunds")
    for order in orders:
        held[order.payer_id] = held.get(order.payer_id, 0) + refunds.remaining(order)
    return held


def settle(case: Case, *, at: datetime, entry=None) -> dict:
    """{"back": [Refund], "due": [Order]}: what moves after the effect. Twice is once: what was owed is counted."""
    made = burden.current(case)
    if made is None or made.direct:
        return {"back": [], "due": []}
    held, alone, together = _net(case, made)
    due = [_collect(case, [person], -held[person] - asked, made, at, entry) for person in sorted(alone)
           if held[person] + (asked := _asked(case, [person])) < 0]
    for people, amount in together:
        for person in people:
            used = min(max(held.get(person, 0), 0), amount)
            held[person], amount = held.get(person, 0) - used, amount - used
        if amount > (asked := _asked(case, people)):
            due.append(_collect(case, people, amount - asked, made, at, entry))
    back = [one for person in sorted(held) if held[person] > 0 for one in _give_back(case, person, held[person], at)]
    return {"back": back, "due": due}


def _net(case: Case, made: Apportionment) -> tuple[dict[int, int], set[int], list[tuple[list[int], int]]]:
    """(what is left of each person's prepayment after the own shares, who has such a share, [(people, fen) borne together])."""
    people = {str(p.pk): p.person_id for p in case.parties.all()}
    left, alone, together = prepaid(case), set(), []
    for matter in made.matters:
        for pks, amount in bearing.groups(matter):
            if len(pks) > 1:
                together.append(([people[pk] for pk in pks], amount))
                continue
            person = people[pks[0]]
            left[person] = left.get(person, 0) - amount
            alone.add(person)
    return left, alone, together


def _asked(case: Case, people: list[int]) -> int:
    """What stands open already for the same people, in fen."""
    orders = Order.objects.filter(case=case, state=Order.State.OPEN, purpose=Order.Purpose.BURDEN).prefetch_related("jointly")
    return sum(one.amount_fen for one in orders if one.owed_by == set(people))


REMANDED = "二审发回重审的，退还上诉人已交纳的第二审案件受理费（诉讼费用交纳办法第二十七条）"


def give_back_the_appeals_fee(case: Case, *, at: datetime, payers: set[int] | None = None, ground: str = "remanded",
                              why: str = REMANDED) -> list[Refund]:
    """The fee of the second instance goes back: to every appellant when a case is sent back for retrial, or to `payers`."""
    appeals = Order.objects.filter(case=case, purpose=Order.Purpose.APPEAL)
    appeals = appeals if payers is None else appeals.filter(payer__in=payers)
    further.close(appeals, by=None, at=at)
    return refunds.owe_what_is_held(appeals, ground, [why], at)


def halve_the_appeals_fee(case: Case, payers: set[int], *, at: datetime) -> list[Refund]:
    """The second instance let these people withdraw their appeals: half of what each paid goes back (办法15), the rest they bear (34)."""
    appeals = Order.objects.filter(case=case, purpose=Order.Purpose.APPEAL, payer__in=payers)
    further.close(appeals, by=None, at=at)
    found = []
    for one in appeals.filter(state=Order.State.PAID, refunds=None).prefetch_related("lines", "refunds"):
        answer = further.law("fee.refund", reason="appeal_withdrawal", paid=money.yuan(refunds.remaining(one)))
        if half := money.fen(answer["refund"]):
            found.append(refunds.owe(one, half, "appeal_withdrawal", answer.explain(), at))
    return found


def _give_back(case: Case, person_id: int, amount_fen: int, at: datetime) -> list[Refund]:
    """Refunds of the orders this person paid, the newest first, until the sum is given back."""
    orders = list(Order.objects.filter(case=case, payer_id=person_id, state=Order.State.PAID, apart=False).order_by("-pk")
                  .exclude(purpose__in=APART).prefetch_related("lines", "refunds"))  # fmt: skip
    held = sum(map(refunds.remaining, orders))
    steps = further.law("fee.winner_refund", prepaid=money.yuan(held), borne=money.yuan(held - amount_fen)).explain()
    return refunds.give_back(orders, amount_fen, "won", steps, at)


def _collect(case: Case, people: list[int], amount_fen: int, made: Apportionment, at: datetime, entry) -> Order:
    """An order to one, or to several who owe it together."""
    known = {party.person_id: party for party in case.parties.select_related("person")}
    party, *others = [known[one] for one in people]
    due_on = date_of(at) + timedelta(days=DAYS)
    steps = [*bearing.in_words(case, made.matters),
             "裁判已经生效，应负担而未预交的诉讼费用由本院收取；拒不交纳的，可以强制执行（民诉法解释第二百零七条）"]
    order = further.open_further(case, party, Order.Purpose.BURDEN, full_fen=amount_fen, amount_fen=amount_fen,
                                 steps=steps, due_on=due_on, at=at, others=others)
    assert order is not None
    open_task(court=case.court_id, subject=f"order:{order.pk}", kind="collect_fee", label="收取应负担的诉讼费", at=at,
              case=case, office="cashier", due_on=due_on)
    for one in (party, *others):
        _notice(case, one, order, steps, at, entry)
    return order


def _notice(case: Case, party: Party, order: Order, steps: list[str], at: datetime, entry) -> None:
    """To who still owes."""
    together = "与其他应负担人共同（任何一人交清即可）" if len(order.owed_by) > 1 else ""
    notices.send(case, party, order, about="burden", title="应负担部分", at=at, entry=entry, heading="应负担的诉讼费用待交纳", paragraphs=[
        f"{case.title}（{case.number}）的裁判已经发生法律效力。根据裁判，{''.join(steps[:-1])}",
        f"扣除已预交部分，你（单位）还应{together}交纳诉讼费用{notices.in_full(order)}。{notices.where(order)}",
        "逾期拒不交纳的，本院将依照《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第二百零七条的规定强制执行。"],
        text=f"{case.number}的裁判已生效，您应负担的诉讼费用{money.plain(order.amount_fen)}元尚未交纳。")
