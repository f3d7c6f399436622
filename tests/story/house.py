"""The court as a stranger starts it: prepare, demo, stand-ins, web and worker, on free ports, in a folder of its own."""

import os
import secrets
import shutil
import subprocess
import time
from datetime import datetime
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
from psycopg import sql

from court.site.rehearsal import place
from court.spine.journal.tests.own_court import whole

STARTS_WITHIN = 60


def database_of_its_own(server: str) -> dict[str, str]:
    """Two new databases on the PostgreSQL that the tests run beside (tools/postgres.py); none: SQLite in the folder."""
    if not server.startswith("postgresql:"):
        return {}
    name = f"story_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        for one in (name, f"{name}_reads"):
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(one)))
    whole = urlsplit(server)
    return {"COURT_DATABASE_URL": whole._replace(path=f"/{name}").geturl(),
            "COURT_READS_DATABASE_URL": whole._replace(path=f"/{name}_reads").geturl()}


class House:
    """Five programs and one database; `stop` ends them all. What they say is in `folder`/*.log."""

    def __init__(self, folder: Path, cases: int = 14):
        self.folder = folder
        self.port = place.free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = place.environment(folder / "home", self.port) | {"COURT_ADDRESS": self.url}
        self.environment |= database_of_its_own(os.environ.get("COURT_DATABASE_URL", ""))
        self.running: list[subprocess.Popen] = []
        shutil.copytree(whole().home, folder / "home")
        self.court("prepare")
        self.court("demo", "--cases", str(cases))

    def start(self) -> "House":
        self._begin("standins", "--any-ports")
        self._begin("serve", "--bind", f"127.0.0.1:{self.port}", "--workers", "1")
        self._wait_for(f"{self.url}/readyz")
        self._begin("work")
        return self

    def court(self, *words: str) -> str:
        """One command of `court`, done; what it printed. Raises with its complaints when it fails."""
        done = subprocess.run(place.court(*words), env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"court {' '.join(words)}: {done.stderr[-2000:]}"
        return done.stdout

    def set_time(self, moment: datetime) -> None:
        """Move the court's clock, as only a demo allows; the programs learn of it within a second."""
        self.court("manage", "shell", "-c", "from datetime import datetime; from court.base.courts import clock; "
                   f"clock.set_court_time(datetime.fromisoformat('{moment.isoformat()}'))")
        time.sleep(0.8)

    def stop(self) -> None:
        for program in reversed(self.running):
            program.terminate()
        for program in self.running:
            try:
                program.wait(20)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()

    def _begin(self, *words: str) -> None:
        with (self.folder / f"{words[0]}.log").open("ab") as said:
            self.running.append(subprocess.Popen(place.court(*words), env=self.environment, stdout=said, stderr=said))

    def _wait_for(self, address: str) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            try:
                with urlopen(address, timeout=2) as answer:
                    assert answer.status == 200
                    return
            except (URLError, OSError):
                time.sleep(0.2)
        raise AssertionError(f"the court does not answer within {STARTS_WITHIN} s: {(self.folder / 'serve.log').read_text()[-2000:]}")
