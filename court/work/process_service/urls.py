from django.urls import path

from court.work.process_service import views, views_print

app_name = "process_service"
urlpatterns = [
    path("service/", views.desk, name="desk"),
    path("service/cases/<int:case_id>/", views.case, name="case"),
    path("service/<int:pk>/", views.order, name="order"),
    path("service/<int:pk>/enter/", views.enter, name="enter"),
    path("service/<int:pk>/electronic/", views.electronic, name="electronic"),
    path("service/attempts/<int:pk>/letter/", views.letter, name="letter"),
    path("service/attempts/<int:pk>/correct/", views.correct, name="correct"),
    path("service/print/", views_print.batch, name="print"),
    path("service/batches/", views_print.batches, name="batches"),
    path("service/batches/<int:pk>.pdf", views_print.sheet, name="sheet"),
]
