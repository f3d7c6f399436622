from django.urls import path

from court.work.archives import views_public as views

urlpatterns = [
    path("archive-query/", views.query, name="archive_query"),
    path("archive-query/ask/", views.ask, name="archive_ask"),
    path("archive-query/<int:pk>/", views.look, name="archive_look"),
    path("archive-query/<int:pk>/papers/<int:document_id>/", views.paper, name="archive_paper"),
    path("archive-query/<int:pk>/papers/<int:document_id>/<int:page>.webp", views.page_picture, name="archive_page"),
    path("archive-query/<int:pk>/papers/<int:document_id>/print/", views.print_, name="archive_print"),
    path("archive-prints/", views.check, name="archive_print_check"),
]
