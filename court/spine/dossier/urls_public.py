from django.urls import path, re_path

from court.spine.dossier import views
from court.spine.dossier.urls import SIZE

urlpatterns = [
    path("cases/<int:case_id>/dossier/", views.case_dossier, name="litigant_case_dossier"),
    re_path(r"^cases/(?P<case_id>\d{1,19})/dossier/(?P<volume>main)\.pdf$", views.volume_pdf,
            name="litigant_volume_pdf"),
    path("documents/<int:pk>/", views.document_page, name="litigant_document_page"),
    path("documents/<int:pk>/download/", views.document_download, name="litigant_document_download"),
    re_path(rf"^documents/(?P<pk>\d{{1,19}})/pages/(?P<page>\d{{1,4}})/{SIZE}\.png$", views.page_picture,
            name="litigant_page_picture"),
]  # fmt: skip
