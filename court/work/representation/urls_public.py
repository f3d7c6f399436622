from django.urls import path

from court.work.representation import views_public

urlpatterns = [
    path("cases/<int:pk>/representatives/", views_public.mine, name="my_representatives"),
    path("cases/<int:pk>/representatives/new/", views_public.ask, name="my_representative_new"),
    path("cases/<int:pk>/representatives/<int:one>/end/", views_public.end, name="my_representative_end"),
    path("mandates/<int:pk>/take-back/", views_public.take_back, name="mandate_take_back"),
]
