"""A quote of the fee for a case about to be filed, explained slice by slice for the filing page."""
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.choices import choices
from law.fees import acceptance, applications, changes
from law.fees.halving import halved, halving_grounds
from law.fees.kinds import FeeKind, kind_named, kind_of
from law.fees.money import checked, yuan
from law.fees.payment import fee_prepay_required
from law.instruments import cite
from law.registry import rule
from law.rows import row

PROCEDURES = {
    "ordinary": "普通程序", "simplified": "简易程序", "small_claims": "小额诉讼程序",
}
APPLICATIONS = ("payment_order", "public_notice", "set_aside_award", "bankruptcy", "preservation", "enforcement")
PREPAY = {"enforcement": "申请执行", "bankruptcy": "申请破产", "free": "特别程序", "preservation": "申请保全",
          "payment_order": "支付令", "public_notice": "公示催告", "set_aside_award": "仲裁"}
BURDEN = {"enforcement": "enforcement", "preservation": "preservation", "public_notice": "public_notice",
          "bankruptcy": "bankruptcy", "set_aside_award": "arbitration", "divorce": "divorce",
          "payment_order": "payment_order_unopposed"}


def procedure_named(procedure: str) -> str:
    for key, label in PROCEDURES.items():
        if procedure in (key, label, label.removesuffix("程序"), label.removesuffix("诉讼程序")):
            return key
    raise LawError("bad_procedure", f"无法识别的程序“{procedure}”，可选：{'、'.join(PROCEDURES.values())}。")


def _property(amounts: list[Decimal], others: int, base, rounding, filed) -> Answer:
    return changes.fee_mixed(property_amounts=amounts, non_property=others, base=base, rounding=rounding, filed=filed)


def _ip(amounts: list[Decimal], others: int, base, rounding, filed) -> Answer:
    return acceptance.fee_ip(amount=sum(amounts) if amounts else None, base=base, rounding=rounding, filed=filed)


def _divorce(amounts: list[Decimal], others: int, base, rounding, filed) -> Answer:
    return acceptance.fee_divorce(base=base, property_total=sum(amounts) if amounts else None, rounding=rounding,
                                  filed=filed)


def _personality(amounts: list[Decimal], others: int, base, rounding, filed) -> Answer:
    return acceptance.fee_personality(base=base, damages=sum(amounts) if amounts else None, rounding=rounding,
                                      filed=filed)


def _free(amounts: list[Decimal], others: int, base, rounding, filed) -> Answer:
    return Answer({"fee": Decimal(0)}, [Step("不交纳案件受理费", cite("FEE", "8"))])


def _needed(amounts: list[Decimal], what: str) -> Decimal:
    if not amounts:
        raise LawError("amount_needed", f"请填写{what}，才能计算费用。", cite("FEE", "14"))
    return sum(amounts, Decimal(0))


CHARGES: dict[str, Callable[..., Answer]] = {
    "property": _property, "ip": _ip, "divorce": _divorce, "personality": _personality, "free": _free,
    "non_property": lambda a, n, base, r, filed: acceptance.fee_non_property(base=base, filed=filed),
    "labour": lambda a, n, base, r, filed: acceptance.fee_labour(filed=filed),
    "admin": lambda a, n, base, r, filed: acceptance.fee_admin(filed=filed),
    "payment_order": lambda a, n, base, r, filed: applications.fee_payment_order(
        amount=_needed(a, "请求给付的金额"), rounding=r, filed=filed),
    "public_notice": lambda a, n, base, r, filed: applications.fee_public_notice(filed=filed),
    "set_aside_award": lambda a, n, base, r, filed: applications.fee_set_aside_award(filed=filed),
    "bankruptcy": lambda a, n, base, r, filed: applications.fee_bankruptcy(
        total_assets=_needed(a, "破产财产总额"), rounding=r, filed=filed),
    "preservation": lambda a, n, base, r, filed: applications.fee_preservation(
        amount=sum(a) if a else None, rounding=r, filed=filed),
    "enforcement": lambda a, n, base, r, filed: applications.fee_enforcement(
        amount=sum(a) if a else None, base=base, rounding=r, filed=filed),
}


@rule("fee.quote")
def quote(*, filed: date, cause: str | None = None, kind: str | None = None, amount: Decimal | None = None,
          amounts: list[Decimal] | None = None, non_property: int = 0, procedure: str = "ordinary",
          halve: list[str] | None = None, base: Decimal | None = None, bases: dict[str, Decimal] | None = None,
          rounding: str | None = None) -> Answer:
    """The fee of a case to be filed.

    filed          the filing day: it chooses the tariff
    cause          civil cause by code or name; it chooses the kind of fee, unless `kind` is given (see LABELS)
    amount(s)      the sum claimed, or the sum of each property claim; for a divorce all property to be
                   divided, for personality rights the damages, for preservation what is to be preserved
    non_property   how many claims have no property
    procedure      ordinary, simplified, small_claims
    halve          further grounds, such as "counterclaim"
    base           the province's figure where the 办法 gives a range; without it the lower end, unverified
    bases          the same for every kind that a court has set: {"divorce": 200, "non_property": 80, …}
    Gives {"kind", "kind_label", "amount", "procedure", "fee", "payable", "halved", "prepay", "pay_within",
    "lines": [{"text", "article", "verified"}], "by_procedure": {procedure: payable}, "notes": [sentence]}.
    Raises LawError: unknown_cause, bad_kind, bad_amount, amount_needed, no_claim, no_tariff, bad_procedure,
    base_out_of_range, no_law_on_date.
    """
    sums = [checked(each, "诉讼请求金额") for each in ([amount] if amount is not None else amounts or [])]
    track = procedure_named(procedure)
    chosen = kind_named(kind) if kind else _kind(cause, sums)
    base = base if base is not None else (bases or {}).get(chosen.key)
    charged = _charged(chosen, sums, non_property, base, rounding, filed)
    fee, may_halve = charged["fee"], chosen.key not in APPLICATIONS and charged["fee"] > 0
    grounds = [*([track] if track != "ordinary" else []), *(halve or [])] if may_halve else []
    payable, more = halved(fee, grounds, rounding)
    prepay = fee_prepay_required(kind=PREPAY.get(chosen.key, "起诉"))
    steps = [Step(f"按{chosen.label}收费", chosen.source), *charged.steps, *more]
    return Answer({
        "kind": chosen.key, "kind_label": chosen.label, "amount": sum(sums) if sums else None, "procedure": track,
        "fee": fee, "payable": payable, "halved": payable < fee, "prepay": prepay["required"] and fee > 0,
        "pay_within": row("fees", "pay.notice", filed).value,
        "lines": [{"text": step.text, "article": str(step.cite or ""), "verified": not (step.cite and
                   step.cite.unverified)} for step in steps],
        "by_procedure": _by_procedure(fee, may_halve, halve or [], rounding),
        "notes": _notes(chosen, may_halve, prepay),
    }, [*steps, *prepay.steps], unverified=charged.unverified)


def _kind(cause: str | None, sums: list[Decimal]) -> FeeKind:
    if cause is None:
        raise LawError("bad_input", "请给出案由或者收费类别。")
    return kind_of(cause, bool(sums))


def _charged(chosen: FeeKind, sums: list[Decimal], others: int, base: Decimal | None, rounding: str | None,
             filed: date) -> Answer:
    if chosen.key not in CHARGES:
        raise LawError("no_tariff", f"{chosen.label}：未见明文收费标准，请由立案人员核定后录入。", chosen.source)
    return CHARGES[chosen.key](sums, others, base, rounding, filed)


def _by_procedure(fee: Decimal, may_halve: bool, halve: list[str], rounding: str | None) -> dict[str, Decimal]:
    """What the case costs on each track, so that a party sees the effect of the procedure."""
    return {track: halved(fee, [*([track] if track != "ordinary" else []), *halve], rounding)[0] if may_halve else fee
            for track in PROCEDURES}


def _notes(chosen: FeeKind, may_halve: bool, prepay: Answer) -> list[str]:
    notes = []
    if may_halve:
        notes.append(f"调解结案或者撤诉的，减半交纳（{cite('FEE', '15')}）；减半只能一次（{cite('CPI', '206')}）。")
        notes.append(f"交纳确有困难的，可以申请缓交、减交或者免交（{cite('FEE', '44')}）。")
    if chosen.key == "labour":
        notes.append(f"追索劳动报酬的，可以不预交（{cite('FEE', '第二十条第一款')}）。")
    if not prepay["required"]:
        notes.append("本项费用不预交。")
    if chosen.key not in ("free", "labour"):
        bears = next(c for c in choices("fee-choices", "burden") if c.key == BURDEN.get(chosen.key, "lost"))
        notes.append(f"费用的负担：{bears.value}（{bears.cite()}）。")
    return notes


def choices_for_pages() -> dict[str, list[tuple[str, str]]]:
    """Lists for forms: procedures and grounds to halve, as (key, Chinese label)."""
    return {"procedures": list(PROCEDURES.items()), "halving": halving_grounds()}


def summary(answer: Answer) -> str:
    """A quote in one sentence for messages: 案件受理费2,300元，减半交纳1,150元。"""
    if answer["fee"] == 0:
        return "本案不交纳案件受理费。"
    what = "申请费" if answer["kind"] in APPLICATIONS else "案件受理费"
    tail = f"，减半交纳{yuan(answer['payable'])}" if answer["halved"] else ""
    return f"{what}{yuan(answer['fee'])}{tail}。"
