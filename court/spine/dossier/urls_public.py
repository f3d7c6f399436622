from django.urls import path

from court.spine.dossier import views

urlpatterns = [
    path("cases/<int:case_id>/dossier/", views.case_dossier, name="litigant_case_dossier"),
    path("cases/<int:case_id>/dossier/<str:volume>.pdf", views.volume_pdf, name="litigant_volume_pdf"),
    path("documents/<int:pk>/", views.document_page, name="litigant_document_page"),
    path("documents/<int:pk>/download/", views.document_download, name="litigant_document_download"),
    path("documents/<int:pk>/pages/<int:page>/<str:size>.png", views.page_picture, name="litigant_page_picture"),
]
