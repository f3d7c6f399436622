from django.urls import path

from court.work.process_service import views, views_figures, views_notice, views_paper, views_print

urlpatterns = [
    path("service/", views.desk, name="service_list"),
    path("service/cases/<int:case_id>/", views.case, name="services_of_case"),
    path("service/<int:pk>/", views.order, name="service_order"),
    path("service/<int:pk>/notice/", views_notice.notice, name="service_notice"),
    path("service/<int:pk>/notice/draft/", views_notice.draft, name="service_notice_draft"),
    path("service/<int:pk>/notice/publish/", views_notice.publish, name="service_notice_publish"),
    path("service/<int:pk>/notice/foreseen/", views_notice.foreseen, name="service_notice_foreseen"),
    path("service/figures/", views_figures.figures, name="service_figures"),
    path("service/figures.csv", views_figures.export, name="service_figures_export"),
    path("service/<int:pk>/paper/", views_paper.paper, name="service_paper"),
    path("service/<int:pk>/paper/<int:page>.png", views_paper.picture, name="service_paper_page"),
    path("service/<int:pk>/paper/download/", views_paper.download, name="service_paper_file"),
    path("service/<int:pk>/address/", views_paper.address, name="service_address"),
    path("service/addresses/<int:pk>/withdraw/", views_paper.address_withdraw, name="service_address_withdraw"),
    path("service/<int:pk>/enter/", views.enter, name="service_enter"),
    path("service/<int:pk>/electronic/", views.electronic, name="service_electronic"),
    path("service/attempts/<int:pk>/letter/", views.letter, name="service_letter"),
    path("service/attempts/<int:pk>/correct/", views.correct, name="service_correct"),
    path("service/print/", views_print.batch, name="service_print"),
    path("service/batches/", views_print.batches, name="service_batches"),
    path("service/batches/<int:pk>.pdf", views_print.sheet, name="service_sheet"),
]
