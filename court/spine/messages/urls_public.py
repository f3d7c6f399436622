from django.urls import path

from court.spine.messages import views

urlpatterns = [
    path("messages/", views.message_list, name="messages"),
    path("messages/read/", views.messages_read_all, name="messages_read_all"),
    path("messages/settings/", views.message_settings, name="message_settings"),
    path("messages/<int:pk>/", views.message, name="message"),
    path("messages/<int:pk>/read/", views.message_read, name="message_read"),
]
