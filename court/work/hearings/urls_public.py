from django.urls import path

from court.work.hearings import views_ask, views_public

urlpatterns = [
    path("hearings/", views_public.mine, name="my_hearings"),
    path("hearings/unavailable/", views_ask.unavailable, name="my_unavailable"),
    path("cases/<int:case_id>/early-hearing/", views_ask.early, name="early_hearing"),
    path("cases/<int:case_id>/adjournment/", views_ask.adjournment, name="ask_adjournment"),
    path("notices/hearings/list.pdf", views_public.notices_pdf, name="hearing_notices_pdf"),
    path("hearings/<int:pk>/", views_public.one, name="my_hearing"),
    path("notices/hearings/", views_public.notices, name="hearing_notices"),
]
