import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from court.site import environment as env

FILE = Path("/data/court.sqlite3")


def test_no_address_means_sqlite_that_waits_and_syncs():
    found = env.database("", FILE)
    assert found["NAME"] == str(FILE)
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert found["OPTIONS"]["timeout"] == 20
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]


def test_an_address_of_postgresql_is_read_whole():
    found = env.database("postgresql://court:p%40ss@db.court:5433/yuncheng?sslmode=require", FILE)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("court", "p@ss", "db.court", "5433")
    assert found["NAME"] == "yuncheng"
    assert found["OPTIONS"]["sslmode"] == "require"
    assert env.database("postgresql://court@/court?host=/run/pg", FILE)["HOST"] == "/run/pg"


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://host", "court.db", "postgresql:///"])
def test_an_address_that_is_none_says_what_it_should_look_like(url):
    with pytest.raises(env.BadEnvironment, match="postgresql://"):
        env.database(url, FILE)


def test_the_record_of_reads_is_always_another_database():
    reads_file = Path("/data/reads.sqlite3")
    on_sqlite = env.reads_of(env.database("", FILE), "", reads_file)
    assert on_sqlite["NAME"] == str(reads_file)
    main = env.database("postgresql://court@db/court", FILE)
    assert env.reads_of(main, "", reads_file)["NAME"] == "court_reads"
    assert env.reads_of(main, "postgresql://reader@db/elsewhere", reads_file)["NAME"] == "elsewhere"


def test_a_secret_is_made_once_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("COURT_SECRET_KEY", raising=False)
    file = tmp_path / "keys" / "secret"
    first = env.secret("COURT_SECRET_KEY", file)
    assert len(first) >= 64
    assert env.secret("COURT_SECRET_KEY", file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    monkeypatch.setenv("COURT_SECRET_KEY", "given")
    assert env.secret("COURT_SECRET_KEY", file) == "given"


def test_words_flags_and_numbers(monkeypatch):
    monkeypatch.setenv("COURT_X", " a, b ,,c ")
    assert env.words("COURT_X") == ["a", "b", "c"]
    monkeypatch.setenv("COURT_X", "On")
    assert env.flag("COURT_X")
    monkeypatch.setenv("COURT_X", "seven")
    with pytest.raises(env.BadEnvironment, match="COURT_X"):
        env.number("COURT_X", 1)


@pytest.mark.parametrize("variable", ["COURT_MACHINE=x", "COURT_DATABASE_URL=mysql://x/y"])
def test_a_bad_variable_ends_in_one_line_and_exit_code_4(variable, tmp_path):
    name, _, value = variable.partition("=")
    environment = {
        **os.environ,
        "COURT_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "court.site.settings",
        name: value,
    }
    done = subprocess.run(
        [sys.executable, "-m", "court.site.commandline", "check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_cookies_are_bound_to_host_and_tls_unless_plain_http_is_stated(tmp_path):
    ask = (
        "from court.site import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE)"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COURT_")}
    for stated, expected in [("0", "__Host-session True __Host-csrf True"), ("1", "session False csrf False")]:
        environment = {**clean, "COURT_HOME": str(tmp_path), "COURT_PLAIN_HTTP": stated}
        done = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == expected
