"""Borrowing: asked, approved by another, once out, reminded, given back."""
from datetime import timedelta

import pytest

from court.base.courts import clock
from court.kit.press import sheets
from court.kit.refusal import Refused
from court.spine.cases.tests.stage import DAY, moment
from court.spine.journal.models import Entry
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
    loans.take_back(one.pk, by=stage.actor("archivist"), at=moment(), condition="whole")
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


def test_the_most_overdue_is_reminded_however_many_loans_are_not_due_yet(stage, archived, borrow):
    first = borrow().pk
    Loan.objects.all().delete()
    far = {"court": stage.court, "archive": archived, "what": "electronic", "borrower": stage.accounts["judge3"], "why": "类案参考",
           "state": "out", "asked_at": moment(), "due_on": DAY + timedelta(days=90)}
    Loan.objects.bulk_create(Loan(pk=first - 600 + n, **far) for n in range(520))
    Loan.objects.bulk_create([Loan(pk=first, **far | {"due_on": DAY - timedelta(days=1)})])
    assert loans.remind(moment()) == 1 and Loan.objects.get(pk=first).reminded_on == DAY


def test_the_archivist_learns_once_that_a_loan_is_overdue(stage, borrow):
    one = loans.decide(borrow().pk, by=stage.actor("archivist"), at=moment(), granted=True)
    loans.remind(moment(one.due_on))
    assert not Message.objects.filter(kind="archive_loan_late").exists()
    for days in (1, 2):
        loans.remind(moment(one.due_on + timedelta(days=days)))
    told = Message.objects.get(kind="archive_loan_late")
    assert told.person == stage.accounts["archivist"].person and "韩冰" in told.text


def test_a_paper_original_comes_back_with_its_condition_on_record(stage, borrow):
    one = loans.decide(borrow().pk, by=stage.actor("archivist"), at=moment(), granted=True)
    by = stage.actor("archivist")
    for lacking in ({}, {"condition": "eaten"}, {"condition": "damaged", "remark": " "}):
        with pytest.raises(Refused) as refused:
            loans.take_back(one.pk, by=by, at=moment(), **lacking)
        assert refused.value.status == 422
    done = loans.take_back(one.pk, by=by, at=moment(), condition="damaged", remark="第12页撕裂，缺第13页")
    done.refresh_from_db()
    assert (done.condition, done.remark) == ("damaged", "第12页撕裂，缺第13页")
    entry = Entry.objects.get(stream=one.stream, kind="loan.returned")
    assert entry.read_facts()["condition"] == "damaged"


@pytest.mark.parametrize("in_case", ["party", "agent"])
def test_who_was_in_the_case_borrows_none_of_it_for_the_inner_volume_is_there(stage, archived, borrow, in_case):
    waiting = borrow(what="electronic")
    person = stage.accounts["judge2"].person
    if in_case == "party":
        archived.case.parties.filter(role="defendant").update(person=person)
    else:
        archived.case.representatives.update(person=person, until=moment())
    with pytest.raises(Refused, match="当事人"):
        borrow()
    with pytest.raises(Refused, match="当事人"):
        loans.decide(waiting.pk, by=stage.actor("archivist"), at=moment(), granted=True)


def test_what_only_the_panel_reads_is_in_no_electronic_loan(stage, archived, put, borrow, client, signed_in):
    put(archived.case, "合议庭阅卷提要", secrecy="panel", by="clerk")
    put(archived.case, "起诉材料补正", pages=1)
    one = loans.ask(archived, "electronic", "类案参考", clock.today() + timedelta(days=5), by=stage.actor("judge2", clock.today()), at=clock.now())
    loans.decide(one.pk, by=stage.actor("archivist", clock.today()), at=clock.now(), granted=True)
    signed_in("judge2")
    answer = client.get(f"/staff/archives/loans/{one.pk}/volume.pdf")
    words = "".join("".join(sheets.text(answer.content)).split())
    assert "起诉材料补正" in words and "提要" not in words


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
