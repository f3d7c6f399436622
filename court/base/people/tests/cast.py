"""The cast: the same few people play in every test, each for one role (demo numbers, so the database is a demo).

In the intermediate court 晋08: Li dockets, Zhou manages cases, Qian and Ma judge, Wang assists, Sun keeps the record,
Feng heads a division, Zhao presides over the court. In 盐湖区 晋0802: He judges. Three administrators run the house.
Zhang sues Liu; Chen is a lawyer; Hu has no business here.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings

from court.base.access.actor import Actor
from court.base.courts import clock
from court.base.courts.actions import load_reference
from court.base.courts.models import Division
from court.base.people import identity, totp
from court.base.people.models import Account, Appointment, Person
from court.base.people.persons import find_or_create_person

TOP, BASE = "晋08", "晋0802"
SINCE = date(2020, 1, 1)
PASSWORD = "Shanqing-7402-shuixiu"

STAFF = [  # key, name, office, court, kind of division
    ("filing_clerk", "李立安", "filing_clerk", TOP, "filing"),
    ("case_manager", "周审管", "case_manager", TOP, "management"),
    ("judge", "钱承办", "judge", TOP, "civil"),
    ("other_judge", "马合议", "judge", TOP, "civil"),
    ("third_judge", "牛审判", "judge", TOP, "civil"),
    ("assistant", "王助理", "assistant", TOP, "civil"),
    ("clerk", "孙书记", "clerk", TOP, "civil"),
    ("division_head", "冯庭长", "division_head", TOP, "civil"),
    ("vice_president", "卫副院", "vice_president", TOP, None),
    ("president", "赵院长", "court_president", TOP, None),
    ("cashier", "吴出纳", "cashier", TOP, "office"),
    ("finance_head", "郑财务", "finance_head", TOP, "office"),
    ("service_officer", "沈送达", "service_officer", TOP, "filing"),
    ("archivist", "韩档案", "archivist", TOP, "office"),
    ("duty_officer", "杨值班", "duty_officer", TOP, "office"),
    ("system_admin", "朱系统", "system_admin", TOP, "office"),
    ("security_admin", "秦安全", "security_admin", TOP, "office"),
    ("audit_admin", "尤审计", "audit_admin", TOP, "office"),
    ("judge_elsewhere", "何别院", "judge", BASE, "civil"),
    ("filing_clerk_elsewhere", "吕立案", "filing_clerk", BASE, "filing"),
    ("president_elsewhere", "施别院", "court_president", BASE, None),
]
OUTSIDE = [  # key, name, kind of account, born, male
    ("plaintiff", "张桂兰", "litigant", date(1986, 3, 12), False),
    ("defendant", "刘建国", "litigant", date(1979, 11, 2), True),
    ("lawyer", "陈律", "lawyer", date(1982, 6, 30), True),
    ("stranger", "胡路人", "litigant", date(1990, 1, 15), True),
]


@dataclass
class Cast:
    """The people by key: cast.judge, cast.plaintiff … are accounts."""

    people: dict[str, Account] = field(default_factory=dict)

    def __getattr__(self, key: str) -> Account:
        try:
            return self.__dict__["people"][key]
        except KeyError:
            raise AttributeError(key) from None

    def actor(self, key: str, *, on: date | None = None, fresh: bool = False) -> Actor:
        """Who asks: read anew, as a request would."""
        return actor(self.people[key], on=on, fresh=fresh)


def actor(account: Account, *, on: date | None = None, fresh: bool = False) -> Actor:
    account = Account.objects.select_related("person", "court").get(pk=account.pk)
    return Actor(account, on or clock.today(), fresh_factor=fresh, address="127.0.0.1", page="/test")


def build(*, at: datetime | None = None) -> Cast:
    """Write courts and cast into an empty test database, marked as a demo."""
    clock.mark_demo()
    load_reference()
    cast = Cast()
    at = at or clock.now()
    for nth, (key, name, office, court, kind) in enumerate(STAFF):
        cast.people[key] = member(key, name, office, court, kind, nth=nth, at=at)
    for nth, row in enumerate(OUTSIDE):
        cast.people[row[0]] = outsider(*row, nth=nth, at=at)
    return cast


def member(key: str, name: str, office: str, court: str, kind: str | None, *, nth: int, at: datetime) -> Account:
    number = identity.demo_resident_number(date(1980, 1, 1), nth, male=True)
    person = Person.objects.create(name=name, id_number=number, id_index=identity.id_index(number),
                                   born_on=date(1980, 1, 1), sex="男")
    account = Account(username=key, kind=Account.Kind.STAFF, person=person, court_id=court, created_at=at,
                      totp_secret=totp.new_secret(), password_changed_at=clock.real_now())
    account.set_password(PASSWORD)
    account.save()
    division = Division.objects.filter(court=court, kind=kind).order_by("name").first() if kind else None
    Appointment.objects.create(account=account, court_id=court, division=division, office=office, since=SINCE)
    return account


def outsider(key: str, name: str, kind: str, born: date, male: bool, *, nth: int, at: datetime) -> Account:
    phone = identity.demo_phone(nth + 1)
    person = find_or_create_person(name, id_number=identity.demo_resident_number(born, nth, male=male), phone=phone,
                                   address="山西省运城市盐湖区解放路1号")
    Person.objects.filter(pk=person.pk).update(verified_at=at)
    account = Account(username=key, kind=kind, person=person, created_at=at, phone=phone,
                      phone_index=identity.phone_index(phone))
    if kind == "lawyer":
        account.licence, account.firm = "11408201010000001", "山西示意律师事务所"
    account.set_password(PASSWORD)
    account.save()
    return account


def enter(client, account: Account, *, fresh: bool = False):
    """Sign a test client in as an account, as if every factor had been given (`fresh`: the second again just now)."""
    now = int(clock.real_now().timestamp())
    session = client.session
    session.flush()
    offices = account.offices(clock.today()) if account.is_staff_member else []
    session.update({
        "account": str(account.pk), "epoch": account.session_epoch, "begun": now, "seen": now, "must_change": False,
        "address": "127.0.0.1", "browser": "test", "offices": ",".join(sorted(str(one.pk) for one in offices)),
    })
    if fresh:
        session["factor"] = now
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def factor_of(account: Account, *, steps_on: int = 0) -> str:
    """What the account's authenticator shows now, or `steps_on` steps of 30 seconds later."""
    secret = Account.objects.get(pk=account.pk).totp_secret
    return totp.code_at(secret, totp.step_of(clock.real_now()) + steps_on)
