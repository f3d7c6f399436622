import json

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import RequestFactory

from court.site import checks, health, rooms
from court.site.commands import check as check_command
from court.site.routers import ReadsRouter


def ids(found):
    return [one.id for one in found]


def test_the_house_as_it_stands_has_nothing_to_mend():
    call_command("check", fail_level="WARNING")


def test_a_wrong_time_zone_is_refused(settings):
    settings.TIME_ZONE = "UTC"
    assert ids(checks.time_zone_is_the_courts(None)) == ["court.E001"]


def test_plain_http_is_refused_on_a_name_of_the_internet(settings):
    settings.COURT_PLAIN_HTTP, settings.ALLOWED_HOSTS = True, ["court.example"]
    assert ids(checks.plain_http_stays_at_home(None)) == ["court.E002"]
    settings.ALLOWED_HOSTS = ["localhost"]
    assert checks.plain_http_stays_at_home(None) == []


def test_an_unknown_face_and_a_host_for_all_are_refused(settings):
    settings.COURT_FACE, settings.ALLOWED_HOSTS = "both", ["*"]
    assert ids(checks.face_is_known(None)) == ["court.E003"]
    assert ids(checks.every_host_is_named(None)) == ["court.E005"]


def test_keys_that_others_can_read_are_refused_by_name(settings, tmp_path):
    settings.COURT_KEYS = tmp_path
    key = tmp_path / "fields.json"
    key.touch(mode=0o600)
    assert checks.nobody_else_reads_the_keys(None) == []
    key.chmod(0o640)
    (found,) = checks.nobody_else_reads_the_keys(None)
    assert "fields.json" in found.msg
    assert "chmod 600" in found.hint


@pytest.mark.both_databases
@pytest.mark.django_db(databases=["default", "reads"])
def test_both_databases_pass_their_check():
    assert checks.database_keeps_what_it_says(None, databases=["default", "reads"]) == []


@pytest.mark.django_db(transaction=True, databases=["default", "reads"])
def test_sqlite_that_does_not_sync_is_refused():
    connection = connections["default"]
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        assert ids(checks.database_keeps_what_it_says(None, databases=["default"])) == ["court.E008"]
        cursor.execute("PRAGMA synchronous=FULL")


@pytest.mark.both_databases
@pytest.mark.django_db(databases=["default", "reads"])
def test_an_installation_in_order_has_no_findings():
    assert check_command.findings() == []


@pytest.mark.both_databases
@pytest.mark.django_db(databases=["default", "reads"])
def test_each_table_lives_in_the_database_that_its_name_says():
    from django.apps import apps

    router = ReadsRouter()
    tables = {alias: set(connections[alias].introspection.table_names()) for alias in ("default", "reads")}
    for model in apps.get_models():
        home = router.db_for_read(model)
        if model._meta.managed:
            assert model._meta.db_table in tables[home]
            other = {"default": "reads", "reads": "default"}[home]
            assert model._meta.db_table not in tables[other]
    assert any(table.startswith("reads_") for table in tables["reads"])


@pytest.mark.django_db(databases=["default", "reads"])
def test_probes_answer_without_saying_more_than_yes_or_no(settings):
    request = RequestFactory().get("/")
    settings.COURT_HOME.mkdir(exist_ok=True)
    assert health.healthz(request).status_code == 200
    assert json.loads(health.readyz(request).content) == {"database": True, "reads": True, "files": True}
    settings.COURT_HOME = settings.COURT_HOME / "gone"
    assert health.readyz(request).status_code == 503


def test_the_public_face_mounts_no_staff_page():
    from court.site import urls_all, urls_public

    assert not [each for each in urls_public.urlpatterns if str(each.pattern).startswith("staff")]
    assert [each for each in urls_all.urlpatterns if str(each.pattern).startswith("staff")]


def test_only_rooms_that_are_in_the_tree_are_mounted():
    assert rooms.present(["court.kit", "court.kit.nothing", "court.nowhere.at.all"]) == ["court.kit"]
