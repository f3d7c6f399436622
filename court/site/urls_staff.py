"""Addresses of the staff face (法院专网). Everything of the staff is under /staff/, on every face alike."""

from django.urls import include, path
from django.views.generic import RedirectView

from court.base.access.views import open_to
from court.site import health, rooms

urlpatterns = [
    *health.urlpatterns,
    path("", open_to("anyone")(RedirectView.as_view(url="/staff/")), name="staff_front"),
    *[path("staff/", include(module)) for module in rooms.addresses("urls")],
    *[path("", include(module)) for module in rooms.demo_addresses()],
]
handler400 = "court.kit.errors.bad_request"
handler403 = "court.kit.errors.forbidden"
handler404 = "court.kit.errors.not_found"
handler500 = "court.kit.errors.fault"
