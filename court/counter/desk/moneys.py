"""The money of one case: what is owed, what came, what goes back."""

from court.spine.cases.models import Case
from court.work.fees.models import Order


def of_case(case: Case) -> dict:
    """{"orders": [...]}, each with its lines and refunds."""
    orders = Order.objects.filter(case=case).select_related("payer").prefetch_related("lines", "refunds").order_by("id")
    return {"orders": list(orders)}
