from django.urls import path

from court.base.people import views_account, views_public

urlpatterns = [
    path("sign-in/", views_public.litigant_sign_in, name="litigant_sign_in"),
    path("sign-in/code/", views_public.litigant_code, name="litigant_code"),
    path("sign-in/password/", views_public.litigant_password, name="litigant_password"),
    path("register/", views_public.register, name="register"),
    path("sign-out/", views_public.litigant_sign_out, name="litigant_sign_out"),
    path("confirm/", views_account.litigant_confirm, name="litigant_confirm_factor"),
    path("account/", views_account.my_account, name="litigant_account"),
    path("account/password/", views_account.change_password, name="litigant_change_password"),
    path("account/phone/", views_account.change_phone, name="change_phone"),
    path("account/sessions/end/", views_account.end_session, name="litigant_end_session"),
    path("account/held/<int:pk>/", views_account.held_form, name="litigant_held_form"),
    path("account/held/<int:pk>/drop/", views_account.held_form_drop, name="litigant_held_form_drop"),
]
