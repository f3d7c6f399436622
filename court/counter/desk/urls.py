from django.urls import path

from court.counter.desk import views, views_act, views_approvals, views_case, views_dossier_figures, views_search

urlpatterns = [
    path("", views.home, name="desk_home"),
    path("tasks/", views.task_list, name="task_list"),
    path("cases/", views_search.case_list, name="case_list"),
    path("search/", views_search.search, name="case_search"),
    path("case/<int:case_id>/", views_case.case_page, name="case_page"),
    path("case/<int:case_id>/timeline/", views_case.case_timeline, name="case_timeline"),
    path("case/<int:case_id>/dossier/", views_case.case_papers_view, name="case_papers_view"),
    path("case/<int:case_id>/money/", views_case.case_money, name="case_money"),
    path("case/<int:case_id>/readers/", views_case.case_readers, name="case_readers"),
    path("case/<int:case_id>/unmask/<int:party_id>/<str:field>/", views_case.case_unmask, name="case_unmask"),
    path("case/<int:case_id>/act/<slug:code>/", views_act.case_act, name="case_act"),
    path("case/<int:case_id>/act/<slug:code>/draft/", views_act.case_act_draft, name="case_act_draft"),
    path(
        "case/<int:case_id>/act/<slug:code>/foresight/", views_act.case_act_foresight, name="case_act_foresight"
    ),
    path("dossier-figures/", views_dossier_figures.figures, name="dossier_figures"),
    path("dossier-figures.csv", views_dossier_figures.export, name="dossier_figures_export"),
    path("approvals/", views_approvals.approval_list, name="approvals"),
    path("approvals/<int:pk>/", views_approvals.approval_page, name="approval"),
    path("approvals/<int:pk>/withdraw/", views_approvals.approval_withdraw, name="approval_withdraw"),
]
