from django.urls import path

from court.work.representation import views

urlpatterns = [
    path("case/<int:case_id>/representatives/", views.representatives, name="representatives"),
    path("case/<int:case_id>/representatives/new/", views.representative_new, name="representative_new"),
    path("case/<int:case_id>/representatives/<int:pk>/change/", views.representative_change, name="representative_change"),
    path("case/<int:case_id>/representatives/<int:pk>/end/", views.representative_end, name="representative_end"),
    path("case/<int:case_id>/heads/<int:party_id>/", views.company_head, name="company_head"),
    path("heads/<int:pk>/decide/", views.head_decide, name="head_decide"),
    path("mandates/<int:pk>/decide/", views.mandate_decide, name="mandate_decide"),
]
