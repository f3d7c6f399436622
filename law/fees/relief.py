"""Judicial relief (司法救助): exemption, reduction and deferral of litigation fees."""
from datetime import date
from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.choices import Choice, choices, pick
from law.fees.money import checked, fen, yuan
from law.instruments import cite
from law.registry import rule
from law.rows import row


def grounds(kind: str | None = None) -> list[tuple[str, str, str]]:
    """Key, label and kind of relief of every ground of 第四十五条 to 第四十七条, for a list to choose from."""
    return [(c.key, c.label, c.value) for c in choices("fee-choices", "relief") if kind in (None, c.value)]


def applicant_kind(applicant: str) -> Choice:
    return pick(applicant, choices("fee-choices", "applicant"), "bad_applicant", "申请人类别")


@rule("fee.relief_exempt_valid")
def relief_exempt_valid(*, applicant: str, ground: str | None = None) -> Answer:
    """Whether exemption (免交) may be granted: only to natural persons. {"valid": bool}.

    applicant   natural_person, company, organisation, welfare … or Chinese
    ground      optional: must then be one of 第四十五条
    Source: 诉讼费用交纳办法第四十四条第二款, 第四十五条.
    """
    found = applicant_kind(applicant)
    if found.value != "natural":
        return Answer({"valid": False}, [Step(f"申请人为{found.label}，诉讼费用的免交只适用于自然人", found.cite())])
    step = Step("申请人为自然人，可以申请免交", found.cite())
    if ground is None:
        return Answer({"valid": True}, [step])
    why = pick(ground, choices("fee-choices", "relief"), "bad_ground", "司法救助事由")
    fits = why.value == "exempt"
    return Answer({"valid": fits}, [step, Step(f"{why.label}，{'符合' if fits else '不属于'}免交情形", why.cite())])


@rule("fee.relief_reduce_valid")
def relief_reduce_valid(*, percent: Decimal, filed: date | None = None) -> Answer:
    """Whether a reduction (减交) is deep enough. {"valid": bool}. percent is what is taken off, at least 30.

    Source: 第四十六条第二款.
    """
    least = row("fees", "relief.reduce_min", filed)
    valid = least.number <= percent <= 100
    return Answer(
        {"valid": valid},
        [Step(f"减交比例{percent}%，{'不低于' if valid else '不符合不得低于'}{least.value}%的要求", least.cite())],
    )


@rule("fee.relief_defer_valid")
def relief_defer_valid(*, ground: str, decided: date | None = None, docketed: date | None = None) -> Answer:
    """Whether a deferral (缓交) stands. {"valid": bool}: a ground of 第四十七条, decided before the case is docketed.

    Source: 第四十七条, 第四十九条.
    """
    why = pick(ground, choices("fee-choices", "relief"), "bad_ground", "司法救助事由")
    fits = why.value == "defer"
    in_time = decided is None or docketed is None or decided <= docketed
    steps = [Step(f"{why.label}，{'符合' if fits else '不属于'}缓交情形", why.cite())]
    if not in_time:
        steps.append(Step("准予缓交的决定应当在决定立案之前作出", cite("FEE", "49")))
    return Answer({"valid": fits and in_time}, steps)


@rule("fee.relief")
def relief(*, kind: str, applicant: str, ground: str, fee: Decimal, percent: Decimal | None = None,
           filed: date | None = None) -> Answer:
    """What a granted relief makes of a fee. {"payable_now", "deferred", "waived"}, yuan.

    kind      exempt, reduce, defer, or Chinese
    ground    a ground of the article for that kind
    percent   how much is taken off, for a reduction
    Raises LawError("not_natural_person", "bad_ground", "bad_percent"), each with the article and the cure.
    """
    wanted = pick(kind, choices("fee-choices", "relief_kind"), "bad_kind", "司法救助种类")
    why = pick(ground, choices("fee-choices", "relief"), "bad_ground", "司法救助事由")
    who = applicant_kind(applicant)
    whole = fen(checked(fee, "诉讼费用"))
    if wanted.key == "exempt" and who.value != "natural":
        raise LawError(
            "not_natural_person", f"申请人为{who.label}，免交只适用于自然人，可以改为申请减交或者缓交。", who.cite()
        )
    if why.value != wanted.key:
        raise LawError(
            "bad_ground",
            f"“{why.label}”不是{wanted.label}的事由，请改选{wanted.cite()}所列情形或者变更申请种类。",
            wanted.cite(),
        )
    steps = [Step(f"{why.label}，准予{wanted.label}", why.cite())]
    nothing = Decimal(0)
    if wanted.key == "defer":
        return Answer({"payable_now": nothing, "deferred": whole, "waived": nothing}, steps)
    off = Decimal(100) if wanted.key == "exempt" else percent
    if off is None or not relief_reduce_valid(percent=off, filed=filed)["valid"]:
        least = row("fees", "relief.reduce_min", filed)
        raise LawError(
            "bad_percent", f"减交比例不得低于{least.value}%，请填写{least.value}至100之间的比例。", least.cite()
        )
    waived = fen(whole * off / 100)
    steps.append(Step(f"{yuan(whole)}减免{off}%，应交{yuan(whole - waived)}，并在法律文书中载明", cite("FEE", "51")))
    return Answer({"payable_now": whole - waived, "deferred": nothing, "waived": waived}, steps)
