from django.urls import path

from court.work.answering import changing, views_claims, views_public

urlpatterns = [
    path("join/", views_public.join, name="join"),
    path("cases/<int:pk>/submit/<str:kind>/", views_public.submit, name="submit"),
    path("cases/<int:pk>/claims/change/", views_claims.change, {"act": changing.ASK}, name="claim_change"),
    path("cases/<int:pk>/claims/waive/", views_claims.change, {"act": changing.WAIVE}, name="claim_waiver"),
]
