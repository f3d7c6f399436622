"""The permission matrix: all addresses, by role and relation to the case, with planted marks searched in all bytes."""
import io
import zipfile
import zlib
from datetime import date, timedelta
from random import Random

import pytest
from django.test import Client

from court.base.courts import actions as courts
from court.base.courts import clock
from court.base.courts.models import Court
from court.base.people.tests.cast import enter
from court.kit.days import moment_at
from court.kit.press import sheets
from court.site.demo import cast as people
from court.site.demo import life as lives
from court.spine.cases.models import Case
from court.spine.dossier import rendering
from tests.matrix.places import all_places, ids_of

pytestmark = pytest.mark.django_db(databases=["default", "reads"])

INNER = "评议密语海棠"
STRANGERS = {"stranger", "nobody", "judge of another court", "clerk of another court", "president of another court",
             "party of another case", "system administrator", "security administrator", "audit administrator"}
INSIDE = {"judge", "president"}


@pytest.fixture
def town():
    """A case heard by a panel, decided but not served, with a mark in its inner volume; and another case elsewhere."""
    clock.mark_demo()
    courts.load_reference()
    today = date(2026, 9, 1)
    clock.set_court_time(moment_at(today, 10))
    chance = Random(7)
    cast = people.make(chance, moment_at(date(2026, 3, 2), 8))
    yanhu, linyi = Court.objects.get(code="晋0802"), Court.objects.get(code="晋0821")
    case = _panel_case(cast, yanhu, date(2026, 6, 1), chance)
    other = lives.begin(cast, linyi, today - timedelta(days=3), chance)
    while other.plaintiff is None:
        other = lives.begin(cast, linyi, today - timedelta(days=3), chance)
    for document in case.case.documents.filter(state="expected"):
        rendering.render_now(document, at=case.at())
    return cast, case, other


def _panel_case(cast, court, day, chance):
    """A dispute large enough for the ordinary track, between two people with counsel, taken to deliberation."""
    for _ in range(80):
        life = lives.begin(cast, court, day, chance, counsel=True)
        if life.case.track == "ordinary" and life.plaintiff and life.defendant:
            break
    life.after(1).pay()
    life.after(1).assign()
    life.after(1).send_papers()
    life.after(2).serve_all()
    life.after(1).join()
    life.after(2).answer()
    life.hold(life.after(1).schedule())
    life.act("deliberate", life.handler("presiding"), outcome="unanimous", minutes=f"{INNER}：合议庭一致意见。")
    return life


def roles(cast, case, other) -> dict:
    lawyer = case.case.representatives.get().person.accounts.get()
    return {
        "nobody": None, "plaintiff": case.plaintiff, "defendant": case.defendant, "lawyer": lawyer,
        "party of another case": other.plaintiff, "stranger": people.outsider(cast.people.somebody(), case.at()),
        "judge": case.case.judge, "president": cast.of("晋0802", "court_president")[0],
        "judge of another court": cast.of("晋0821", "judge")[0], "clerk of another court": cast.of("晋0821", "clerk")[0],
        "president of another court": cast.of("晋0821", "court_president")[0],
        "system administrator": cast.of("晋08", "system_admin")[0],
        "security administrator": cast.of("晋08", "security_admin")[0],
        "audit administrator": cast.of("晋08", "audit_admin")[0],
    }


def readable(answer) -> bytes:
    """All bytes of an answer as somebody could read them: pages of a PDF as text, members of a ZIP unpacked."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if "pdf" in kind and content.startswith(b"%PDF"):
        return content + "\n".join(sheets.text(content)).encode()
    if content.startswith(b"PK"):
        packed = zipfile.ZipFile(io.BytesIO(content))
        return b"\n".join(packed.read(name) for name in packed.namelist())
    try:
        return content + zlib.decompress(content) if content[:1] == b"\x78" else content
    except zlib.error:
        return content


@pytest.mark.proof
def test_nobody_sees_at_any_address_with_any_id_what_is_not_theirs(town):
    knock(town, list(all_places(ids_of(town[1].case))))


def test_nobody_sees_at_any_address_what_is_not_theirs(town):
    """Each address with the case's id and the inner papers' ids; `make proof` knocks with every id there is."""
    case = town[1].case
    inner = [str(pk) for pk in case.documents.filter(volume="inner").values_list("pk", flat=True)]
    knock(town, list(all_places({"cases.Case": [str(case.pk)], "dossier.Document": inner[:1]})))


def knock(town, places) -> None:
    cast, case, other = town
    marks = [case.case.number, case.plaintiff.person.name, case.defendant.person.name]
    assert len(places) > 150
    leaks, errors, seen = [], [], {}
    for role, account in roles(cast, case, other).items():
        client = Client(raise_request_exception=False)
        if account:
            enter(client, account)
        for place in places:
            answer = client.get(place)
            body = readable(answer)
            where = f"{role} at {place} ({answer.status_code})"
            if answer.status_code >= 500:
                errors.append(where)
            if INNER.encode() in body:
                seen.setdefault(role, place)
                if role not in INSIDE:
                    leaks.append(f"inner volume: {where}")
            if role in STRANGERS and not place.startswith(("/enter", "/staff/enter")):
                leaks += [f"{mark}: {where}" for mark in marks if mark.encode() in body]
    assert leaks == []
    assert errors == []
    assert "judge" in seen, "the mark must be there to be found by those who may see it"


def test_a_case_of_others_cannot_be_told_from_one_that_is_not_there(town):
    cast, case, other = town
    missing = str(case.case.pk + 1)
    assert not Case.objects.filter(pk=missing).exists()
    accounts = roles(cast, case, other)
    for role in ("stranger", "judge of another court", "party of another case"):
        client = Client()
        enter(client, accounts[role])
        for page in ("/cases/{}/", "/cases/{}/dossier/", "/staff/cases/{}/"):
            there, not_there = client.get(page.format(case.case.pk)), client.get(page.format(missing))
            assert there.status_code == not_there.status_code, (role, page)
