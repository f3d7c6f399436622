"""Yes/no facts of a case by name, some of them spelt in several ways."""
from collections.abc import Mapping

from law.answer import LawError
from law.choices import Choice, choices


def raised(listed: str, facts: Mapping[str, object], file: str = "procedure-choices") -> list[Choice]:
    """The entries of a list that the facts affirm, in the order of the law.

    facts   names of the list's entries, or of their other spellings, with true or false
    Raises LawError("bad_input") for a name that the list doesn't know or a value that isn't true or false.
    """
    rows = choices(file, listed)
    by_name = {name: row for row in rows for name in (row.key, row.label, *row.value.split())}
    if unknown := facts.keys() - by_name.keys():
        raise LawError("bad_input", f"不认识的事项：{'、'.join(sorted(unknown))}")
    for name, value in facts.items():
        if value is not None and not isinstance(value, bool):
            raise LawError("bad_input", f"“{name}”应为是或者否。")
    affirmed = {by_name[name].key for name, value in facts.items() if value}
    return [row for row in rows if row.key in affirmed]


def labels(listed: str) -> list[tuple[str, str]]:
    """A list as (key, label), for forms."""
    return [(row.key, row.label) for row in choices("procedure-choices", listed)]
