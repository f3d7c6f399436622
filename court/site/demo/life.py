"""One invented case through its life, by the same functions that the pages call, on days of one's choice."""
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from court.base.access.actor import Actor
from court.base.courts.models import Court
from court.base.people.models import Account, Office
from court.kit import money
from court.kit.days import moment_at
from court.site.demo import cast as people
from court.site.demo import disputes
from court.site.demo.disputes import Dispute
from court.spine.cases import acts, bearing
from court.spine.cases.docketing import NewCase, NewParty, NewRepresentative, open_case
from court.spine.cases.models import Case, Handler, Party
from court.spine.dossier import actions as dossier
from court.spine.dossier import rendering
from court.work.answering import joining, submissions
from court.work.answering.models import JoinCode
from court.work.assignment import actions as assignment
from court.work.fees import burden, payments, refunds
from court.work.fees.models import Order, Refund
from court.work.hearings import actions as hearings
from court.work.hearings import diary, recording
from court.work.hearings.models import Hearing
from court.work.judgments import actions as papers
from court.work.process_service import queries as service
from court.work.process_service import serving
from court.work.process_service.models import ServiceOrder
from law import causes
from law.calendar import shipped
from law.fees.quote import quote

ID_PAPERS = "当事人身份证明、法定代表人身份证明、授权委托书、律师事务所函"
SMALL, SIMPLE = 10_000, 100_000
COURT_DAY = 10


@dataclass
class Life:
    """A case under way: who is in it and what it is about; `day` is the court's day it has reached, never after `last`."""

    case: Case
    dispute: Dispute
    plaintiff: Account | None
    defendant: Account | None
    cast: people.Cast
    chance: Random
    day: date
    last: date = date.max

    def at(self, hour: int = 9) -> datetime:
        return moment_at(self.day, hour, self.chance.randint(0, 59))

    def on(self, day: date) -> "Life":
        """Go on to a working day, the next one where people rest."""
        self.day = min(shipped().next_workday(max(day, self.day)), self.last)
        return self

    def after(self, days: int) -> "Life":
        return self.on(self.day + timedelta(days=days))

    def actor(self, account: Account) -> Actor:
        return Actor(account, self.day, fresh_factor=True)

    def staff(self, office: str) -> Actor:
        return self.actor(self.chance.choice(self.cast.of(self.case.court_id, office)))

    def handler(self, role: str) -> Actor:
        return self.actor(self.case.handlers.select_related("account__person").get(role=role, until=None).account)

    def act(self, code: str, by: Actor | None, hour: int = 9, **facts) -> None:
        acts.perform(self.case, code, by=by, at=self.at(hour), facts=facts)
        self.case.refresh_from_db()

    def pay(self) -> None:
        """Every open fee is paid at the gateway, and booked as it tells."""
        for order in Order.objects.filter(case=self.case, state=Order.State.OPEN):
            paid = self.cast.till.pay(order, self.at())
            payments.book(paid, at=paid.paid_at)
        self.case.refresh_from_db()

    def assign(self) -> None:
        assignment.draw(self.case, by=self.staff(Office.CASE_MANAGER), at=self.at())
        self.case.refresh_from_db()

    def send_papers(self) -> None:
        self.act("send_papers", self.handler(Handler.Role.CLERK), days=15 if self.case.track != "small_claims" else 7)
        if self.case.track == "ordinary":
            self._panel()

    def _panel(self) -> None:
        judges = [a for a in self.cast.of(self.case.court_id, Office.JUDGE) if a.pk != self.case.judge_id]
        self.act("form_panel", self.handler(Handler.Role.JUDGE), members=[str(a.pk) for a in judges[:2]])

    def serve_all(self) -> None:
        """Every order that waits is served by hand today."""
        clerk = self.handler(Handler.Role.CLERK)
        for order in ServiceOrder.objects.filter(case=self.case).exclude(state=ServiceOrder.State.EFFECTIVE):
            if not order.is_served:
                serving.enter(order.pk, serving.Entered("direct", self.day, receiver=order.party.name), by=clerk, at=self.at(11))
        self.case.refresh_from_db()

    def join(self) -> None:
        if self.defendant is None:
            return
        code = JoinCode.objects.filter(case=self.case, party__role=Party.Role.DEFENDANT).first()
        if code:
            joining.join(code.code, by=self.actor(self.defendant), at=self.at(), e_service=True)
            self.case.refresh_from_db()

    def answer(self) -> None:
        if self.defendant is not None:
            submissions.submit(self.case.pk, "answer", by=self.actor(self.defendant), at=self.at(), text=self.dispute.answer)
            self.case.refresh_from_db()

    def schedule(self) -> Hearing:
        """One of the first free times for everybody who must come, about ten days ahead."""
        slots = diary.free_slots(self.case, 60, self.day + timedelta(days=COURT_DAY))
        slot = self.chance.choice(slots[:4])
        judge = self.handler(Handler.Role.JUDGE)
        return hearings.schedule(self.case, by=judge, at=self.at(), starts_at=slot.starts_at, minutes=60, room=slot.room)

    def hold(self, hearing: Hearing) -> None:
        """The court sits: record, attendance, confirmation on the clerk's device, the end of the hearing."""
        self.case.refresh_from_db()
        self.day = hearing.starts_at.astimezone().date()
        clerk, at = self.handler(Handler.Role.CLERK), self.at(17)
        recording.save(hearing.pk, self._record(), revision=0, by=clerk, at=at)
        there = {row.pk: True for row in hearing.attendances.all()}
        recording.attend(hearing.pk, there, {}, by=clerk, at=at)
        record = recording.close(hearing.pk, by=clerk, at=at)
        for row in hearing.attendances.select_related("person"):
            recording.confirm(row.pk, digest=record.digest, by=clerk, at=at, typed_name=row.person.name)
        hearings.hold(hearing.pk, next_step="decide", by=clerk, at=at)
        self.case.refresh_from_db()

    def _record(self) -> list[dict]:
        said = self.dispute
        evidence = "；".join(title for title, _ in said.evidence)
        return [{"who": "审判员", "text": "现在开庭。核对当事人身份，告知诉讼权利义务。是否申请回避？"}, {"who": "原告", "text": "不申请。"},
                {"who": "被告", "text": "不申请。"}, {"who": "原告", "text": f"诉讼请求：{'；'.join(said.claims)}。{said.grounds}"},
                {"who": "被告", "text": said.answer}, {"who": "原告", "text": f"举证：{evidence}。"},
                {"who": "被告", "text": "对证据的真实性无异议。"}, {"who": "审判员", "text": "法庭辩论终结，是否同意调解？"},
                {"who": "被告", "text": "请法庭依法判决。"}, {"who": "审判员", "text": "休庭，择期宣判。"}]

    def judge(self) -> None:
        if self.case.track == "ordinary":
            self.act("deliberate", self.handler(Handler.Role.PRESIDING), outcome="unanimous",
                     minutes="合议庭一致认为事实清楚、证据充分，同意承办人意见。")
        said = self.dispute
        costs = self._burden("judgment")
        self._paper("judgment", "issue_judgment", {
            "found": f"经审理查明：{said.found}", "opinion": f"本院认为，{said.opinion}", "decision": "\n".join(said.order),
            "defence": f"被告辩称：{said.answer}", "costs": costs})

    def _burden(self, manner: str) -> str:
        """The judge decides that who lost bears the fee; the sentence of it for the paper."""
        judge = self.handler(Handler.Role.JUDGE)
        shares = {one.key: burden.proposal(one, None, None)[0] for one in burden.matters(self.case, manner)}
        made = burden.decide(self.case, manner, shares, direct=False, by=judge, at=self.at(10))
        self.case.refresh_from_db()
        return "".join(bearing.in_words(self.case, made.matters))

    def mediate(self) -> None:
        self._paper("mediation", "mediate", {"decision": "\n".join(
            ["本案审理过程中，经本院主持调解，当事人自愿达成如下协议：", *self.dispute.settlement])})

    def withdraw(self) -> None:
        submissions.submit(self.case.pk, "withdrawal", by=self.actor(self.plaintiff), at=self.at(), text="双方已庭外和解，申请撤回起诉。")
        self.case.refresh_from_db()
        self._paper("withdrawal", "allow_withdrawal", {})

    def _paper(self, kind: str, act: str, sections: dict) -> None:
        judge = self.handler(Handler.Role.JUDGE)
        paper = papers.start(self.case, kind, by=judge, at=self.at())
        paper = papers.save(paper.pk, {**paper.sections, **sections}, revision=paper.revision, by=judge, at=self.at())
        paper = papers.sign(paper.pk, by=judge, at=self.at())
        self.act(act, judge, 15, paper=str(paper.document_id))

    def close(self) -> None:
        served = service.closing_day(self.case)["closed"]
        self.act("close_case", self.handler(Handler.Role.JUDGE), 16, served_on=served, manner=self.case.close_manner)

    def take_effect(self) -> None:
        """Once the appeal periods have run out: the day after the last."""
        due = [c.due_on for c in self.case.clocks.filter(kind="appeal")]
        day = max(due) + timedelta(days=1) if due else self.case.closed_on
        self.on(day).act("record_effect", self.handler(Handler.Role.CLERK), effective_on=day)

    def settle_money(self) -> None:
        """The loser pays what it bears, and two people give the winner back what was prepaid."""
        self.pay()
        for refund in Refund.objects.filter(order__case=self.case, state=Refund.State.OWED):
            refunds.prepare(refund.pk, by=self.staff(Office.CASHIER), at=self.at(10))
            refunds.release(refund.pk, by=self.staff(Office.FINANCE_HEAD), at=self.at(11))
            done = self.cast.till.refund(refund, self.at(12))
            refunds.book(done.refund_no, done.state, done.amount_fen, done.gateway_no, done.done_at, at=done.done_at)

    def archive(self) -> None:
        for document in self.case.documents.filter(state="expected"):
            rendering.render_now(document, at=self.at())
        self.act("archive_case", self.staff(Office.ARCHIVIST))


def begin(cast: people.Cast, court: Court, day: date, chance: Random, *, counsel: bool = False,
          invent: Callable[..., Dispute] = disputes.invent) -> Life:  # fmt: skip
    """An invented dispute comes to a court and is docketed."""
    day = shipped().next_workday(day)
    at = moment_at(day, 9, chance.randint(0, 59))
    side, other = cast.people.somebody(on=day), cast.people.somebody(on=day)
    shape = invent(Random(chance.random()), side.name, other.name, day)
    plaintiff = people.company_person(cast.people.company()) if shape.plaintiff_is_company else None
    defendant = people.company_person(cast.people.company()) if shape.defendant_is_company else None
    one = None if plaintiff else people.outsider(side, at)
    two = None if defendant else people.outsider(other, at)
    plaintiff, defendant = plaintiff or one.person, defendant or two.person
    dispute = _renamed(shape, {side.name: plaintiff.name, other.name: defendant.name})
    amount = dispute.amount_yuan
    track = "small_claims" if amount and amount <= SMALL else "simplified" if amount and amount <= SIMPLE else "ordinary"
    cause = causes.named("civil", dispute.cause)
    fee = quote(filed=day, cause=cause.code, amount=money.yuan(amount * 100) if amount else None, procedure=track)
    lawyer = chance.choice(cast.lawyers) if counsel else None
    clerk = Actor(chance.choice(cast.of(court.pk, Office.FILING_CLERK)), day, fresh_factor=True)
    case = open_case(NewCase(
        court=court, definition="civil_first", type_code="民初", track=track, cause_code=cause.code, cause=cause.name,
        filed_on=day - timedelta(days=chance.randint(1, 5)), amount_fen=amount * 100 if amount else None,
        parties=[NewParty(plaintiff, Party.Role.PLAINTIFF, e_service=False, joined=True),
                 NewParty(defendant, Party.Role.DEFENDANT)],
        representatives=[NewRepresentative(0, lawyer.person, "lawyer", "special", lawyer.firm)] if lawyer else [],
        facts={"claims": dispute.claims, "grounds": dispute.grounds, "fee_fen": money.fen(fee["payable"]),
               "fee_full_fen": money.fen(fee["fee"]), "fee_steps": fee.explain()}), by=clerk, at=at)
    life = Life(case, dispute, one, two, cast, chance, day)
    _file(life, at)
    return life


def _renamed(shape: Dispute, names: dict[str, str]) -> Dispute:
    """The dispute with a company in the place of the person it was written for."""
    def change(value):
        if isinstance(value, str):
            for old, new in names.items():
                value = value.replace(old, new)
            return value
        if isinstance(value, (list, tuple)):
            return type(value)(change(item) for item in value)
        return value

    return Dispute(**{name: change(value) for name, value in vars(shape).items()})


def _file(life: Life, at: datetime) -> None:
    """What the plaintiff brought: complaint, proof of identity, evidence, each in its catalogue place."""
    case, said = life.case, life.dispute
    party = case.parties.get(role=Party.Role.PLAINTIFF)
    complaint = "\n".join(["诉讼请求：", *[f"{n}、{c}；" for n, c in enumerate(said.claims, 1)], "事实与理由：", said.grounds])
    sheets = [("起诉状", "起诉状（或口头起诉笔录）及附件", complaint), ("当事人身份证明", ID_PAPERS, "身份信息经实名核验一致。")]
    sheets += [(title, "原告举证材料", text) for title, text in said.evidence]
    for title, item, text in sheets:
        dossier.expect(case, "submission", {
            "name": title, "court_to": case.court.name, "party": f"原告：{party.name}", "case": f"案由：{case.cause}",
            "paragraphs": text.splitlines(), "signer": party.name}, kind="filed", title=title, item=item, party=party,
            by=None, at=at)
