"""Who bears a fee, in the words of a judgment: alone, in parts, or several together (共同负担)."""

from court.kit import money
from court.spine.cases.models import Case
from law.fees.burden import sentence


def in_words(case: Case, told: list[dict]) -> list[str]:
    """A sentence a fee: 案件受理费1050元，减半收取计525元，由被告张三负担。

    told  as `Case.facts["fee_burden"]["matters"]` has it: {"label", "full_fen", "payable_fen", "rows", "joint"}
    Raises KeyError for a party the case does not have, LawError when the parts do not add up.
    """
    people = {str(p.pk): (p.get_role_display(), p.name) for p in case.parties.all()}
    return [sentence(label=one["label"], full=money.yuan(one["full_fen"]), payable=money.yuan(one["payable_fen"]),
                     bearers=[(_named(people, pks), money.yuan(amount)) for pks, amount in groups(one)])
            for one in told]  # fmt: skip


def groups(matter: dict) -> list[tuple[list[str], int]]:
    """[([party id …], fen)] in the order of the parties: those who bear together stand as one, with the sum of their parts."""
    together = {pk: tuple(group) for group in matter.get("joint", []) for pk in group}
    found: dict[tuple[str, ...], int] = {}
    for row in matter["rows"]:
        group = together.get(row["party"], (row["party"],))
        found[group] = found.get(group, 0) + row["amount_fen"]
    return [(list(group), amount) for group, amount in found.items()]


def _named(people: dict[str, tuple[str, str]], pks: list[str]) -> str:
    """被告张三 · 被告张三、李四共同 · 原告王五、被告张三共同"""
    last, words = "", []
    for pk in pks:
        role, name = people[pk]
        words.append(name if role == last else f"{role}{name}")
        last = role
    return "、".join(words) + ("共同" if len(pks) > 1 else "")
