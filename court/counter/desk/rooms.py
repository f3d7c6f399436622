"""What rooms of the work say about one case on its page: service and sittings."""

from datetime import date

from court.counter.desk import addresses, sittings
from court.spine.cases.models import Case
from court.work.process_service.models import ServiceOrder

SHOWN = 20


def of_case(case: Case, today: date) -> dict:
    """served (the newest twenty), service_url, sittings; empty where there is nothing."""
    orders = ServiceOrder.objects.filter(case=case).select_related("document", "party").order_by("-id")
    return {
        "served": list(orders[:SHOWN]),
        "sittings": sittings.of_case(case, today),
        "service_url": addresses.first("services_of_case", args=(case.pk,)),
    }
