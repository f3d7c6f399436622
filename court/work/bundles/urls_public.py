from django.urls import path

from court.work.bundles import views

urlpatterns = [
    path("cases/<int:case_id>/bundles/", views.choose, name="litigant_bundles"),
    path("bundles/<int:pk>/", views.bundle, name="litigant_bundle"),
    path("bundles/<int:pk>/download/", views.download, name="litigant_bundle_download"),
    path("bundles/<int:pk>/<str:what>/", views.change, name="litigant_bundle_change"),
    path("bundles/selections/<int:pk>/forget/", views.forget, name="litigant_selection_forget"),
]
