from django.urls import path

from court.work.archives import views

urlpatterns = [
    path("archives/", views.archives, name="archives"),
    path("archives/<int:pk>/check/", views.check, name="archive_check"),
    path("archives/<int:pk>/download/", views.download, name="archive_download"),
]
