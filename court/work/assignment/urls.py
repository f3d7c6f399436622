from django.urls import path

from court.work.assignment import views

urlpatterns = [
    path("assignment/", views.assignment, name="assignment"),
    path("assignment/cases/<int:case_id>/", views.assign_case, name="assignment"),
    path("assignment/cases/<int:case_id>/draw/", views.draw_now, name="draw_now"),
    path("assignment/judges/<int:account_id>/", views.judge_settings, name="judge_settings"),
    path("draws/<int:pk>/", views.draw, name="draw"),
    path("draws/<int:pk>/record.json", views.draw_record, name="draw_record"),
]
