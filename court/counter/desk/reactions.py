"""Messages of the spine lead to the desk's case page; forms of acts that came too late are shown in their own words."""

from django.urls import ResolverMatch

from court.base.people import held_words
from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.messages import links

links.case_page("staff", "case_page")


def labels(match: ResolverMatch) -> dict[str, str]:
    """The labels of an act's form, from the case's own definition."""
    if match.url_name != "case_act":
        return {}
    case = Case.objects.filter(pk=match.kwargs["case_id"]).first()
    definition = definitions.of(case) if case else None
    act = definition.act(match.kwargs["code"]) if definition else None
    return {name: spec.label for name, spec in definition.fields_of(act).items()} if definition and act else {}


if labels not in held_words.LABELLERS:
    held_words.LABELLERS.append(labels)
