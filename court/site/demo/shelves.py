"""The archive of a finished case: borrowed by a judge, asked for by another, looked into by a relative of a party."""

from datetime import timedelta
from random import Random

from court.base.access.actor import Actor
from court.base.people.models import Office
from court.site.demo import cast as people
from court.site.demo import scans
from court.site.demo.life import Life
from court.site.pages import forms_party
from court.work.archives import inquiries, loans
from court.work.archives.models import Archive, Inquiry, Loan


def use(life: Life) -> None:
    """Loans and inquiries of the archive of this case, on the last day of the demo."""
    archive = Archive.objects.select_related("case", "court").get(case=life.case)
    keeper = life.staff(Office.ARCHIVIST)
    _borrow(life, archive, keeper)
    _inquire(life, keeper)


def _borrow(life: Life, archive: Archive, keeper: Actor) -> None:
    judge, clerk = (life.actor(life.cast.of(life.case.court_id, office)[0]) for office in (Office.JUDGE, Office.CLERK))
    due = life.day + timedelta(days=20)
    out = loans.ask(archive, Loan.What.ELECTRONIC, "办理关联案件，参考裁判说理。", due, by=judge, at=life.at(9))
    loans.decide(out.pk, by=keeper, at=life.at(10), granted=True)
    loans.ask(archive, Loan.What.PAPER, "核对送达回证原件。", due, by=clerk, at=life.at(14))


def _inquire(life: Life, keeper: Actor) -> None:
    """One granted, one that waits."""
    asked = (("继承人办理遗产手续，需要查阅裁判文书。", True), ("核对本人身份信息是否被冒用。", False))
    for number, (why, granted) in enumerate(asked):
        who = people.outsider(life.cast.people.somebody(age=(30, 60)), life.at(8))
        cast = scans.of_case(Random(f"inquiry:{number}"), who.person.name, who.person.name)
        proof = {"身份证件": scans.paper(forms_party.card, cast, "身份证")[0]}
        relation = Inquiry.Relation.HEIR if granted else Inquiry.Relation.OTHER
        made = inquiries.ask(life.case.court, life.case.number, relation, why, proof, by=life.actor(who), at=life.at(9))
        if granted:
            inquiries.decide(made.pk, by=keeper, at=life.at(11), granted=True)
