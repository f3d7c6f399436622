"""The court's people of the demo, and the litigants one enters as. Everybody is invented."""
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from court.base.courts.models import Court, Division
from court.base.people import persons, totp
from court.base.people.models import Account, Appointment, Office, Person
from court.base.people.names import folded
from court.kit.ids import new_id
from court.site.demo.names import Company, People, Somebody
from court.site.demo.till import Till
from court.work.assignment.models import Team

SINCE = date(2022, 1, 4)
# How many of each office a basic court has; the busiest court has more judges and clerks.
STAFF = {Office.FILING_CLERK: 2, Office.CASE_MANAGER: 1, Office.JUDGE: 4, Office.ASSISTANT: 2, Office.CLERK: 4,
         Office.DIVISION_HEAD: 2, Office.VICE_PRESIDENT: 1, Office.PRESIDENT: 1, Office.CASHIER: 1,
         Office.FINANCE_HEAD: 1, Office.SERVICE_OFFICER: 1, Office.ARCHIVIST: 1}
BUSY = {Office.JUDGE: 8, Office.CLERK: 8, Office.ASSISTANT: 4}
BUSIEST = "晋0802"
HOUSE = {Office.SYSTEM_ADMIN: 1, Office.SECURITY_ADMIN: 1, Office.AUDIT_ADMIN: 1, Office.DUTY_OFFICER: 1}
PINYIN = {"filing_clerk": "lian", "case_manager": "shenguan", "judge": "faguan", "assistant": "zhuli", "clerk": "shujiyuan",
          "division_head": "tingzhang", "vice_president": "fuyuanzhang", "court_president": "yuanzhang",
          "cashier": "caiwu", "finance_head": "caiwufuze", "service_officer": "songda", "archivist": "dangan",
          "system_admin": "xitong", "security_admin": "anquan", "audit_admin": "shenji", "duty_officer": "zhiban"}


@dataclass
class Cast:
    """Accounts by court and office, and the lawyers; litigants are made with their cases."""

    people: People
    staff: dict[tuple[str, str], list[Account]] = field(default_factory=dict)
    lawyers: list[Account] = field(default_factory=list)
    till: Till = field(default_factory=Till)

    def of(self, court: str, office: str) -> list[Account]:
        return self.staff[court, office]


def make(chance: Random, at: datetime, till: Till | None = None) -> Cast:
    """Everybody of the courts' side, in two bulk writes a court; lawyers with a firm and a licence."""
    cast = Cast(People(chance), till=till or Till())
    for court in Court.objects.exclude(level=Court.Level.HIGH).order_by("code"):
        wanted = dict(STAFF) | (BUSY if court.pk == BUSIEST else {})
        if court.level == Court.Level.INTERMEDIATE:
            wanted |= HOUSE
        _staff(cast, court, wanted, at)
    firms = ["河东律师事务所（示例）", "条山律师事务所（示例）", "盐湖律师事务所（示例）"]
    for order in range(9):
        who = cast.people.somebody(age=(27, 58))
        cast.lawyers.append(outsider(who, at, lawyer=(f"1141{order:05d}示例", firms[order % 3])))
    return cast


def _staff(cast: Cast, court: Court, wanted: dict, at: datetime) -> None:
    civil = list(Division.objects.filter(court=court, kind=Division.Kind.CIVIL).order_by("pk"))
    by_kind = {d.kind: d for d in Division.objects.filter(court=court).order_by("-pk")}
    people, accounts, posts = [], [], []
    for office, count in wanted.items():
        for order in range(count):
            who = cast.people.somebody(age=(26, 58))
            person = Person(pk=new_id(), name=who.name, name_key=folded(who.name), sex=who.sex, born_on=who.born_on)
            number = "" if count == 1 else str(order + 1)
            account = Account(pk=new_id(), username=f"{PINYIN[office]}{number}@{court.division_code}", person=person,
                              kind=Account.Kind.STAFF, court=court, created_at=at, totp_secret=totp.new_secret())
            account.set_unusable_password()
            people.append(person)
            accounts.append(account)
            posts.append(Appointment(account=account, court=court, office=office, since=SINCE,
                                     division=_division(office, order, civil, by_kind)))
            cast.staff.setdefault((court.pk, str(office)), []).append(account)
    Person.objects.bulk_create(people)
    Account.objects.bulk_create(accounts)
    Appointment.objects.bulk_create(posts)
    judges, clerks = cast.of(court.pk, Office.JUDGE), cast.of(court.pk, Office.CLERK)
    Team.objects.bulk_create([Team(judge=judge, clerk=clerks[i % len(clerks)]) for i, judge in enumerate(judges)])


def _division(office: str, order: int, civil: list[Division], by_kind: dict) -> Division | None:
    """Judges, their helpers and heads sit in the civil divisions in turn; the others where their work is."""
    if office in (Office.JUDGE, Office.DIVISION_HEAD, Office.CLERK, Office.ASSISTANT) and civil:
        return civil[order % len(civil)]
    kinds: dict[str, str] = {Office.FILING_CLERK: "filing", Office.CASE_MANAGER: "management"}
    return by_kind.get(kinds.get(office, "office"))


def outsider(who: Somebody, at: datetime, lawyer: tuple[str, str] | None = None) -> Account:
    """A litigant or lawyer with a verified name, who signs in by phone."""
    person = persons.find_or_create_person(who.name, id_number=who.id_number, phone=who.phone, address=who.address,
                                           ethnicity=who.ethnicity)
    if person.verified_at is None:
        Person.objects.filter(pk=person.pk).update(verified_at=at)
        person.verified_at = at
    account, _ = Account.objects.get_or_create(username=f"tel:{person.pk}", defaults={
        "person": person, "kind": Account.Kind.LAWYER if lawyer else Account.Kind.LITIGANT, "created_at": at,
        "licence": lawyer[0] if lawyer else "", "firm": lawyer[1] if lawyer else "", "password": "!"})
    return account


def company_person(company: Company) -> Person:
    return persons.find_or_create_person(company.name, kind=Person.Kind.COMPANY, id_number=company.uscc, phone=company.phone,
                                         address=company.address, head_name=company.head.name, head_post="经理")
