import io
from datetime import date

import pytest

from court.base.courts import clock
from court.base.people import identity
from court.base.people.models import Account, Appointment
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.tests import stagefixtures
from court.spine.cases.tests.stage import Stage, account, build, moment
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import SaysClean, pdf
from court.work.filing import actions, drafts, papers
from court.work.filing.models import Filing
from court.work.filing.tests.answers import FULL

web = stagefixtures.web


def verified(who: Account, nth: int) -> None:
    person = who.person
    number = identity.demo_resident_number(date(1985, 5, 5), nth, male=True)
    person.id_number, person.id_index = number, identity.id_index(number)
    person.phone, person.verified_at = identity.demo_phone(nth), moment(hour=8)
    person.born_on, person.sex = date(1985, 5, 5), "男"
    person.save()


@pytest.fixture
def stage(db) -> Stage:
    clock.mark_demo()
    made = build()
    for nth, who in enumerate(("plaintiff", "defendant", "stranger", "lawyer"), 1):
        verified(made.accounts[who], nth)
    for who, court in (("filing_clerk2", made.court), ("foreign_clerk", made.other_court)):
        made.accounts[who] = account(who, Account.Kind.STAFF, court)
        Appointment.objects.create(account=made.accounts[who], court=court, office="filing_clerk",
                                   since=date(2020, 1, 1))
    return made


@pytest.fixture(autouse=True)
def _clean_scanner():
    with provided(Scanner, SaysClean()):
        yield


@pytest.fixture
def draft(stage):
    """A draft ready to hand in: draft(by="plaintiff", claims={...}) with answers changed by screen."""

    def make(by: str = "plaintiff", *, evidence: bool = True, **changed) -> Filing:
        who = stage.actor(by)
        made = drafts.begin(who, at=moment())
        for key, values in {**FULL, **changed}.items():
            drafts.save(made, key, values, by=who, at=moment())
        made.refresh_from_db()
        if evidence and made.court_id:
            put(stage, made, by=by)
        return made

    return make


def put(stage, filing: Filing, name: str = "借条.pdf", content: bytes | None = None, *, by: str = "plaintiff",
        category: str = "evidence", check: bool = True):  # fmt: skip
    from django.core.files.uploadedfile import SimpleUploadedFile

    from court.work.filing import files

    made = files.add(filing, SimpleUploadedFile(name, content or pdf(1)), category, "", by=stage.actor(by), at=moment())
    if check:
        inspect_document(made.document, at=moment())
    return made


@pytest.fixture
def handed_in(stage, draft):
    """A filing handed in, its papers made and checked."""

    def make(by: str = "plaintiff", **changed) -> Filing:
        made = draft(by, **changed)
        filing = actions.submit(made, by=stage.actor(by), at=moment(), key="k1")
        finish(filing)
        filing.refresh_from_db()
        return filing

    return make


def finish(filing: Filing) -> None:
    """What the worker does: papers made, every file checked."""
    papers.make_papers(Filing.objects.get(pk=filing.pk), filing.version, at=moment())
    for document in Document.objects.filter(filing_id=filing.pk, state="waiting"):
        inspect_document(document, at=moment())


def upload(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file
