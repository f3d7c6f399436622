"""What the pages of representatives show."""
from datetime import date

from django.db.models import Q, QuerySet

from court.base.access.actor import Actor
from court.base.people.models import Account, Person
from court.base.people.names import folded
from court.spine.cases.models import Case, Party, Representative
from court.work.representation import kinds, rules
from court.work.representation.conditions import speaks_for
from court.work.representation.models import HeadChange, Mandate

MOST_FOUND = 10


def of_case(case: Case, on: date, only: list[Party] | None = None) -> list[dict]:
    """Each party with who acts for it and what waits; `only` narrows it to some parties."""
    parties = only if only is not None else list(case.parties.filter(left_on=None).select_related("person"))
    acting = list(case.representatives.filter(until=None).select_related("person").order_by("since"))
    ended = list(case.representatives.exclude(until=None).select_related("person").order_by("-until"))
    mandates = list(Mandate.objects.filter(case=case).select_related("person", "document", "asked_by__person", "replaces__person"))
    heads = {one.person_id: one for one in HeadChange.objects.filter(
        person__in=[p.person_id for p in parties], state="pending").select_related("proposed_by__person")}
    papers = {m.representative_id: m for m in mandates if m.representative_id}
    return [{**_row(party, acting, ended, mandates, papers, on), "head": heads.get(party.person_id)} for party in parties]


def _row(party: Party, acting: list, ended: list, mandates: list, papers: dict, on: date) -> dict:
    mine, minor = [r for r in acting if r.party_id == party.pk], rules.is_minor(party, on)
    return {
        "party": party, "minor": minor,
        "company": party.person.kind != Person.Kind.NATURAL,
        "unguarded": minor and not any(r.authority == "statutory" for r in mine),
        "acting": [{"one": r, "mandate": papers.get(r.pk), "authority": _authority(r, papers.get(r.pk)),
                    "same_firm": rules.same_firm(party, r.firm)} for r in mine],
        "ended": [r for r in ended if r.party_id == party.pk],
        "waiting": [{"one": m, "authority": kinds.authority_label(m.authority, m.items), "same_firm": rules.same_firm(party, m.firm)}
                    for m in mandates if m.party_id == party.pk and m.state == "waiting"],
        "refused": [m for m in mandates if m.party_id == party.pk and m.state == "refused"],
        "full": sum(r.authority != "statutory" for r in mine) >= rules.MOST,
    }


def _authority(one: Representative, mandate: Mandate | None) -> str:
    return kinds.authority_label(one.authority, mandate.items if mandate else [])


def own_parties(case: Case, actor: Actor) -> list[Party]:
    """The parties somebody may name representatives for: themselves, or those they represent by law."""
    acting = list(case.representatives.filter(until=None))
    parties = case.parties.filter(left_on=None).select_related("person")
    return [p for p in parties if speaks_for(acting, p, actor.person_id)]


def own_roles(case: Case, actor: Actor) -> set[int]:
    """The representations somebody has in a case themselves, which they may lay down."""
    return set(case.representatives.filter(until=None, person=actor.person_id).values_list("pk", flat=True))


def registered(words: str) -> QuerySet[Account]:
    """Lawyers by the beginning of name or licence, and others by their whole name: nobody browses the people of a court."""
    words = words.strip()
    open_ones = Account.objects.filter(disabled_at=None).select_related("person")
    if len(words) < 2:
        return open_ones.none()
    lawyers = Q(kind="lawyer") & (Q(person__name_key__startswith=folded(words)) | Q(licence__startswith=words))
    others = Q(kind="litigant", person__name_key=folded(words))
    return open_ones.filter(lawyers | others).order_by("-kind", "person__name_key")[:MOST_FOUND]


def lawyer_on_register(name: str, licence: str) -> QuerySet[Account]:
    """For the phone: a lawyer whose name and licence are both known."""
    lawyers = Account.objects.filter(kind="lawyer", disabled_at=None, person__name_key=folded(name)).select_related("person")
    return lawyers.filter(licence=licence.strip()) if name.strip() and licence.strip() else lawyers.none()
