import io
from datetime import date

import pytest

from court.base.people.tests.cast import enter
from court.kit import blobs
from court.spine.cases.tests.stage import account, moment
from court.spine.dossier.actions import take_in
from court.spine.dossier.tests import conftest as papers
from court.spine.dossier.tests.papers import pdf
from court.work.archives import inquiries
from court.work.archives.models import Archive

stage, case, heard, put, web = papers.stage, papers.case, papers.heard, papers.put, papers.web
_clean_scanner = papers._clean_scanner
ITEM = "判决书、调解书、裁定书正本"


@pytest.fixture
def archived(stage, heard, put):
    """An archived case of 2026 with papers of every secrecy, its package a stand for one."""
    heard.filed = {
        "complaint": put(heard, "起诉状", pages=2), "judgment": put(heard, "民事判决书", item=ITEM),
        "own": put(heard, "原告联系方式", secrecy="own", party=heard.parties.get(role="plaintiff")),
        "inner": put(heard, "评议笔录", volume="inner", secrecy="panel", by="clerk"),
    }
    heard.stage, heard.closed_on, heard.archived_on = "archived", date(2026, 3, 2), date(2026, 3, 2)
    heard.save()
    blob = blobs.put(b"package of " + str(heard.pk).encode())
    return Archive.objects.create(court=stage.court, case=heard, number=f"140802-{heard.number}", retention="短期",
                                  kept_until=date(2056, 12, 31), state="kept", package_sha256=blob.sha256, package_size=blob.size,
                                  archived_at=moment())


@pytest.fixture
def second(stage):
    """A second archivist."""
    from court.base.people.models import Appointment

    made = stage.accounts["archivist2"] = account("闻档", "staff", stage.court)
    Appointment.objects.create(account=made, court=stage.court, office="archivist", since=date(2020, 1, 1))
    return made


@pytest.fixture
def asked(stage, archived):
    def do(who: str = "stranger", number: str | None = None, relation: str = "heir", key: str = ""):
        papers = {"身份证件": take_in(io.BytesIO(pdf()), "身份证.pdf")}
        return inquiries.ask(stage.court, number or archived.case.number, relation, "办理继承", papers, by=stage.actor(who),
                             at=moment(), key=key)

    return do


@pytest.fixture
def signed_in(stage, client):
    def do(who: str, **more):
        return enter(client, stage.accounts[who], **more)

    return do
