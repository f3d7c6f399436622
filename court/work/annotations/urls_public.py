from django.urls import path

from court.work.annotations import views_present

urlpatterns = [
    path("cases/<int:case_id>/follow/", views_present.follow, name="litigant_follow"),
    path("cases/<int:case_id>/follow/now/", views_present.now, name="litigant_follow_now"),
]
