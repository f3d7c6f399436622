"""Handing in: checked as a whole, receipted, once; everything lacking is told at the same time."""

from datetime import date, timedelta

import pytest

from court.kit.refusal import Refused
from court.spine.cases.tests.stage import DAY, moment
from court.spine.dossier.models import Document
from court.spine.errands.models import Errand
from court.spine.journal.models import Entry
from court.spine.messages.models import Message
from court.spine.tasks.models import Task
from court.work.filing import actions, drafts, reviewing
from court.work.filing.handlers import drop_old_drafts
from court.work.filing.models import Draft, Filing, FilingParty
from court.work.filing.tests.conftest import finish, put


def kinds(filing) -> list[str]:
    rows = Entry.objects.filter(stream=filing.stream, kind__startswith="filing.").order_by("place")
    return list(rows.values_list("kind", flat=True))


def test_a_filing_gets_its_receipt_its_clock_its_task_and_its_entry(stage, handed_in):
    filing = handed_in()
    assert filing.state == "submitted"
    assert filing.decide_by == date(2026, 3, 9)
    assert len(filing.digest) == 64
    assert kinds(filing) == ["filing.submitted"]
    task = Task.objects.get(subject=filing.stream)
    assert (task.office, task.due_on, task.court_id) == ("filing_clerk", filing.decide_by, "晋0802")
    assert filing.number in Message.objects.get(person=filing.person, kind="filing_submitted").text


def test_the_journal_names_no_person_and_no_text(stage, handed_in):
    filing = handed_in()
    for entry in Entry.objects.filter(stream=filing.stream):
        for word in ("张伟", "王建国", "解放路", "借款", filing.person.id_number):
            assert word not in entry.facts


def test_the_complaint_is_made_from_the_answers_and_replaced_after_a_correction(stage, handed_in):
    filing = handed_in()
    made = Document.objects.get(filing_id=filing.pk, kind="complaint")
    assert (made.title, made.state) == ("民事起诉状", "available")
    assert made.renditions.get(purpose="original").pages >= 1
    clerk = stage.actor("filing_clerk")
    reviewing.give_back(filing, ["C02"], days=7, by=clerk, at=moment(), token=filing.version)
    again = actions.submit(filing, by=stage.actor("plaintiff"), at=moment(hour=11), key="k2")
    finish(again)
    states = sorted(Document.objects.filter(filing_id=filing.pk, kind="complaint").values_list("state", flat=True))
    assert states == ["available", "superseded"]


def test_a_complaint_of_ones_own_is_not_doubled(stage, draft):
    filing = draft()
    put(stage, filing, "起诉状.pdf", category="complaint")
    handed = actions.submit(filing, by=stage.actor("plaintiff"), at=moment(), key="k")
    finish(handed)
    assert not Document.objects.filter(filing_id=filing.pk, kind="民事起诉状").exists()
    assert Document.objects.filter(filing_id=filing.pk, item__startswith="起诉状").count() == 1


def test_a_double_click_is_one_submission(stage, draft):
    filing = draft()
    one, two = (actions.submit(filing, by=stage.actor("plaintiff"), at=moment(), key="same") for _ in range(2))
    assert one.version == two.version == 1
    assert kinds(filing) == ["filing.submitted"]
    assert Errand.objects.filter(kind="filing.papers").count() == 1


def test_another_submission_of_the_same_filing_is_refused(stage, draft):
    filing = draft()
    actions.submit(filing, by=stage.actor("plaintiff"), at=moment(), key="one")
    with pytest.raises(Refused) as refused:
        actions.submit(filing, by=stage.actor("plaintiff"), at=moment(), key="two")
    assert refused.value.code == "submitted"


@pytest.mark.parametrize(("changed", "where"), [
    ({"claims": {"claims": "", "amount": ""}}, "claims"),
    ({"claims": {"claims": "还钱", "amount": "-5"}}, "claims"),
    ({"claims": {"claims": "还钱", "amount": "99999999999999999"}}, "claims"),
    ({"claims": {"claims": "还钱", "amount": "1e400"}}, "claims"),
    ({"claims": {"claims": "还钱", "amount": "NaN"}}, "claims"),
    ({"claims": {"claims": "还钱", "amount": "5.001"}}, "claims"),
    ({"claims": {"claims": "还钱", "amount": ""}}, "claims"),
    ({"court": {"court": "京0101"}}, "court"),
    ({"cause": {"cause": "999.99"}}, "cause"),
    ({"loan": {"lent_on": "2999-01-01"}}, "loan"),
    ({"loan": {"lent_on": "2025-02-30"}}, "loan"),
    ({"loan": {"lent_on": "0001-01-01"}}, "loan"),
    ({"facts": {"grounds": "欠钱"}}, "facts"),
    ({"sides": []}, "sides"),
    ({"sides": [{"role": "defendant", "kind": "natural", "name": "张伟", "address": "x", "id_number": "123"}]}, "sides"),
    ({"consent": {"e_service": "yes", "service_address": "某处", "declarations": ["true"]}}, "consent"),
    ({"me": {"capacity": "self", "phone": "110", "address": "x"}}, "me"),
])  # fmt: skip
def test_what_is_wrong_is_told_with_its_screen_and_nothing_is_handed_in(stage, draft, changed, where):
    filing = draft(**changed)
    found = drafts.read(filing, DAY)
    assert where in [key for key, _ in found.problems]
    with pytest.raises(Refused) as refused:
        actions.submit(filing, by=stage.actor("plaintiff"), at=moment(), key="k")
    assert refused.value.code == "incomplete"
    assert Filing.objects.get(pk=filing.pk).state == "draft"
    assert kinds(filing) == []


def test_everything_lacking_is_told_at_once(stage, draft):
    filing = draft(evidence=False, sides=[], claims={"claims": "", "amount": ""})
    where = {key for key, _ in drafts.read(filing, DAY).problems}
    assert where == {"sides", "claims", "files"}


def test_whoever_acts_for_another_needs_the_paper_that_says_so(stage, draft):
    acting = {"me": {"phone": "12000000003", "address": "运城", "capacity": "agent"},
              "agent": {"kind": "lawyer", "authority": "special", "firm": "示例律师事务所", "principal": "natural"},
              "principal": {"name": "李四", "id_number": "", "phone": "12000000008", "address": "盐湖区"}}
    filing = draft("lawyer", **acting)
    words = "".join(text for _, text in drafts.read(filing, DAY).problems)
    assert "授权委托书" in words
    assert "principal" in [key for key, _ in drafts.read(filing, DAY).problems]


@pytest.mark.parametrize("name", ["张😀三", "𠮷田䶮", "阿卜杜拉·买买提", "O'Brien & Söhne <b>"])
def test_names_are_kept_whole(stage, handed_in, name):
    filing = handed_in(sides=[{"role": "defendant", "kind": "natural", "name": name, "address": "盐湖区"}])
    assert FilingParty.objects.get(filing=filing, role="defendant").name == name
    case = reviewing.accept(filing, track="simplified", by=stage.actor("filing_clerk"), at=moment(), token=filing.version)
    assert case.parties.get(role="defendant").name == name


def test_a_stranger_can_neither_write_nor_hand_in(stage, draft):
    filing = draft()
    for do in (lambda who: drafts.save(filing, "facts", {}, by=who, at=moment()),
               lambda who: actions.submit(filing, by=who, at=moment(), key="k"),
               lambda who: drafts.discard(filing, by=who)):
        for who in ("stranger", "defendant", "filing_clerk", "judge"):
            with pytest.raises(Refused) as refused:
                do(stage.actor(who))
            assert refused.value.status == 404


def test_a_person_who_is_not_verified_is_sent_to_the_window(stage):
    person = stage.accounts["stranger"].person
    person.verified_at = None
    person.save()
    with pytest.raises(Refused) as refused:
        drafts.begin(stage.actor("stranger"), at=moment())
    assert refused.value.code == "not_verified"


def test_withdrawal_ends_it_twice_is_once_and_a_draft_stays_a_draft(stage, handed_in, draft):
    filing = handed_in()
    me = stage.actor("plaintiff")
    assert actions.withdraw(filing, by=me, at=moment()).state == "withdrawn"
    actions.withdraw(filing, by=me, at=moment())
    assert kinds(filing).count("filing.withdrawn") == 1
    assert not Task.objects.filter(subject=filing.stream, state="open").exists()
    with pytest.raises(Refused):
        actions.withdraw(draft(), by=me, at=moment())


def test_a_failure_in_the_middle_leaves_a_whole_draft(stage, draft, monkeypatch):
    filing = draft()

    def broken(*_, **__):
        raise RuntimeError("cut off")

    monkeypatch.setattr(actions, "open_task", broken)
    with pytest.raises(RuntimeError):
        actions.submit(filing, by=stage.actor("plaintiff"), at=moment(), key="k")
    filing.refresh_from_db()
    assert (filing.state, filing.version, filing.parties.count()) == ("draft", 0, 0)
    assert kinds(filing) == []
    assert Draft.objects.filter(filing=filing).exists()


def test_a_draft_is_dropped_after_180_days_and_a_younger_one_stays(stage, draft):
    old, young = draft(), draft()
    Draft.objects.filter(filing=old).update(saved_at=moment() - timedelta(days=10_000))
    Draft.objects.filter(filing=young).update(saved_at=moment() + timedelta(days=10_000))
    drop_old_drafts(moment())
    assert not Filing.objects.filter(pk=old.pk).exists()
    assert Filing.objects.filter(pk=young.pk).exists()


def test_answers_lie_sealed_in_the_database(stage, draft):
    from django.db import connection

    filing = draft()
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM filing_draft WHERE filing_id = %s", [filing.pk])
        kept = cursor.fetchone()[0]
    assert "解放路" not in kept
    assert drafts.answers(filing)["me"]["address"] == "盐湖区解放路1号"
