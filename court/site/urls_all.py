"""Both faces on one machine: the demo, and a small court."""

from django.urls import include, path

from court.site import rooms, urls_public

urlpatterns = [
    *[path("staff/", include(module)) for module in rooms.addresses("urls")],
    *urls_public.urlpatterns,
]
handler400 = "court.kit.errors.bad_request"
handler403 = "court.kit.errors.forbidden"
handler404 = "court.kit.errors.not_found"
handler500 = "court.kit.errors.fault"
