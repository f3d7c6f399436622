"""A small court with its people and a case in it, for the tests of every room.

`Stage` holds the cast by their Chinese roles in English words; `Stage.case(...)` dockets a loan case.
Days are fixed: the story begins on Monday 2 March 2026.
"""
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module

from django.apps import apps

from court.base.access.actor import Actor
from court.base.courts.models import Court, Division
from court.base.people.models import Account, Appointment, Office, Person
from court.kit.days import SHANGHAI
from court.ports.payment import Paid, PayState
from court.spine.cases.acts import perform
from court.spine.cases.docketing import NewCase, NewParty, NewRepresentative, open_case
from court.spine.cases.models import Case, Party

DAY = date(2026, 3, 2)
OFFICES = {"filing_clerk": "周立", "case_manager": "钱审管", "judge": "李文静", "judge2": "韩冰", "judge3": "魏东",
           "clerk": "赵小敏", "division_head": "郑庭", "court_president": "王院", "cashier": "孙会",
           "finance_head": "吴财", "service_officer": "冯达", "archivist": "陈档"}


def moment(day: date = DAY, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


@dataclass
class Stage:
    """The cast. Accounts by name of office ("judge2" and "judge3" are further judges); litigants by role."""

    court: Court
    other_court: Court
    division: Division
    accounts: dict[str, Account] = field(default_factory=dict)

    def actor(self, who: str, on: date = DAY, fresh: bool = True) -> Actor:
        return Actor(Account.objects.select_related("person").get(pk=self.accounts[who].pk), on, fresh)

    def case(self, *, track: str = "simplified", day: date = DAY, amount_fen: int | None = 5_000_000, counsel=False) -> Case:
        parties = [NewParty(self.accounts["plaintiff"].person, Party.Role.PLAINTIFF, e_service=True, joined=True),
                   NewParty(self.accounts["defendant"].person, Party.Role.DEFENDANT)]
        lawyers = [NewRepresentative(0, self.accounts["lawyer"].person, "lawyer", "special", "示例律师事务所")]
        return open_case(NewCase(
            court=self.court, definition="civil_first", type_code="民初", track=track, cause_code="108.03",
            cause="民间借贷纠纷", filed_on=day, parties=parties, representatives=lawyers if counsel else [],
            amount_fen=amount_fen), by=self.actor("filing_clerk", day), at=moment(day))

    def act(self, case: Case, code: str, who: str | None, day: date = DAY, **facts):
        """Perform an act as one of the cast ("system" or None: the court's machinery)."""
        by = None if who in (None, "system") else self.actor(who, day)
        entry = perform(case, code, by=by, at=moment(day), facts=facts)
        case.refresh_from_db()
        return entry


def settle(stage: "Stage", case: Case, day: date = DAY) -> None:
    """The acceptance fee is paid, as the room of fees would book it (named, for the spine knows no such room)."""
    apps.get_model("fees", "Order").objects.filter(case=case).update(state="paid")
    stage.act(case, "settle_fee", None, day, how="paid")


def paid(case: Case, day: date = DAY) -> None:
    """The acceptance fee booked from the gateway's notice, with its entries (the room of fees is named, not imported)."""
    payments = import_module("court.work.fees.payments")
    for order in apps.get_model("fees", "Order").objects.filter(case=case, state="open"):
        told = Paid(payments.wire_number(order), PayState.PAID, order.amount_fen, f"4200{order.pk}", moment(day))
        payments.book(told, at=moment(day))
    case.refresh_from_db()


def person(name: str, **more) -> Person:
    return Person.objects.create(name=name, **more)


def account(name: str, kind: str, court: Court | None = None) -> Account:
    made = Account(username=f"{kind}-{name}", kind=kind, person=person(name), court=court, created_at=moment(DAY, 8))
    made.set_unusable_password()
    made.save()
    return made


def build() -> Stage:
    """The stage in an empty database: two courts, one civil division, everybody of OFFICES, four litigants."""
    superior = Court.objects.create(code="晋08", name="运城市中级人民法院", short_name="运城中院",
                                    level="intermediate", division_code="140800")
    court, other = (Court.objects.create(code=code, name=f"{short}人民法院", short_name=short, level="basic",
                                         superior=superior, division_code=division)
                    for code, short, division in (("晋0802", "盐湖区", "140802"), ("晋0821", "临猗县", "140821")))
    division = Division.objects.create(court=court, kind="civil", name="民事审判一庭")
    stage = Stage(court, other, division)
    for who, name in OFFICES.items():
        stage.accounts[who] = _staff(name, who.rstrip("23"), court, division)
    stage.accounts["foreign_judge"] = _staff("吕外", "judge", other, None)
    for who, name in (("plaintiff", "王建国"), ("defendant", "张伟"), ("stranger", "刘路人")):
        stage.accounts[who] = account(name, Account.Kind.LITIGANT)
    stage.accounts["lawyer"] = account("高律", Account.Kind.LAWYER)
    return stage


def _staff(name: str, office: str, court: Court, division: Division | None) -> Account:
    made = account(name, Account.Kind.STAFF, court)
    Appointment.objects.create(account=made, court=court, division=division, office=Office(office),
                               since=date(2020, 1, 1))
    return made
