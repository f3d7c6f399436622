"""Handing in, correcting and withdrawing a filing. One transaction each; a repeat with the same key is one effect."""

import hashlib
import json
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.base.people import identity
from court.base.people.models import Person
from court.base.people.names import folded
from court.kit.days import date_of
from court.kit.prepared import Prepared
from court.kit.refusal import Refused
from court.kit.writing import insert, rewrite
from court.spine.dossier.models import Rendition
from court.spine.errands.actions import ask
from court.spine.journal.actions import append
from court.spine.journal.canon import canonical
from court.spine.messages.actions import tell
from court.spine.tasks.actions import close_tasks, open_task
from court.work.filing import drafts, forms, quoting
from court.work.filing.drafts import Package
from court.work.filing.models import Draft, Filing, FilingFile, FilingParty
from law import causes

State = Filing.State
REVIEW = "review_filing"
COLUMNS = [one for one in Filing._meta.concrete_fields if not one.primary_key]


def lock(filing_id: int) -> Filing:
    """The filing with its court and filer, locked until the transaction ends. Filing.DoesNotExist."""
    found = drafts.locked(filing_id)
    if found is None:
        raise Filing.DoesNotExist(filing_id)
    return found


def submit(filing: Filing, *, by: Actor, at: datetime, key: str, token: int | None = None) -> Filing:
    """Hand in a draft, or the corrected papers. Gives the filing with number, moment, digest and the day to decide by.

    key    of the form: a double click is one submission
    Refused with everything that is lacking, at once; nothing is written then.
    """
    with transaction.atomic():
        locked = lock(filing.pk)
        require(by, "edit", locked)
        if key and locked.submit_key == key and not locked.editable:
            return locked
        _may_hand_in(locked, token)
        package = drafts.read(locked, date_of(at))
        if package.problems:
            raise Refused("还有内容需要补充：" + "；".join(text for _, text in package.problems[:5]),
                          do="请逐项补充后再提交，已填写的内容都已保存。", code="incomplete", status=422)
        again = locked.state == State.RETURNED
        _fill(locked, package)
        parties, papers = _parties(locked, package, again), file_digests(locked)
        _received(locked, at, key, again)
        locked.digest = digest(locked, parties, papers)
        _write(locked)
        _announce(locked, papers, by, at, again)
    return locked


def _may_hand_in(filing: Filing, token: int | None) -> None:
    if not filing.editable:
        raise Refused(f"该申请{filing.get_state_display()}，不能再次提交。", do="请返回查看进度。", code="submitted")
    if token is not None and token != filing.version:
        raise Refused("您打开页面之后，该申请已有新的进展，本次没有提交。", do="请刷新页面核对后再提交。", code="stale")


def _fill(filing: Filing, package: Package) -> None:
    """The columns from the answers. The court stays what it was once the papers were received."""
    code = package.get("cause", "cause")
    tribunal = package.get("tribunal", "tribunal")
    if filing.channel == Filing.Channel.ONLINE and filing.state == State.DRAFT:
        filing.court_id = package.get("court", "court")
    filing.tribunal_id = int(tribunal) if tribunal else None
    filing.cause_code, filing.cause = code, causes.by_code("civil", code).name
    filing.capacity = package.get("me", "capacity")
    filing.agent_kind, filing.agent_authority = package.get("agent", "kind"), package.get("agent", "authority")
    filing.agent_firm = package.get("agent", "firm")
    filing.claims = forms.claim_lines(package.get("claims", "claims"))
    filing.amount_fen = forms.amount_fen(package.get("claims", "amount", None))
    filing.grounds = package.get("facts", "grounds")
    filing.elements = _elements(package.clean.get("loan"))
    filing.track_wish = package.get("fee", "track")
    filing.mediation_wish = package.get("fee", "mediation") == "yes"
    filing.e_service = package.get("consent", "e_service") == "yes"
    filing.service_address = package.get("consent", "service_address")
    filing.declarations = sorted(package.get("consent", "declarations", []))


def _elements(loan: dict | None) -> dict:
    """The loan's facts in words, for the reviewer and the complaint."""
    if not loan:
        return {}
    fields = forms.LoanStep.base_fields
    said = {}
    for name, value in loan.items():
        if value in (None, ""):
            continue
        choices = dict(getattr(fields[name], "choices", []))
        said[forms.LoanStep.FORMAL[name]] = choices.get(value, value.isoformat() if isinstance(value, date) else str(value))
    return said


def _parties(filing: Filing, package: Package, again: bool) -> list[FilingParty]:
    """The parties anew, as the package has them: the filer (or who is acted for) first."""
    if again:
        filing.parties.all().delete()
    rows = [_plaintiff(filing, package), *(_other(row) for row in package.sides)]
    for order, party in enumerate(rows, 1):
        party.filing, party.order = filing, order
        party.id_index, party.name_key = identity.id_index(party.id_number), folded(party.name)
    insert(rows)
    return rows


def _plaintiff(filing: Filing, package: Package) -> FilingParty:
    if filing.capacity == Filing.Capacity.AGENT:
        kind = (package.kept.get("agent") or {}).get("principal") or "natural"
        return _other({**package.clean["principal"], "kind": kind, "role": "plaintiff"})
    me = filing.person
    return FilingParty(
        role="plaintiff", kind=me.kind, name=me.name, id_number=me.id_number, phone=package.get("me", "phone"),
        address=package.get("me", "address"), sex=me.sex, ethnicity=package.get("me", "ethnicity") or me.ethnicity,
        occupation=package.get("me", "occupation"), employer=package.get("me", "employer"), person=me)


def _other(row: dict) -> FilingParty:
    names = ("role", "name", "id_number", "phone", "address", "sex", "ethnicity", "employer", "head_name", "head_post")
    kind = Person.Kind.COMPANY if row.get("kind") == "company" else Person.Kind.NATURAL
    return FilingParty(kind=kind, **{name: row.get(name) or "" for name in names})


def _received(filing: Filing, at: datetime, key: str, again: bool) -> None:
    """The receipt: number, moment, digest of everything handed in, the day to decide by (登记立案规定第二条)."""
    today = date_of(at)
    if again:
        found = filing.rounds.order_by("-number").first()
        found.answered_at = at
        found.save(update_fields=["answered_at"])
        answer = quoting.decide_by(filing.received_on, date_of(found.opened_at), today)
    else:
        answer = quoting.decide_by(today)
        filing.received_on = today
    filing.decide_by, filing.provisional = answer["decide_by"], answer.provisional
    filing.state = State.RESUBMITTED if again else State.SUBMITTED
    filing.submitted_at, filing.submit_key, filing.version = at, key[:80], filing.version + 1


def _write(filing: Filing) -> None:
    """All columns of the locked row."""
    rewrite(Filing, [filing.pk], **{one.attname: getattr(filing, one.attname) for one in COLUMNS})


def digest(filing: Filing, parties: list[FilingParty], papers: list[str]) -> str:
    """SHA-256 over everything handed in: answers, parties and the digests of the files."""
    names = ("court_id", "cause_code", "capacity", "agent_kind", "agent_authority", "agent_firm", "claims", "grounds",
             "elements", "amount_fen", "track_wish", "mediation_wish", "e_service", "service_address", "declarations")
    people = [[p.role, p.kind, p.name, p.id_number, p.phone, p.address, p.head_name] for p in parties]
    told = {name: getattr(filing, name) for name in names} | {"parties": people, "files": papers}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def file_digests(filing: Filing) -> list[str]:
    return sorted(one.sha256 for one in _HANDED_IN.rows(filing.pk))


_HANDED_IN = Prepared(lambda filing: Rendition.objects.filter(
    purpose=Rendition.Purpose.ORIGINAL, document__in=FilingFile.objects.filter(filing=filing).values("document")))


def _announce(filing: Filing, papers: list[str], by: Actor, at: datetime, again: bool) -> None:
    """The entry, the errand that makes the papers, the reviewers' task, the word to the filer."""
    facts = {"court": filing.court_id, "cause": filing.cause_code, "capacity": filing.capacity,
             "channel": filing.channel, "claims": len(filing.claims), "amount_fen": filing.amount_fen,
             "version": filing.version, "digest": filing.digest, "files": papers[:200],
             "decide_by": filing.decide_by.isoformat()}
    canonical(facts)
    note(filing, "resubmitted" if again else "submitted", by, at, facts)
    ask("filing.papers", key=f"filing.papers:{filing.pk}:{filing.version}", at=at, court=filing.court_id,
        payload={"filing": str(filing.pk), "version": filing.version})
    close_tasks(filing.stream, REVIEW, by=by.account, at=at)
    open_task(court=filing.court_id, subject=filing.stream, kind=REVIEW, office="filing_clerk", at=at,
              label=f"审查立案申请 {filing.number}", due_on=filing.decide_by)
    inform(filing, "filing_submitted", at, receipt=filing.number)


def withdraw(filing: Filing, *, by: Actor, at: datetime) -> Filing:
    """The filer takes the filing back before it is decided. Twice is once."""
    with transaction.atomic():
        locked = lock(filing.pk)
        require(by, "edit", locked)
        if locked.state == State.WITHDRAWN:
            return locked
        if locked.state not in (State.SUBMITTED, State.RESUBMITTED, State.RETURNED):
            raise Refused(f"该申请{locked.get_state_display()}，不能撤回。",
                          do="已立案的，可以在案件中申请撤诉。" if locked.state == State.ACCEPTED else "", code="decided")
        decide(locked, State.WITHDRAWN, by, at)
        note(locked, "withdrawn", by, at, {"version": locked.version})
    return locked


def decide(filing: Filing, state: str, by: Actor, at: datetime, key: str = "") -> None:
    """The end of a filing: state, who and when; the task closed, the draft with its personal data let go."""
    filing.state, filing.decided_at, filing.decided_by = state, at, by.account
    filing.decision_key, filing.version = key[:80], filing.version + 1
    filing.save()
    close_tasks(filing.stream, REVIEW, by=by.account, at=at, cancelled=state == State.WITHDRAWN)
    Draft.objects.filter(filing=filing).delete()


def note(filing: Filing, what: str, by: Actor | None, at: datetime, facts: dict):
    capacity = "filing_clerk" if by and by.is_staff else filing.capacity
    return append(filing.stream, f"filing.{what}", by=by.account if by else None, at=at, facts=facts,
                  court=filing.court_id or "", capacity=capacity)


def inform(filing: Filing, kind: str, at: datetime, **fields: str) -> None:
    tell(filing.person, kind=kind, key=f"{kind}:{filing.pk}:{filing.version}", at=at, fields={**fields,
         "court": filing.court.name}, url=reverse("litigant_filing", args=[filing.pk]))
