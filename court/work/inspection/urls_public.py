from django.urls import path

from court.work.inspection import views_public, views_reading

urlpatterns = [
    path("inspections/", views_public.mine, name="my_inspections"),
    path("inspections/new/", views_public.choose, name="inspection_new"),
    path("inspections/new/number/", views_public.by_number, name="inspection_by_number"),
    path("inspections/new/<int:case_id>/", views_public.ask, name="inspection_ask"),
    path("inspections/<int:pk>/", views_public.request_page, name="my_inspection"),
    path("inspections/<int:pk>/withdraw/", views_public.withdraw, name="inspection_withdraw"),
    path("inspections/<int:pk>/finish/", views_public.finish, name="inspection_finish"),
    path("inspections/<int:pk>/more/", views_public.ask_more, name="inspection_ask_more"),
    path("inspections/<int:pk>/papers/<int:document_id>/", views_reading.paper, name="inspection_paper"),
    path("inspections/<int:pk>/papers/<int:document_id>/<int:page>.webp", views_reading.page_picture, name="inspection_page"),
    path("inspections/<int:pk>/papers/<int:document_id>/copy/", views_reading.copy, name="inspection_copy"),
]
