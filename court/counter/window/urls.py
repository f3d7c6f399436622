from django.urls import path

from court.counter.window import views

urlpatterns = [
    path("window/people/", views.people, name="window_people"),
    path("window/people/<int:pk>/", views.person, name="window_person"),
    path("window/corrections/", views.listed, name="window_corrections"),
    path("window/corrections/<int:pk>/decide/", views.decide, name="window_correction_decide"),
]
