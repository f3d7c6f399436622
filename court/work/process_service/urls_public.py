from django.urls import path

from court.work.process_service import views_public

urlpatterns = [
    path("served/", views_public.papers, name="my_papers"),
    path("served/<int:pk>/", views_public.paper, name="my_paper"),
]
