from django.urls import path

from court.spine.errands import views

urlpatterns = [
    path("duty/", views.duty_page, name="duty"),
    path("duty/retry/", views.retry_all, name="duty_retry_all"),
    path("duty/<int:errand_id>/retry/", views.retry, name="duty_retry"),
    path("duty/<int:errand_id>/abandon/", views.abandon, name="duty_abandon"),
]
