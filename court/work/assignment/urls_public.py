from django.urls import path

from court.work.assignment import views_public

urlpatterns = [
    path("draw/", views_public.verify, name="draw_verify"),
    path("draw/<str:code>/record.json", views_public.record, name="draw_verify_record"),
]
