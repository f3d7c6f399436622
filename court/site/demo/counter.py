"""What came to the counter of the busiest court: an intake tray with papers of different age, one handed to its judge."""

from datetime import timedelta
from random import Random

from court.base.people.models import Office
from court.kit.days import moment_at
from court.site.demo import scans
from court.site.demo.life import Life
from court.site.pages import forms_evidence, forms_party
from court.spine.cases.models import Party
from court.spine.dossier import separators
from court.work.intake import actions as intake
from court.work.intake.actions import Paper, Sender

Door = intake.Intake.Door


def fill(life: Life) -> None:
    """By post five days ago, nobody's yet; over the counter in a batch; by post and handed to the judge with a task."""
    _unclaimed(life)
    _batch(life)
    _handed_over(life)


def _unclaimed(life: Life) -> None:
    """The sender wrote no case number, so it lies until somebody finds out."""
    who = life.cast.people.somebody()
    cast = scans.of_case(Random("tray:1"), who.name, life.cast.people.somebody().name)
    paper = Paper("邮寄来的借据", scans.paper(forms_evidence.note, cast, "邮寄材料"))
    day = max(life.case.docketed_on, life.last - timedelta(days=5))
    intake.receive(life.case.court, Sender(Door.POST, who.name, mail_number="EY102938475CN（示例）", sheets=1, remarks="信封未写案号，仅写“交法院”。"),
                   [paper], by=life.staff(Office.FILING_CLERK), at=moment_at(day, 10, 20))  # fmt: skip


def _batch(life: Life) -> None:
    """Two papers behind separator sheets, scanned in one go; a filing clerk has said that she deals with it."""
    plaintiff = life.case.parties.filter(role=Party.Role.PLAINTIFF).first()
    cast = scans.of_case(Random("tray:2"), plaintiff.name, plaintiff.name)
    files = [scans.separator(separators.of_paper(), "扫描01.jpg"), *scans.paper(forms_evidence.voucher, cast, "扫描02"),
             scans.separator(separators.of_paper(), "扫描03.jpg"), *scans.paper(forms_party.card, cast, "扫描04")]  # fmt: skip
    clerk = life.staff(Office.FILING_CLERK)
    sender = Sender(Door.COUNTER, plaintiff.name, asked=life.case.number, sheets=2, remarks="当事人到窗口补交，批量扫描。")
    made = intake.receive(life.case.court, sender, [Paper("窗口批量扫描", files)], by=clerk, at=moment_at(life.last, 9, 40))
    intake.take(made.pk, by=clerk, at=moment_at(life.last, 9, 50))


def _handed_over(life: Life) -> None:
    """Post of the defendant that names its case: judge and clerk have a task for it."""
    party = life.case.parties.filter(role=Party.Role.DEFENDANT).first()
    cast = scans.of_case(Random("tray:3"), party.name, party.name)
    papers = [Paper("邮寄补充材料", scans.paper(forms_party.card, cast, "邮寄材料")),
              Paper("补充转账凭证", scans.paper(forms_evidence.voucher, cast, "转账凭证"))]  # fmt: skip
    clerk = life.staff(Office.FILING_CLERK)
    day = max(life.day, life.last - timedelta(days=1))
    made = intake.receive(life.case.court, Sender(Door.POST, party.name, asked=life.case.number, sheets=2), papers,
                          by=clerk, at=moment_at(day, 15, 10))  # fmt: skip
    intake.give(made.pk, life.case, by=clerk, at=moment_at(day, 15, 30), party=party)
