from django.urls import path

from court.spine.dossier import views

urlpatterns = [
    path("cases/<int:case_id>/dossier/", views.case_dossier, name="case_dossier"),
    path("cases/<int:case_id>/dossier/add/", views.add, name="document_add"),
    path("cases/<int:case_id>/dossier/<str:volume>.pdf", views.volume_pdf, name="volume_pdf"),
    path("cases/<int:case_id>/dossier/<str:volume>/number/", views.number_pages, name="number_pages"),
    path("documents/<int:pk>/", views.document_page, name="document_page"),
    path("documents/<int:pk>/download/", views.document_download, name="document_download"),
    path("documents/<int:pk>/pages/<int:page>/<str:size>.png", views.page_picture, name="page_picture"),
    path("documents/<int:pk>/move/", views.move, name="document_move"),
    path("documents/<int:pk>/strike/", views.strike, name="document_strike"),
]
