"""Addresses of other rooms by name. A room that is not in this house, or not on this face, has none ("")."""

from django.urls import NoReverseMatch, reverse


def first(*names: str, args: tuple = ()) -> str:
    """The address of the first name that is mounted."""
    for name in names:
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return ""


def of_case(name: str, case_id: int) -> str:
    """The page of a room for one case: by the case's id, else the room's page without one."""
    return first(name, args=(case_id,)) or first(name)


def act(code: str, spec, case_id: int) -> str:
    """Where an act is done: on the room's own page where the definition names one that is mounted, else the form."""
    own = of_case(spec.page, case_id) if spec.page else ""
    return own or reverse("case_act", args=(case_id, code))
