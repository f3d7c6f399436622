"""What rooms of the work say about one case on its page: service and sittings, where this house has those rooms."""

from django.apps import apps

from court.counter.desk import addresses, sittings
from court.spine.cases.models import Case

SHOWN = 20


def of_case(case: Case) -> dict:
    """served, service_url, sittings; empty where there is nothing or no such room."""
    return {"served": _served(case), "service_url": addresses.first("services_of_case", "case_services", args=(case.pk,)),
            "sittings": sittings.of_case(case)}


def _served(case: Case) -> list:
    if not apps.is_installed("court.work.process_service"):
        return []
    orders = apps.get_model("process_service", "ServiceOrder").objects.filter(case=case)
    return list(orders.select_related("document", "party").order_by("-id")[:SHOWN])
