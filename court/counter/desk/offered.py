"""What a field of an act offers to choose from: names of the case and its court, never an id to type."""

from datetime import date

from court.base.courts.models import Court
from court.base.people.models import Appointment
from court.spine.cases.models import Case
from court.spine.dossier.models import Document
from court.work.hearings.models import Hearing
from court.work.judgments.kinds import KINDS as PAPERS
from court.work.judgments.kinds import for_act
from court.work.judgments.models import Paper

MOST_DOCUMENTS, MOST_SITTINGS = 200, 20
Choices = list[tuple[str, str]]


def people(case: Case, office: str | None, on: date) -> Choices:
    """Members of the case's court who hold the office the field asks for, the case's division first."""
    found = Appointment.objects.valid(on).filter(court=case.court_id, account__disabled_at=None)
    if office:
        found = found.filter(office=office)
    rows = {}
    for post in found.select_related("account__person", "division"):
        division = f"（{post.division.name}）" if post.division else ""
        rows[str(post.account_id)] = (post.division_id != case.division_id, f"{post.account.person.name}{division}")
    return [(pk, label) for pk, (_, label) in sorted(rows.items(), key=lambda row: row[1])]


def members(case: Case, office: str | None, on: date) -> Choices:
    """Those who may sit beside the judge in charge."""
    inside = {str(h) for h in case.handlers.filter(until=None, role="judge").values_list("account_id", flat=True)}
    return [one for one in people(case, office, on) if one[0] not in inside]


def parties(case: Case, code: str) -> Choices:
    """The parties; a counterclaim is taken from defendants only."""
    rows = case.parties.filter(left_on=None)
    if code == "accept_counterclaim":
        rows = rows.filter(role="defendant")
    return [(str(p.pk), f"{p.get_role_display()}　{p.name}") for p in rows]


def papers(case: Case, code: str) -> Choices:
    """Signed papers of the kinds the act takes."""
    rows = Paper.objects.filter(case=case, state=Paper.State.SIGNED, kind__in=for_act(code)).order_by("-id")
    return [(str(p.document_id), p.name) for p in rows]


def unfinished(case: Case, code: str) -> list[Paper]:
    """Papers of the kinds the act takes that are still being written."""
    states = [Paper.State.DRAFT, Paper.State.REVIEW, Paper.State.REVIEWED]
    return list(Paper.objects.filter(case=case, state__in=states, kind__in=for_act(code)).order_by("-id"))


def paper_kinds(code: str) -> Choices:
    """The kinds of paper to draft for an act, by name."""
    return [(kind, f"{PAPERS[kind].name}（{PAPERS[kind].label}）") for kind in for_act(code)]


def documents(case: Case) -> Choices:
    found = Document.objects.filter(case=case, state=Document.State.AVAILABLE, volume="main").order_by("-id")
    return [(str(d.pk), d.title) for d in found[:MOST_DOCUMENTS]]


def sittings(case: Case) -> Choices:
    found = Hearing.objects.filter(case=case).order_by("-sequence")[:MOST_SITTINGS]
    return [(str(one.pk), f"{one.title}（{one.get_state_display()}）") for one in found]


def courts(case: Case) -> list[tuple[str, Choices]]:
    """The other courts on the list, by level, with their codes."""
    groups: dict[str, Choices] = {}
    for court in Court.objects.exclude(pk=case.court_id).order_by("code"):
        groups.setdefault(court.get_level_display(), []).append((court.pk, f"{court.name}（{court.pk}）"))
    return list(groups.items())
