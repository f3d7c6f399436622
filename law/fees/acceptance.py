"""Acceptance fees (案件受理费) of the first instance, by kind of case: 诉讼费用交纳办法第十三条."""
from datetime import date
from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.choices import choices, pick
from law.fees.bands import Line, charge
from law.fees.halving import Grounds, halved
from law.fees.money import checked, full, half, rounding_named, yuan
from law.registry import rule
from law.rows import row


def property_fee(amount: Decimal, filed: date | None = None) -> tuple[Decimal, list[Line]]:
    """The unrounded fee of a property case and its slices.

    >>> property_fee(Decimal(100_000))[0]
    Decimal('2300.000')
    """
    return charge("property", checked(amount, "诉讼请求金额"), filed)


@rule("fee.property")
def fee_property(*, amount: Decimal, halve: Grounds = None, rounding: str | None = None,
                 filed: date | None = None) -> Answer:
    """The fee of a property case. {"fee"}, with grounds to halve also {"payable"}.

    amount    the sum or value claimed, yuan
    halve     one or more grounds (see `fee.halve_once`)
    rounding  a court's setting: "cent" (default), "yuan_half_up", "yuan_half_up_after_halving"; where
              the whole fee is rounded, "halved" shows what half would be
    Raises LawError("bad_amount", "bad_ground", "bad_rounding", "no_law_on_date"). Source: 第十三条第一项.
    """
    raw, lines = property_fee(amount, filed)
    fee = full(raw, rounding)
    steps = [*(line.step() for line in lines), total_step(raw, fee, "案件受理费")]
    values = {"fee": fee}
    if halve:
        values["payable"], more = halved(fee, halve, rounding)
        steps += more
    elif rounding_named(rounding) == "yuan_half_up":
        values["halved"] = half(fee, rounding)
    return Answer(values, steps)


def total_step(raw: Decimal, fee: Decimal, what: str) -> Step:
    """The sum, and the rounding where it changed anything."""
    return Step(f"{what}合计{yuan(fee)}" if raw == fee else f"{what}合计{yuan(raw)}，尾数处理后为{yuan(fee)}")


def base_fee(kind: str, base: Decimal | None, filed: date | None, what: str) -> tuple[Decimal, Step]:
    """The fee per case inside the range of the 办法.

    base   what the province or court fixed; None takes the configured figure, which is unverified
    Raises LawError("base_out_of_range").
    """
    low, high = row("fees", f"{kind}.min", filed), row("fees", f"{kind}.max", filed)
    if base is None:
        found = row("fees", f"{kind}.base", filed)
        return found.number, Step(f"{what}每件{yuan(found.number)}（幅度{yuan(low.number)}至{yuan(high.number)}，"
                                  "本省具体标准尚未录入，暂按幅度下限）", found.cite())
    if not low.number <= base <= high.number:
        raise LawError("base_out_of_range", f"{what}每件应在{yuan(low.number)}至{yuan(high.number)}之间，"
                       f"不能按{yuan(base)}收取，请核对本省标准。", low.cite())
    return base, Step(f"{what}每件{yuan(base)}", low.cite())


def base_and_bands(kind: str, table: str, base: Decimal | None, amount: Decimal | None, rounding: str | None,
                   filed: date | None, names: tuple[str, str]) -> Answer:
    """A fee per case and, above a free part, a share of a sum."""
    first, step = base_fee(kind, base, filed, names[0])
    raw, lines = charge(table, checked(amount, names[1]), filed) if amount is not None else (Decimal(0), [])
    fee = full(first + raw, rounding)
    return Answer({"fee": fee}, [step, *(line.step() for line in lines), total_step(first + raw, fee, "案件受理费")])


@rule("fee.divorce")
def fee_divorce(*, base: Decimal | None = None, property_total: Decimal | None = None,
                rounding: str | None = None, filed: date | None = None) -> Answer:
    """The fee of a divorce. {"fee"}.

    base             the province's figure, 50 to 300 yuan; left out, the configured one (unverified)
    property_total   all property to be divided, yuan; up to 200,000 costs nothing more
    Source: 第十三条第二项第1目.
    """
    return base_and_bands("divorce", "divorce_property", base, property_total, rounding, filed,
                          ("离婚案件", "财产总额"))


@rule("fee.personality")
def fee_personality(*, base: Decimal | None = None, damages: Decimal | None = None,
                    rounding: str | None = None, filed: date | None = None) -> Answer:
    """The fee of a personality-rights case. {"fee"}. base 100 to 500 yuan; damages up to 50,000 cost nothing more.

    Source: 第十三条第二项第2目.
    """
    return base_and_bands("personality", "personality_damages", base, damages, rounding, filed,
                          ("人格权案件", "损害赔偿金额"))


@rule("fee.non_property")
def fee_non_property(*, base: Decimal | None = None, filed: date | None = None) -> Answer:
    """The fee of any other case without property. {"fee"}. Source: 第十三条第二项第3目."""
    fee, step = base_fee("non_property", base, filed, "其他非财产案件")
    return Answer({"fee": fee}, [step])


@rule("fee.ip")
def fee_ip(*, amount: Decimal | None = None, base: Decimal | None = None, rounding: str | None = None,
           filed: date | None = None) -> Answer:
    """The fee of a civil case on intellectual property. {"fee"}. Source: 第十三条第三项.

    amount   None where no sum is in dispute: then base, 500 to 1,000 yuan
    """
    if amount is not None:
        return fee_property(amount=amount, rounding="cent" if rounding is None else rounding, filed=filed)
    fee, step = base_fee("ip", base, filed, "没有争议金额的知识产权民事案件")
    return Answer({"fee": fee}, [step])


@rule("fee.labour")
def fee_labour(*, filed: date | None = None) -> Answer:
    """The fee of a labour dispute. {"fee"}. Source: 第十三条第四项."""
    found = row("fees", "labour", filed)
    return Answer({"fee": found.number}, [Step(f"劳动争议案件每件{yuan(found.number)}", found.cite())])


@rule("fee.admin")
def fee_admin(*, kind: str = "other", filed: date | None = None) -> Answer:
    """The fee of an administrative case. {"fee"}; compensation cases are free. Source: 第八条第四项, 第十三条第五项."""
    found = pick(kind, choices("fee-choices", "admin"), "bad_kind", "行政案件类别")
    fee = Decimal(0) if found.value == "0" else row("fees", f"admin.{found.value}", filed).number
    return Answer({"fee": fee}, [Step(f"{found.label}每件{yuan(fee)}" if fee else f"{found.label}不交纳案件受理费",
                                      found.cite())])


@rule("fee.jurisdiction_objection")
def fee_jurisdiction_objection(*, upheld: bool = False, base: Decimal | None = None,
                               filed: date | None = None) -> Answer:
    """The fee of an objection to jurisdiction: due only when it fails. {"fee"}. Source: 第十三条第六项."""
    fee, step = base_fee("jurisdiction_objection", base, filed, "管辖权异议不成立的")
    if upheld:
        return Answer(
            {"fee": Decimal(0)}, [Step("管辖权异议成立，不交纳费用", row("fees", "jurisdiction_objection.min").cite())]
        )
    return Answer({"fee": fee}, [step])


@rule("fee.free")
def fee_free(*, kind: str) -> Answer:
    """Whether a kind of case costs no acceptance fee. {"free": bool}. Source: 第八条, 第九条.

    Raises LawError("bad_kind") for a kind that neither article names.
    """
    found = pick(kind, choices("fee-choices", "free"), "bad_kind", "案件类别")
    free = found.value != "charged"
    return Answer({"free": free}, [Step(f"{found.label}{'不' if free else '应当'}交纳案件受理费", found.cite())])
