"""Borrowing: asked, approved by another, once out, reminded, given back."""
from datetime import timedelta

import pytest

from court.kit.refusal import Refused
from court.spine.cases.tests.stage import DAY, moment
from court.spine.messages.models import Message
from court.work.archives import loans
from court.work.archives.models import Loan

pytestmark = pytest.mark.django_db


@pytest.fixture
def borrow(stage, archived):
    def do(who: str = "judge2", what: str = "paper", days: int = 10):
        return loans.ask(archived, what, "类案参考", DAY + timedelta(days=days), by=stage.actor(who), at=moment())

    return do


def test_people_of_another_court_and_outsiders_borrow_nothing(borrow):
    for who in ("foreign_judge", "plaintiff"):
        with pytest.raises(Refused):
            borrow(who)
    for days in (-1, 91):
        with pytest.raises(Refused):
            borrow(days=days)


def test_the_archivist_decides_not_on_the_own_loan_and_paper_is_out_once(stage, second, borrow):
    one, other = borrow(), borrow("clerk")
    with pytest.raises(Refused):
        borrow()
    for who in ("judge2", "court_president"):
        with pytest.raises(Refused):
            loans.decide(one.pk, by=stage.actor(who), at=moment(), granted=True)
    loans.decide(one.pk, by=stage.actor("archivist"), at=moment(), granted=True)
    with pytest.raises(Refused) as refused:
        loans.decide(other.pk, by=stage.actor("archivist"), at=moment(), granted=True)
    assert refused.value.code == "out"
    mine = borrow("archivist")
    with pytest.raises(Refused) as refused:
        loans.decide(mine.pk, by=stage.actor("archivist"), at=moment(), granted=False, reason="x")
    assert refused.value.code == "own"
    loans.take_back(one.pk, by=stage.actor("archivist"), at=moment())
    loans.decide(other.pk, by=stage.actor("archivist2"), at=moment(), granted=True)
    with pytest.raises(Refused):
        loans.take_back(one.pk, by=stage.actor("archivist"), at=moment())


def test_what_is_due_is_reminded_once_a_day_and_listed_when_late(stage, borrow):
    one = loans.decide(borrow().pk, by=stage.actor("archivist"), at=moment(), granted=True)
    assert loans.remind(moment()) == 0
    late = one.due_on + timedelta(days=1)
    assert loans.remind(moment(late)) == 1 and loans.remind(moment(late)) == 0
    assert "逾期1日" in Message.objects.get(kind="archive_loan_due").text
    assert list(loans.overdue({"晋0802"}, late)) == [one]


def test_an_electronic_loan_opens_the_main_volume_to_its_borrower_until_due(stage, archived, borrow, client, signed_in):
    one = loans.decide(borrow(what="electronic").pk, by=stage.actor("archivist"), at=moment(), granted=True)
    assert loans.reading(one.pk, stage.actor("judge2"), one.due_on).archive == archived
    for who, on in (("judge3", DAY), ("judge2", one.due_on + timedelta(days=1))):
        with pytest.raises(Refused):
            loans.reading(one.pk, stage.actor(who), on)
    loans.take_back(one.pk, by=stage.actor("judge2"), at=moment())
    assert Loan.objects.get(pk=one.pk).state == "returned"
    with pytest.raises(Refused):
        loans.reading(one.pk, stage.actor("judge2"), DAY)
