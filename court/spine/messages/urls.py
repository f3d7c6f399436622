from django.urls import path

from court.spine.messages import views

urlpatterns = [
    path("messages/", views.message_list, name="staff_messages"),
    path("messages/read/", views.messages_read_all, name="staff_messages_read_all"),
    path("messages/<int:pk>/", views.message, name="staff_message"),
    path("messages/<int:pk>/read/", views.message_read, name="staff_message_read"),
    path("messages/contact/<int:case>/<int:person>/", views.contact_failed, name="contact_failed"),
]
