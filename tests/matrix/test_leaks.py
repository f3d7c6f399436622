"""The permission matrix: all addresses, by role and relation to the case, with planted marks searched in all bytes."""
import io
import re
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
from court.spine.journal.models import Entry
from court.work.filing import drafts
from court.work.filing.models import Filing, FilingParty
from tests.matrix.places import all_places, ids_of

pytestmark = pytest.mark.django_db(databases=["default", "reads"])

ONCE = re.compile(r'nonce="[^"]*"|value="[\w-]{16,}"|CSRFToken": "[^"]*')
# What only the panel and the leaders may read; what only the filer and the filing clerks of the court may read.
INNER, FILED = "评议密语海棠", "起诉密语丁香"
# Of the same court, but not of this case: the court's diary may name a case to them, its content stays closed.
COLLEAGUES = {"judge not of this case", "clerk not of this case", "party of another case of the court"}
STRANGERS = {"stranger", "nobody", "judge of another court", "clerk of another court", "president of another court",
             "party of another case", "system administrator", "security administrator", "audit administrator"}
INSIDE = {"judge", "president"}
PARTS = 3
FILERS = {"plaintiff", "filing clerk", "president"}


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
    neighbour = lives.begin(cast, yanhu, today - timedelta(days=3), chance)
    while neighbour.plaintiff is None:
        neighbour = lives.begin(cast, yanhu, today - timedelta(days=3), chance)
    case.neighbour, case.filing = neighbour.plaintiff, _filing(case, yanhu)
    for document in case.case.documents.filter(state="expected"):
        rendering.render_now(document, at=case.at())
    return cast, case, other


def _filing(case, court) -> Filing:
    """A complaint of the same plaintiff that waits for its review, with a mark in what was filed."""
    made = drafts.begin(case.actor(case.plaintiff), at=case.at())
    Filing.objects.filter(pk=made.pk).update(court=court, state="submitted", submitted_at=case.at(), received_on=case.day,
                                             decide_by=case.day, cause="民间借贷纠纷", cause_code="108.03", grounds=FILED)
    FilingParty.objects.create(filing=made, role="plaintiff", order=1, kind="natural", name=case.plaintiff.person.name)
    return made


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
    busy = set(case.case.handlers.values_list("account_id", flat=True))

    def idle(office):
        return next(one for one in cast.of("晋0802", office) if one.pk not in busy)

    return {
        "nobody": None, "plaintiff": case.plaintiff, "defendant": case.defendant, "lawyer": lawyer,
        "party of another case": other.plaintiff, "stranger": people.outsider(cast.people.somebody(), case.at()),
        "judge not of this case": idle("judge"), "clerk not of this case": idle("clerk"),
        "party of another case of the court": case.neighbour, "filing clerk": cast.of("晋0802", "filing_clerk")[0],
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
        # A mark may be broken by the end of a line.
        return content + "".join("".join(sheets.text(content)).split()).encode()
    if content.startswith(b"PK"):
        packed = zipfile.ZipFile(io.BytesIO(content))
        return b"\n".join(_inside(packed.read(name)) for name in packed.namelist())
    try:
        return content + zlib.decompress(content) if content[:1] == b"\x78" else content
    except zlib.error:
        return content


def _inside(content: bytes) -> bytes:
    return content + "".join("".join(sheets.text(content)).split()).encode() if content.startswith(b"%PDF") else content


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_sees_at_any_address_with_any_id_what_is_not_theirs(town, part):
    _, case, _ = town
    accounts = list(roles(*town).items())[part::PARTS]
    knock(town, dict(accounts), list(all_places(ids_of(case.case) | {"filing.Filing": [str(case.filing.pk)]})))


def test_nobody_sees_at_any_address_what_is_not_theirs(town):
    """Each address with the case's id, the filing's and an inner paper's; `make proof` knocks with every id there is."""
    knock(town, roles(*town), list(all_places(roots(town[1]))))


def roots(case) -> dict[str, list[str]]:
    inner = [str(pk) for pk in case.case.documents.filter(volume="inner").values_list("pk", flat=True)]
    return {"cases.Case": [str(case.case.pk)], "dossier.Document": inner[:1], "filing.Filing": [str(case.filing.pk)]}


def knock(town, accounts: dict, places: list[str]) -> None:
    _, case, _ = town
    marks = [case.case.number, case.plaintiff.person.name, case.defendant.person.name]
    story = "".join(case.case.facts["grounds"].split())[:14]
    assert len(places) > 150
    leaks, errors, seen = [], [], {}
    for role, account in accounts.items():
        client = Client(raise_request_exception=False)
        if account:
            enter(client, account)
        for place in places:
            answer = client.get(place)
            body = readable(answer)
            where = f"{role} at {place} ({answer.status_code})"
            if answer.status_code >= 500:
                errors.append(where)
            for mark, may, what in ((INNER, INSIDE, "inner volume"), (FILED, FILERS, "filing")):
                if mark.encode() in body:
                    seen.setdefault((what, role), place)
                    if role not in may:
                        leaks.append(f"{what}: {where}")
            if role in STRANGERS | COLLEAGUES and story.encode() in body:
                leaks.append(f"claim: {where}")
            if role in STRANGERS and not place.startswith(("/enter", "/staff/enter")):
                leaks += [f"{mark}: {where}" for mark in marks if mark.encode() in body]
    print(f"\n{len(places)} places, {len(accounts)} roles: {len(leaks)} leaks, {len(errors)} errors")
    assert leaks == []
    assert errors == []
    may_find = {("inner volume", role) for role in INSIDE & accounts.keys()}
    may_find |= {("filing", role) for role in accounts.keys() & {"filing clerk", "president"}}
    assert may_find <= seen.keys(), "the marks must be there to be found by those who may see them"


@pytest.mark.proof
def test_nobody_changes_by_an_empty_form_at_any_address_what_is_not_theirs(town):
    """Every form with the case's ids, sent by those to whom nothing of it belongs: no leak, no entry in its streams."""
    cast, case, other = town
    streams = [case.case.stream, case.filing.stream]
    places = list(all_places(roots(case)))
    before = Entry.objects.filter(stream__in=streams).count()
    wrong = []
    for role, account in roles(cast, case, other).items():
        if role not in STRANGERS | COLLEAGUES:
            continue
        for place in places:
            client = Client(raise_request_exception=False)
            if account:
                enter(client, account)
            answer = client.post(place)
            body = readable(answer)
            broken = answer.status_code >= 500 and "尚未配置外部服务" not in body.decode(errors="replace")
            if broken or INNER.encode() in body or FILED.encode() in body:
                wrong.append(f"{role} at {place} ({answer.status_code})")
            if (now := Entry.objects.filter(stream__in=streams).count()) != before:
                wrong.append(f"{role} at {place} wrote into the case")
                before = now
    assert wrong == []


def said(answer, pk) -> str:
    """What an answer says, without the address that was asked for and what is drawn anew for each page."""
    return ONCE.sub("", answer.content.decode()).replace(str(pk), "")


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
            assert said(there, case.case.pk) == said(not_there, missing), (role, page)
