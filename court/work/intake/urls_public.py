from django.urls import path

from court.work.intake import views_public

urlpatterns = [
    path("cases/<int:pk>/material/", views_public.send, name="send_material"),
    path("materials/", views_public.mine, name="my_materials"),
    path("materials/new/", views_public.send_loose, name="send_loose"),
    path("materials/check/", views_public.check, name="intake_check"),
    path("materials/<int:pk>/", views_public.mine_one, name="my_material"),
    path("materials/<int:pk>/receipt.pdf", views_public.receipt, name="my_material_receipt"),
]
