from django.urls import path

from court.work.elements import views

urlpatterns = [
    path("cases/<int:case_id>/elements/", views.of_case, name="case_elements"),
    path("cases/<int:case_id>/elements/settle/", views.settle, name="elements_settle"),
    path("cases/<int:case_id>/elements/sheet.pdf", views.sheet, name="elements_sheet"),
]
