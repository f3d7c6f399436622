from django.urls import path

from court.base.people import views_demo

urlpatterns = [
    path("enter/", views_demo.enter, name="enter"),
    path("enter/<int:pk>/", views_demo.enter_as, name="enter_as"),
]
