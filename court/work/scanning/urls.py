from django.urls import path

from court.work.scanning import views, views_case

urlpatterns = [
    path("filing-tasks/", views.queue, name="filing_tasks"),
    path("filing-tasks/undo/", views.undo_last, name="filing_task_undo"),
    path("filing-tasks/<int:pk>/", views.task, name="filing_task"),
    path("filing-tasks/<int:pk>/settle/", views.settle, name="filing_task_settle"),
    path("documents/<int:pk>/steps/", views_case.steps_part, name="document_steps"),
    path("documents/<int:pk>/read-again/", views_case.again, name="document_read_again"),
    path("documents/<int:pk>/split/", views_case.split, name="document_split"),
    path("documents/deeds/<int:pk>/undo/", views_case.undo, name="deed_undo"),
    path("cases/<int:case_id>/differences/", views_case.differences, name="case_differences"),
    path("differences/<int:pk>/decide/", views_case.decide, name="difference_decide"),
    path("differences/<int:pk>/reopen/", views_case.reopen, name="difference_reopen"),
    path("differences/<int:pk>/line.png", views_case.line, name="difference_line"),
]
