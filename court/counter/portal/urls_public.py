from django.urls import path

from court.counter.portal import views_public

urlpatterns = [
    path("", views_public.home, name="home"),
    path("cases/", views_public.my_cases, name="my_cases"),
    path("cases/<int:pk>/", views_public.case_page, name="my_case"),
    path("courts/", views_public.courts, name="court_list"),
]
