"""Probes: /healthz says the process answers, /readyz that it can do the court's work; nothing but yes or no."""

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from court.base.access.views import open_to


@require_safe
@open_to("anyone")
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"ok": True})


@require_safe
@open_to("anyone")
def readyz(request: HttpRequest) -> JsonResponse:
    """503 when a database does not answer or the data folder is gone."""
    ready = {"database": _answers("default"), "reads": _answers("reads"), "files": settings.COURT_HOME.is_dir()}
    return JsonResponse(ready, status=200 if all(ready.values()) else 503)


def _answers(alias: str) -> bool:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


urlpatterns = [path("healthz", healthz, name="healthz"), path("readyz", readyz, name="readyz")]
