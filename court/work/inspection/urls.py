from django.urls import path

from court.work.inspection import views

urlpatterns = [
    path("inspections/", views.inspections, name="inspections"),
    path("inspections/<int:pk>/", views.inspection, name="inspection"),
    path("inspections/<int:pk>/log/", views.looked_at, name="inspection_log"),
]
