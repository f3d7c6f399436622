from django.urls import path

from court.work.redaction import views

urlpatterns = [
    path("documents/<int:pk>/redactions/", views.redactions, name="redactions"),
    path("redactions/<int:pk>/", views.redaction, name="redaction"),
    path("redactions/<int:pk>/editions/", views.editions_of, name="redaction_lift"),
    path("redactions/<int:pk>/find/", views.find, name="redaction_find"),
    path("redactions/<int:pk>/pages/<int:page>/<str:side>/", views.picture, name="redaction_picture"),
    path("redactions/<int:pk>/<str:what>/", views.change, name="redaction_change"),
]
