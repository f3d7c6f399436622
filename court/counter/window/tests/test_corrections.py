"""A person's phone and identity put right at the window: proof, second look, history, the old number told."""
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from court.base.courts import clock
from court.base.courts.models import DemoMark
from court.base.people import identity
from court.base.people.models import Account, Person
from court.counter.window import corrections
from court.counter.window.models import Correction
from court.kit.refusal import Refused
from court.spine.cases.tests.stage import DAY, build, moment
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.spine.errands.models import Errand
from court.spine.journal.models import Entry

pytestmark = pytest.mark.django_db
OLD, NEW, OTHERS = "12000000001", "12000000002", "12000000003"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
                    "18dd8db00000000049454e44ae426082")


@pytest.fixture
def stage(monkeypatch):
    made = build()
    DemoMark.objects.create(marked_at=moment())
    clock.forget()
    monkeypatch.setattr(clock, "now", lambda: moment(DAY, 10))
    for who, phone in (("plaintiff", OLD), ("stranger", OTHERS)):
        account = made.accounts[who]
        account.phone, account.phone_index = phone, identity.phone_index(phone)
        account.save()
        Person.objects.filter(pk=account.person_id).update(phone=phone, phone_index=identity.phone_index(phone))
    yield made
    clock.forget()


def proof() -> dossier.Arrived:
    return dossier.take_in(SimpleUploadedFile("a.png", PNG), "证明.png", len(PNG))


def propose(stage, typed=NEW, field="phone", *, who="filing_clerk", fresh=True, **more) -> Correction:
    facts = {"reason": "更换手机号码，持身份证办理", "proof": proof(), **more}
    person = stage.accounts["plaintiff"].person
    return corrections.propose(person.pk, field, typed, by=stage.actor(who, fresh=fresh), at=moment(), **facts)


def decide(stage, row, *, who="case_manager", granted=True, checked=True, **more) -> Correction:
    if checked:
        Document.objects.filter(pk=row.proof_id).update(state="available")
    return corrections.decide(row.pk, granted=granted, by=stage.actor(who), at=moment(), **more)


def test_a_new_phone_after_the_second_look_ends_old_sign_ins_and_tells_the_old_number(stage):
    before = stage.accounts["plaintiff"].session_epoch
    row = decide(stage, propose(stage))
    account = Account.objects.select_related("person").get(pk=stage.accounts["plaintiff"].pk)
    assert (account.phone, account.person.phone, account.session_epoch) == (NEW, NEW, before + 1)
    assert account.phone_index in identity.phone_indexes(NEW)
    assert (row.old, row.new, row.state) == (OLD, NEW, "approved")
    assert Errand.objects.filter(key=f"window.tell_old:{row.pk}").count() == 1
    assert account.person.messages.filter(kind="account_changed").count() == 1


def test_the_journal_tells_who_and_what_but_no_number(stage):
    row = decide(stage, propose(stage))
    kinds = dict(Entry.objects.filter(stream=f"people:{row.person_id}").values_list("kind", "facts"))
    assert set(kinds) == {"person.correction_proposed", "person.corrected"}
    assert OLD not in str(kinds) and NEW not in str(kinds)


@pytest.mark.parametrize(("more", "code"), [
    ({"typed": OLD}, "same"), ({"typed": OTHERS}, "taken"), ({"field": "wealth"}, "bad_field"), ({"proof": None}, "missing_field"),
    ({"reason": "换"}, "missing_field"), ({"who": "judge"}, "forbidden"), ({"who": "case_manager"}, "forbidden"), ({"fresh": False}, "factor_needed"),
    ({"field": "name", "typed": "王"}, "bad_field"), ({"field": "id_number", "typed": "110101190001010000"}, "id_check_digit"),
])
def test_what_cannot_be_put_forward(stage, more, code):
    with pytest.raises(Refused) as refused:
        propose(stage, **more)
    assert refused.value.code == code and not Correction.objects.exists()


def test_one_person_cannot_do_both(stage):
    row = propose(stage)
    for who, code in (("filing_clerk", "same_person"), ("judge", "missing"), ("foreign_judge", "missing")):
        with pytest.raises(Refused) as refused:
            decide(stage, row, who=who)
        assert refused.value.code == code
    assert Account.objects.get(pk=stage.accounts["plaintiff"].pk).phone == OLD


def test_nothing_changes_before_the_proof_passed_its_checks(stage):
    with pytest.raises(Refused) as refused:
        decide(stage, propose(stage), checked=False)
    assert refused.value.code == "not_ready"


def test_a_refusal_wants_its_reason_and_ends_the_matter(stage):
    row = propose(stage)
    with pytest.raises(Refused) as refused:
        decide(stage, row, granted=False)
    assert refused.value.code == "missing_field"
    assert decide(stage, row, granted=False, opinion="证件与本人不符").state == "refused"
    with pytest.raises(Refused) as refused:
        decide(stage, row)
    assert refused.value.code == "stale"
    assert propose(stage)


def test_a_number_taken_meanwhile_is_found_at_the_second_look(stage):
    row = propose(stage)
    taken = stage.accounts["stranger"]
    Account.objects.filter(pk=taken.pk).update(phone=NEW, phone_index=identity.phone_index(NEW))
    with pytest.raises(Refused) as refused:
        decide(stage, row)
    assert refused.value.code == "taken"


def test_a_second_proposal_waits_for_the_first(stage):
    propose(stage)
    with pytest.raises(Refused) as refused:
        propose(stage, "12000000009")
    assert refused.value.code == "pending"


def test_the_pages_find_by_the_whole_number_only_and_show_it_masked(stage, web):
    clerk = web("filing_clerk")
    assert clerk.post("/staff/window/people/", {"number": "1200000"}).status_code == 422
    assert clerk.post("/staff/window/people/", {"number": "12000000099"}).status_code == 404
    found = clerk.post("/staff/window/people/", {"number": OLD})
    assert found.status_code == 302
    assert web("judge").post("/staff/window/people/", {"number": OLD}).status_code == 403
    assert web("plaintiff").get("/staff/window/corrections/").status_code == 403


def test_the_second_look_is_taken_on_the_page(stage, web):
    row = propose(stage)
    manager = web("case_manager")
    page = manager.get("/staff/window/corrections/").content.decode()
    assert OLD in page and NEW in page and "通过" in page
    assert "由您提出" in web("filing_clerk").get("/staff/window/corrections/").content.decode()
    decide(stage, row)
    page = manager.get("/staff/window/corrections/").content.decode()
    assert OLD not in page and NEW not in page and "王建国" in page


def test_people_of_the_court_are_not_put_right_at_the_window(stage):
    """Neither found by a number nor renamed by an id in the address, even by two clerks."""
    judge = stage.accounts["judge"].person
    Person.objects.filter(pk=judge.pk).update(phone=NEW, phone_index=identity.phone_index(NEW))
    assert corrections.find(NEW, by=stage.actor("filing_clerk")) is None
    with pytest.raises(Refused) as refused:
        corrections.propose(judge.pk, "name", "李某某", reason="登记有误，持证办理", proof=proof(),
                            by=stage.actor("filing_clerk", fresh=True), at=moment())
    assert refused.value.code == "missing"
