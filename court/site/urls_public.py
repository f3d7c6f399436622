"""Addresses of the public face (internet). No staff code path is mounted here."""

from django.urls import include, path

from court.base.access.views import open_to
from court.kit.pages import switch_elders
from court.site import health, rooms

urlpatterns = [
    *health.urlpatterns,
    path("elders", open_to("anyone")(switch_elders), name="elders"),
    *[path("", include(module)) for module in [*rooms.addresses("urls_public"), *rooms.demo_addresses()]],
]
handler400 = "court.kit.errors.bad_request"
handler403 = "court.kit.errors.forbidden"
handler404 = "court.kit.errors.not_found"
handler500 = "court.kit.errors.fault"
