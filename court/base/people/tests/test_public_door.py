"""Litigants come in by their phone and act under a verified real name (S2, S6, S26)."""

from datetime import date

import pytest
from django.urls import reverse

from court.base.people import identity
from court.base.people.models import Account, OneTimeCode, Person
from court.base.people.persons import find_or_create_person, verify_again
from court.base.people.tests.cast import PASSWORD
from court.kit.refusal import Refused

pytestmark = pytest.mark.django_db
NUMBER = identity.demo_resident_number(date(1991, 5, 4), 3, male=False)
NAME, PHONE = "买买提·艾力", "12000009999"
FORM = {"name": NAME, "id_number": NUMBER, "agrees": "on"}


@pytest.fixture
def scene(cast, carrier, register):
    register.known.add((NAME, NUMBER))
    return cast


def ask_code(client, phone=PHONE):
    return client.post(reverse("litigant_sign_in"), {"phone": phone})


def give_code(client, code):
    return client.post(reverse("litigant_code"), {"code": code})


def come_to_register(client, carrier, phone=PHONE):
    ask_code(client, phone)
    return give_code(client, carrier.last_code())


def test_a_new_phone_leads_through_code_and_real_name_to_an_account(client, scene, carrier, told):
    assert come_to_register(client, carrier).url == reverse("register")
    assert client.post(reverse("register"), FORM).status_code == 302
    account = Account.objects.get(person__name=NAME)
    assert (account.kind, account.phone, account.person.id_number) == ("litigant", PHONE, NUMBER)
    assert account.person.verified_at is not None
    assert client.get(reverse("litigant_account")).status_code == 200
    assert told.kinds() == ["account.registered", "account.signed_in"]


def test_the_journal_hears_no_name_number_or_phone(client, scene, carrier, told):
    come_to_register(client, carrier)
    client.post(reverse("register"), FORM)
    heard = str(told.entries)
    assert not any(private in heard for private in (NAME, NUMBER, PHONE))


def test_a_known_phone_signs_in_with_its_code(client, scene, carrier):
    ask_code(client, scene.plaintiff.phone)
    assert give_code(client, carrier.last_code()).url == "/"
    assert client.get(reverse("litigant_account")).status_code == 200


def test_a_known_phone_signs_in_with_its_password_and_not_with_another(client, scene):
    asked = {"phone": scene.plaintiff.phone, "password": "wrong"}
    assert client.post(reverse("litigant_password"), asked).status_code == 422
    assert client.post(reverse("litigant_password"), {**asked, "password": PASSWORD}).status_code == 302


def test_nobody_registers_without_proving_the_phone(client, scene):
    assert client.get(reverse("register")).url == reverse("litigant_sign_in")
    ask_code(client)
    assert client.post(reverse("register"), FORM).url == reverse("litigant_sign_in")
    assert not Account.objects.filter(person__name=NAME).exists()


def test_a_name_that_does_not_fit_the_number_opens_no_account(client, scene, carrier):
    come_to_register(client, carrier)
    answer = client.post(reverse("register"), {**FORM, "name": "张三"})
    assert answer.status_code == 409
    assert "窗口" in answer.content.decode()
    assert not Person.objects.filter(id_index__in=identity.id_indexes(NUMBER)).exists()


def test_a_register_that_is_down_is_never_taken_for_a_yes(client, scene, carrier, register):
    register.down = True
    come_to_register(client, carrier)
    assert client.post(reverse("register"), FORM).status_code == 503
    assert not Account.objects.filter(person__name=NAME).exists()


def test_a_carrier_that_is_down_is_said_plainly(client, scene, carrier):
    carrier.down = True
    answer = ask_code(client)
    assert answer.status_code == 503
    assert "密码登录" in answer.content.decode()


def test_the_real_name_service_cannot_be_used_to_guess_numbers(client, scene, carrier, register, wall):
    come_to_register(client, carrier)
    answers = [client.post(reverse("register"), {**FORM, "name": f"张{n}"}).status_code for n in range(7)]
    assert answers == [409] * 5 + [429] * 2
    assert len(register.asked) == 5


def test_a_person_has_one_account_and_is_told_so(client, scene, carrier, register):
    person = scene.plaintiff.person
    register.known.add((person.name, person.id_number))
    come_to_register(client, carrier)
    answer = client.post(reverse("register"), {**FORM, "name": person.name, "id_number": person.id_number})
    assert answer.status_code == 409
    assert Account.objects.filter(person=person).count() == 1


def test_somebody_entered_by_a_filing_under_a_wrong_name_is_corrected_by_the_register(client, scene, carrier):
    entered = find_or_create_person("买买提艾利", id_number=NUMBER, phone="12000001111")
    come_to_register(client, carrier)
    client.post(reverse("register"), FORM)
    entered.refresh_from_db()
    assert (entered.name, entered.phone) == (NAME, PHONE)
    assert Account.objects.get(phone_index=identity.phone_index(PHONE)).person == entered


def test_a_lawyer_gives_a_licence_of_17_digits(client, scene, carrier):
    come_to_register(client, carrier)
    lawyer = {**FORM, "is_lawyer": "on", "firm": "某律师事务所"}
    assert client.post(reverse("register"), lawyer).status_code == 422
    assert client.post(reverse("register"), {**lawyer, "licence": "123"}).status_code == 409
    assert client.post(reverse("register"), {**lawyer, "licence": "11408201610000001"}).status_code == 302
    assert Account.objects.get(person__name=NAME).kind == "lawyer"


def test_without_consent_nothing_is_checked_or_kept(client, scene, carrier, register):
    come_to_register(client, carrier)
    assert client.post(reverse("register"), {"name": NAME, "id_number": NUMBER}).status_code == 422
    assert register.asked == []


def test_rare_names_are_kept_as_typed(client, scene, carrier, register):
    register.known.add(("王䶮𠮷", NUMBER))
    come_to_register(client, carrier)
    client.post(reverse("register"), {**FORM, "name": " 王䶮𠮷 "})
    assert Person.objects.get(id_index__in=identity.id_indexes(NUMBER)).name == "王䶮𠮷"


def test_a_code_is_good_once(client, scene, carrier):
    ask_code(client, scene.plaintiff.phone)
    code = carrier.last_code()
    give_code(client, code)
    client.post(reverse("litigant_sign_out"))
    session = client.session
    session["door"] = {"phone": scene.plaintiff.phone, "proved": False, "next": "/"}
    session.save()
    assert give_code(client, code).status_code == 422


def test_a_code_dies_after_five_minutes(client, scene, carrier, wall):
    ask_code(client, scene.plaintiff.phone)
    wall.on(minutes=5, seconds=1)
    assert give_code(client, carrier.last_code()).status_code == 422


def test_a_code_dies_after_five_guesses(client, scene, carrier):
    ask_code(client, scene.plaintiff.phone)
    code = carrier.last_code()
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        assert give_code(client, wrong).status_code == 422
    assert give_code(client, code).status_code == 422


def test_a_code_to_one_phone_opens_no_other(client, scene, carrier):
    ask_code(client, scene.plaintiff.phone)
    code = carrier.last_code()
    ask_code(client, scene.defendant.phone)
    assert give_code(client, code).status_code == 422


def test_a_new_code_ends_the_one_before(client, scene, carrier, wall):
    ask_code(client, scene.plaintiff.phone)
    old = carrier.last_code()
    wall.on(seconds=61)
    ask_code(client, scene.plaintiff.phone)
    if old != carrier.last_code():
        assert give_code(client, old).status_code == 422


def test_codes_are_sent_once_a_minute_and_ten_times_a_day(client, scene, carrier, wall):
    assert ask_code(client).status_code == 302
    second = ask_code(client)
    assert second.status_code == 429
    assert int(second.headers["Retry-After"]) <= 60
    for _ in range(9):
        wall.on(seconds=61)
        assert ask_code(client).status_code == 302
    wall.on(seconds=61)
    assert ask_code(client).status_code == 429
    assert len(carrier.sent) == 10


def test_the_database_holds_no_code_and_no_phone(client, scene, carrier):
    ask_code(client)
    row = str(OneTimeCode.objects.get().__dict__)
    assert carrier.last_code() not in row
    assert PHONE not in row


def test_a_number_is_unreadable_in_the_database(scene):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person")
        persons = str(cursor.fetchall())
        cursor.execute("SELECT * FROM people_account")
        accounts = str(cursor.fetchall())
    person = scene.plaintiff.person
    for private in (person.id_number, person.phone, person.address):
        assert private
        assert private not in persons + accounts


def test_before_a_hearing_the_register_is_asked_again(scene, register, told):
    actor = scene.actor("plaintiff")
    with pytest.raises(Refused):
        verify_again(actor, occasion="hearing")
    register.known.add((actor.person.name, actor.person.id_number))
    verify_again(actor, occasion="hearing")
    assert told.entries[-1]["facts"] == {"occasion": "hearing", "receipt": "r2"}


def test_a_disabled_litigant_does_not_come_in_by_code(client, scene, carrier):
    Account.objects.filter(pk=scene.plaintiff.pk).update(disabled_at="2026-01-01T00:00:00Z")
    ask_code(client, scene.plaintiff.phone)
    assert give_code(client, carrier.last_code()).status_code == 403
