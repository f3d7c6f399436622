from django.urls import path

from court.work.bundles import views

urlpatterns = [
    path("cases/<int:case_id>/bundles/", views.choose, name="bundles"),
    path("bundles/<int:pk>/", views.bundle, name="bundle"),
    path("bundles/<int:pk>/download/", views.download, name="bundle_download"),
    path("bundles/<int:pk>/<str:what>/", views.change, name="bundle_change"),
    path("bundles/selections/<int:pk>/forget/", views.forget, name="selection_forget"),
]
