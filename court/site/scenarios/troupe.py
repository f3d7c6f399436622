"""The court in which scenarios are played, and its people, by the names that scenarios use. All invented."""
from dataclasses import dataclass, field
from datetime import date, datetime

from court.base.access.actor import Actor
from court.base.courts import clock
from court.base.courts.models import Court, Division
from court.base.people.models import Account, Appointment, Office, Person
from court.kit.days import moment_at
from court.spine.cases.docketing import NewCase, NewParty, open_case
from court.spine.cases.models import Case, Party
from court.spine.dossier import actions as dossier
from court.work.hearings.models import Courtroom

BEGINS = date(2026, 3, 2)
SINCE = date(2020, 1, 1)
# Name in a scenario: office and the person's name. A second of an office has a number behind it.
STAFF = {"filing_clerk": "周立", "case_manager": "钱审管", "judge": "李文静", "judge2": "韩冰", "judge3": "魏东",
         "clerk": "赵小敏", "division_head": "郑庭", "president": "王院", "archivist": "陈档", "service_officer": "冯达"}
OFFICES = {"president": Office.PRESIDENT}
SIDES = {"plaintiff": "王建国", "defendant": "张伟", "third_party": "刘小军"}
# What the plaintiff brought, with its catalogue place; a dossier without it is never archived.
BROUGHT = {"起诉状": "起诉状（或口头起诉笔录）及附件",
           "当事人身份证明": "当事人身份证明、法定代表人身份证明、授权委托书、律师事务所函"}
# 50,000 yuan: any of the three tracks may hear it.
AMOUNT_FEN = 5_000_000


@dataclass
class Troupe:
    """A basic court and the court above it, with everybody whom scenarios name."""

    court: Court
    superior: Court
    accounts: dict[str, Account] = field(default_factory=dict)

    def actor(self, who: str, on: date) -> Actor:
        """Somebody of the cast on a day, the second factor just given. KeyError for a name nobody has."""
        return Actor(Account.objects.select_related("person").get(pk=self.accounts[who].pk), on, True)

    def docket(self, definition: str, track: str) -> Case:
        parties = [NewParty(self.accounts[side].person, side, joined=side == Party.Role.PLAINTIFF)
                   for side in (Party.Role.PLAINTIFF, Party.Role.DEFENDANT)]
        case = open_case(NewCase(
            court=self.court, definition=definition, type_code="民初", track=track, cause_code="108.03", cause="民间借贷纠纷",
            filed_on=BEGINS, parties=parties, amount_fen=AMOUNT_FEN,
            facts={"claims": ["判令被告偿还借款50000元"], "grounds": "被告借款后到期未还。", "fee_fen": 52_500,
                   "fee_full_fen": 105_000, "fee_steps": ["按5万元计算受理费1050元，减半为525元"]}),
            by=self.actor("filing_clerk", BEGINS), at=moment_at(BEGINS, 9))
        for title, item in BROUGHT.items():
            dossier.expect(case, "submission", {
                "name": title, "court_to": case.court.name, "party": f"原告：{SIDES['plaintiff']}", "case": f"案由：{case.cause}",
                "paragraphs": ["（示例内容）"], "signer": SIDES["plaintiff"]}, kind="filed", title=title, item=item,
                party=case.parties.get(role=Party.Role.PLAINTIFF), by=None, at=moment_at(BEGINS, 9))
        return case


def gather() -> Troupe:
    """Make the courts and the people, in a database that is a demo's (its clock will be moved)."""
    clock.set_court_time(moment_at(BEGINS, 8))
    superior = _court("晋08", "运城市中级人民法院", "运城中院", "intermediate", "140800", None)
    court = _court("晋0802", "运城市盐湖区人民法院", "盐湖法院", "basic", "140802", superior)
    division = Division.objects.create(court=court, kind="civil", name="民事审判一庭")
    Courtroom.objects.create(court=court, name="第一审判庭")
    troupe = Troupe(court, superior)
    at = moment_at(BEGINS, 8)
    for who, name in STAFF.items():
        office = OFFICES.get(who) or Office(who.rstrip("23"))
        troupe.accounts[who] = _staff(name, office, court, division, at)
    troupe.accounts["superior_president"] = _staff("曹上", Office.PRESIDENT, superior, None, at)
    troupe.accounts["superior_filing_clerk"] = _staff("邓收", Office.FILING_CLERK, superior, None, at)
    for side, name in SIDES.items():
        person = Person.objects.create(name=name, verified_at=at)
        troupe.accounts[side] = _account(name, Account.Kind.LITIGANT, person, None, at)
    return troupe


def _court(code: str, name: str, short: str, level: str, division_code: str, superior: Court | None) -> Court:
    return Court.objects.get_or_create(code=code, defaults={"name": name, "short_name": short, "level": level,
                                                            "division_code": division_code, "superior": superior})[0]


def _staff(name: str, office: Office, court: Court, division: Division | None, at: datetime) -> Account:
    account = _account(name, Account.Kind.STAFF, Person.objects.create(name=name), court, at)
    Appointment.objects.create(account=account, court=court, division=division, office=office, since=SINCE)
    return account


def _account(name: str, kind: str, person: Person, court: Court | None, at: datetime) -> Account:
    account = Account(username=f"scenario:{name}", kind=kind, person=person, court=court, created_at=at)
    account.set_unusable_password()
    account.save()
    return account
