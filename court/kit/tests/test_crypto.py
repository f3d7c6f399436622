import json
import multiprocessing

import pytest
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from court.kit import crypto, keyring

ID_NUMBER = "110101199003070000"


@pytest.fixture(autouse=True)
def _own_ring(settings, tmp_path):
    settings.COURT_KEYS = tmp_path / "keys"
    keyring.load.cache_clear()
    yield
    keyring.load.cache_clear()


@pytest.mark.parametrize("cipher", ["aes-256-gcm", "sm4-gcm"])
def test_a_sealed_text_opens_to_itself_and_shows_nothing(settings, cipher):
    settings.COURT_CIPHER = cipher
    sealed = crypto.seal("𠮷野家·李文静", "name")
    assert crypto.unseal(sealed, "name") == "𠮷野家·李文静"
    assert "李" not in sealed
    assert sealed != crypto.seal("𠮷野家·李文静", "name")


@given(st.text(min_size=1))
def test_every_text_comes_back(text):
    assert crypto.unseal(crypto.seal(text, "any"), "any") == text


def test_a_text_moved_into_another_column_does_not_open():
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(crypto.seal(ID_NUMBER, "person.id_number"), "person.phone")


def test_a_changed_text_does_not_open():
    sealed = crypto.seal(ID_NUMBER, "id")
    for place in range(4, len(sealed), 7):
        changed = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
        with pytest.raises(crypto.CannotOpen):
            crypto.unseal(changed, "id")


def test_keys_rotate_and_old_texts_still_open():
    old = crypto.seal(ID_NUMBER, "id")
    crypto.rotate()
    new = crypto.seal(ID_NUMBER, "id")
    assert (old.split(":")[0], new.split(":")[0]) == ("s1", "s2")
    assert crypto.unseal(old, "id") == crypto.unseal(new, "id") == ID_NUMBER
    assert crypto.keys().reseal(old, "id").startswith("s2:")


def test_a_blind_index_finds_equal_texts_only_and_survives_rotation():
    mark = crypto.blind_index(ID_NUMBER, "id")
    assert mark == crypto.blind_index(ID_NUMBER, "id")
    assert mark != crypto.blind_index(ID_NUMBER, "phone")
    assert mark != crypto.blind_index(ID_NUMBER[:-1] + "1", "id")
    crypto.rotate(index=True)
    assert mark in crypto.blind_indexes(ID_NUMBER, "id")
    assert crypto.blind_index(ID_NUMBER, "id") != mark


def test_the_ring_is_made_for_its_owner_only(settings):
    crypto.seal("1", "x")
    assert (settings.COURT_KEYS / "fields.json").stat().st_mode & 0o777 == 0o600
    assert settings.COURT_KEYS.stat().st_mode & 0o777 == 0o700


def test_a_ring_that_others_can_read_stops_the_program(settings):
    crypto.seal("1", "x")
    (settings.COURT_KEYS / "fields.json").chmod(0o644)
    keyring.load.cache_clear()
    with pytest.raises(crypto.KeysInDanger, match="chmod 600"):
        crypto.seal("1", "x")


def test_a_damaged_ring_is_never_replaced_by_a_new_one(settings):
    crypto.seal("1", "x")
    ring = settings.COURT_KEYS / "fields.json"
    ring.write_text("{")
    keyring.load.cache_clear()
    with pytest.raises(crypto.KeysInDanger, match="back-up"):
        crypto.seal("1", "x")
    assert ring.read_text() == "{"


def test_a_text_of_a_lost_key_says_which_key_is_missing(settings):
    sealed = crypto.seal("1", "x").replace("s1:", "s9:")
    with pytest.raises(crypto.CannotOpen, match="s9"):
        crypto.unseal(sealed, "x")


def _first_start(folder: str) -> str:
    keyring.load.cache_clear()
    return keyring.load(folder, "aes-256-gcm").blind_index("same", "x")


def test_processes_starting_at_once_make_one_ring(tmp_path):
    with multiprocessing.get_context("fork").Pool(6) as pool:
        marks = set(pool.map(_first_start, [str(tmp_path / "shared")] * 12))
    assert len(marks) == 1
    assert len(json.loads((tmp_path / "shared" / "fields.json").read_text())["sealing"]) == 1


class SealedThing(models.Model):
    number = crypto.EncryptedTextField("证件号码", blank=True, null=True)

    class Meta:
        app_label = "kit"
        managed = False


@pytest.fixture
def table(transactional_db):
    with connection.schema_editor() as editor:
        editor.create_model(SealedThing)
    yield connection.ops.quote_name(SealedThing._meta.db_table)
    with connection.schema_editor() as editor:
        editor.delete_model(SealedThing)


@pytest.mark.both_databases
def test_the_database_never_sees_a_sealed_column_in_clear(table):
    thing = SealedThing.objects.create(number=ID_NUMBER)
    SealedThing.objects.filter(pk=thing.pk).update(number=ID_NUMBER)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM {table}")
        (stored,) = cursor.fetchone()
    assert stored.startswith("s1:")
    assert ID_NUMBER not in stored
    assert SealedThing.objects.get().number == ID_NUMBER
    assert list(SealedThing.objects.values_list("number", flat=True)) == [ID_NUMBER]


@pytest.mark.both_databases
def test_nothing_stays_nothing_in_a_sealed_column(table):
    SealedThing.objects.create(number=None)
    SealedThing.objects.create(number="")
    assert SealedThing.objects.filter(number__isnull=True).count() == 1
    assert {thing.number for thing in SealedThing.objects.all()} == {None, ""}


def test_a_filter_on_a_sealed_column_is_a_mistake_and_says_so():
    with pytest.raises(TypeError, match="blind index"):
        SealedThing.objects.filter(number=ID_NUMBER)


def test_the_purpose_of_a_column_is_its_name_unless_said():
    assert SealedThing._meta.get_field("number").purpose == "sealedthing.number"
    said = crypto.EncryptedTextField(purpose="old.name")
    assert said.deconstruct()[3]["purpose"] == "old.name"
