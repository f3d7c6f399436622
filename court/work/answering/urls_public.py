from django.urls import path

from court.work.answering import views_public

urlpatterns = [
    path("join/", views_public.join, name="join"),
    path("cases/<int:pk>/submit/<str:kind>/", views_public.submit, name="submit"),
]
