from django.urls import path

from court.work.hearings import views_public

urlpatterns = [
    path("hearings/", views_public.mine, name="my_hearings"),
    path("hearings/<int:pk>/", views_public.one, name="my_hearing"),
    path("notices/hearings/", views_public.notices, name="hearing_notices"),
]
