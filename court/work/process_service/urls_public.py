from django.urls import path

from court.work.process_service import views_public

app_name = "process_service_public"
urlpatterns = [
    path("served/", views_public.papers, name="papers"),
    path("served/<int:pk>/", views_public.paper, name="paper"),
]
