from django.urls import path, re_path

from court.spine.dossier import views

VOLUME = "(?P<volume>main|inner)"
SIZE = "(?P<size>full|thumb)"

urlpatterns = [
    path("cases/<int:case_id>/dossier/", views.case_dossier, name="case_dossier"),
    path("cases/<int:case_id>/dossier/add/", views.add, name="document_add"),
    re_path(rf"^cases/(?P<case_id>\d{{1,19}})/dossier/{VOLUME}\.pdf$", views.volume_pdf, name="volume_pdf"),
    re_path(rf"^cases/(?P<case_id>\d{{1,19}})/dossier/{VOLUME}/number/$", views.number_pages, name="number_pages"),
    path("documents/<int:pk>/", views.document_page, name="document_page"),
    path("documents/<int:pk>/download/", views.document_download, name="document_download"),
    re_path(rf"^documents/(?P<pk>\d{{1,19}})/pages/(?P<page>\d{{1,4}})/{SIZE}\.png$", views.page_picture,
            name="page_picture"),
    path("documents/<int:pk>/move/", views.move, name="document_move"),
    path("documents/<int:pk>/strike/", views.strike, name="document_strike"),
]  # fmt: skip
