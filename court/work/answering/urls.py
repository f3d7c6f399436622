from django.urls import path

from court.work.answering import views

urlpatterns = [
    path("cases/<int:pk>/joining/", views.requests, name="join_requests"),
    path("joining/<int:pk>/", views.decide, name="join_decide"),
]
