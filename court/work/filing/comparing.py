"""Same-party check: other cases and filings of the same people, by number where there is one, else by folded name."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from court.spine.cases.models import Case, Party
from court.work.filing.models import Filing, FilingParty

MOST = 20
OPEN = (Filing.State.SUBMITTED, Filing.State.RESUBMITTED, Filing.State.RETURNED)


@dataclass(frozen=True)
class Same:
    """Another case or filing with the same people. `both`: plaintiff and defendant are the same two sides."""

    number: str
    what: str
    state: str
    names: str
    both: bool
    same_cause: bool
    url: str = ""


def same_parties(filing: Filing) -> list[Same]:
    """What a reviewer should look at before docketing (民诉法解释第二百四十七条, 虚假诉讼的防范)."""
    rows = list(filing.parties.all())
    found = [*_cases(filing, rows), *_filings(filing, rows)]
    return sorted(found, key=lambda one: (not one.both, not one.same_cause))[:MOST]


def _fits(row: FilingParty, name_key: str, id_index: str) -> bool:
    """The same number, or the same name where a number is unknown on a side."""
    return row.id_index == id_index if row.id_index and id_index else row.name_key == name_key


def _cases(filing: Filing, rows: list[FilingParty]) -> list[Same]:
    who = Q(person__name_key__in=[r.name_key for r in rows]) | Q(
        person__id_index__in=[r.id_index for r in rows if r.id_index])
    parties = Party.objects.filter(who, left_on=None).exclude(case__filing_id=filing.pk)
    ids = list(parties.order_by("-case_id").values_list("case_id", flat=True).distinct()[:MOST * 3])
    cases = Case.objects.filter(pk__in=ids, is_state_secret=False).prefetch_related("parties__person").order_by("-id")
    found = []
    for case in cases:
        them = [(p.role, p.name, p.person.name_key, p.person.id_index) for p in case.parties.all()]
        if same := _same(rows, them):
            found.append(Same(case.number, case.cause, "已结" if case.closed_on else "在办", same[0], same[1],
                              case.cause_code == filing.cause_code))
    return found


def _filings(filing: Filing, rows: list[FilingParty]) -> list[Same]:
    who = Q(name_key__in=[r.name_key for r in rows]) | Q(id_index__in=[r.id_index for r in rows if r.id_index])
    others = FilingParty.objects.filter(who, filing__state__in=OPEN).exclude(filing=filing)
    ids = list(others.order_by("-filing_id").values_list("filing_id", flat=True).distinct()[:MOST * 3])
    found = []
    for other in Filing.objects.filter(pk__in=ids).prefetch_related("parties").order_by("-id"):
        them = [(p.role, p.name, p.name_key, p.id_index) for p in other.parties.all()]
        if same := _same(rows, them):
            url = _address(other) if other.court_id == filing.court_id else ""
            found.append(Same(other.number, other.cause, other.get_state_display(), same[0], same[1],
                              other.cause_code == filing.cause_code, url))
    return found


def _address(other: Filing) -> str:
    try:
        return reverse("filing_review", args=[other.pk])
    except NoReverseMatch:
        return ""


def _same(rows: list[FilingParty], them: list[tuple[str, str, str, str]]) -> tuple[str, bool] | None:
    hits = [(row, name) for row in rows for role, name, key, index in them if _fits(row, key, index)]
    if not hits:
        return None
    roles = {row.role for row, _ in hits}
    return "、".join(dict.fromkeys(name for _, name in hits)), {"plaintiff", "defendant"} <= roles
