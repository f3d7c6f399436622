from django.urls import path

from court.work.hearings import views, views_diary, views_record

urlpatterns = [
    path("hearings/", views.calendar, name="hearing_calendar"),
    path("hearings/day/", views_diary.day, name="hearing_day"),
    path("hearings/day/list.pdf", views_diary.day_list, name="hearing_day_list"),
    path("hearings/unavailable/", views_diary.unavailable, name="unavailable"),
    path("hearings/unavailable/<int:pk>/withdraw/", views_diary.withdraw, name="unavailable_withdraw"),
    path("hearings/rooms/", views.rooms, name="hearing_rooms"),
    path("hearings/cases/<int:case_id>/", views.of_case, name="hearings_of_case"),
    path("hearings/cases/<int:case_id>/plan/", views.plan, name="hearings"),
    path("hearings/cases/<int:case_id>/record/", views_record.of_case, name="hearing_record"),
    path("hearings/<int:pk>/", views_record.page, name="hearing"),
    path("hearings/<int:pk>/adjourn/", views.adjourn, name="hearing_adjourn"),
    path("hearings/<int:pk>/save/", views_record.save, name="hearing_save"),
    path("hearings/<int:pk>/attend/", views_record.attend, name="hearing_attend"),
    path("hearings/<int:pk>/close/", views_record.close, name="hearing_close"),
    path("hearings/<int:pk>/take-back/", views_record.take_back, name="hearing_take_back"),
    path("hearings/<int:pk>/hold/", views_record.hold, name="hearing_hold"),
    path("hearings/<int:pk>/recordings/", views_record.add_recording, name="hearing_recording"),
    path("hearings/sign/<int:pk>/", views_record.device, name="hearing_sign"),
]
