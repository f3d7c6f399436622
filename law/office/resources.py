"""Things the court uses: official cars by their standard, and what the use register holds."""

from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.instruments import cite
from law.registry import rule
from law.rows import row

CAR_KINDS = ("机要", "轿车", "越野")
USE_REGISTER = ("车牌号", "用车人", "事由", "出车时间", "返回时间", "行驶里程", "驾驶人")
SEAL_REGISTER = ("印章名称", "用印事由", "文件名称", "份数", "批准人", "用印人", "用印时间")


@rule("car.within_standard")
def car_within_standard(
    *,
    kind: str,
    price: Decimal,
    litres: Decimal,
    price_limit: Decimal | None = None,
    litres_limit: Decimal | None = None,
) -> Answer:
    """Whether a car keeps the standard. {"within": bool}; kind 机要, 轿车 or 越野.

    price_limit, litres_limit  a court's own standard: all shipped numbers are configuration.
    Raises LawError("unknown_kind"). Source: 党政机关公务用车管理办法 (from memory).
    """
    found = next((name for name in CAR_KINDS if name in kind), None)
    if found is None:
        raise LawError("unknown_kind", f"无法识别的车型“{kind}”，可选：{'、'.join(CAR_KINDS)}。")
    dearest, largest = row("office", f"car.{found}.price"), row("office", f"car.{found}.litres")
    most = dearest.number if price_limit is None else price_limit
    size = largest.number if litres_limit is None else litres_limit
    text = f"{found}用车价格不超过{most:,}元、排气量不超过{size}升"
    return Answer({"within": price <= most and litres <= size}, [Step(text, dearest.cite())])


@rule("car.replace_from_years")
def replace_from_years() -> Answer:
    """After how many years a car may be replaced. {"years": 8}."""
    found = row("office", "car.years")
    return Answer({"years": found.whole}, [Step(f"公务用车使用{found.value}年以上的，可以更新", found.cite())])


@rule("car.register_fields")
def register_fields() -> Answer:
    """What the use register holds. {"fields": [names]}. Source: 机关事务管理条例第26条."""
    return Answer(
        {"fields": list(USE_REGISTER)}, [Step("公务用车集中管理、统一调度，登记使用情况", cite("OFFADM", "26"))]
    )
