from django.urls import path

from court.spine.dossier import views, views_catalogue, views_sealing

urlpatterns = [
    path("dossier-catalogues/", views_catalogue.catalogues, name="dossier_catalogues"),
    path("dossier-catalogues/<str:kind>/", views_catalogue.edit, name="dossier_catalogue"),
    path("dossier-catalogues/versions/<int:pk>/", views_catalogue.version, name="catalogue_version"),
    path("dossier-catalogues/versions/<int:pk>/decide/", views_catalogue.decide, name="catalogue_decide"),
    path("dossier-catalogues/versions/<int:pk>/withdraw/", views_catalogue.withdraw, name="catalogue_withdraw"),
    path("cases/<int:case_id>/dossier/", views.case_dossier, name="case_dossier"),
    path("cases/<int:case_id>/dossier/add/", views.add, name="document_add"),
    path("cases/<int:case_id>/dossier/<str:volume>.pdf", views.volume_pdf, name="volume_pdf"),
    path("cases/<int:case_id>/dossier/<str:volume>/number/", views.number_pages, name="number_pages"),
    path("documents/<int:pk>/", views.document_page, name="document_page"),
    path("documents/<int:pk>/download/", views.document_download, name="document_download"),
    path("documents/<int:pk>/pages/<int:page>/<str:size>.png", views.page_picture, name="page_picture"),
    path("documents/<int:pk>/move/", views.move, name="document_move"),
    path("documents/<int:pk>/rename/", views.rename, name="document_rename"),
    path("documents/<int:pk>/strike/", views.strike, name="document_strike"),
    path("documents/<int:pk>/history/", views_sealing.paper_history, name="document_history"),
    path("documents/<int:pk>/restore/", views_sealing.restore, name="document_restore"),
    path("cases/<int:case_id>/dossier/sealings/", views_sealing.sealings, name="sealings"),
    path("sealings/<int:pk>/", views_sealing.one, name="sealing"),
    path("sealings/<int:pk>/<str:what>/", views_sealing.unseal, name="sealing_change"),
]
