from django.urls import path

from court.work.appeals import views

urlpatterns = [
    path("appeals/", views.appeals, name="appeals"),
    path("appeals/<int:pk>/", views.appeal, name="appeal_file"),
    path("appeals/<int:pk>/receive/", views.receive, name="appeal_receive"),
]
