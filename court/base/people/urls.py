from django.urls import path

from court.base.people import views, views_account, views_admin

urlpatterns = [
    path("sign-in/", views.staff_sign_in, name="sign_in"),
    path("sign-in/factor/", views.staff_factor, name="sign_in_factor"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("activate/", views.activate_code, name="activate_code"),
    path("activate/<str:token>/", views.activate, name="activate"),
    path("confirm/", views_account.confirm_factor, name="confirm_factor"),
    path("account/", views_account.my_account, name="my_account"),
    path("account/password/", views_account.change_password, name="change_password"),
    path("account/factor/", views_account.change_factor, name="change_factor"),
    path("account/sessions/end/", views_account.end_session, name="end_session"),
    path("account/held/<int:pk>/", views_account.held_form, name="held_form"),
    path("account/held/<int:pk>/drop/", views_account.held_form_drop, name="held_form_drop"),
    path("accounts/", views_admin.accounts, name="accounts"),
    path("accounts/new/", views_admin.account_new, name="account_new"),
    path("accounts/<int:pk>/", views_admin.account_page, name="account_page"),
    path("accounts/<int:pk>/reset/", views_admin.account_reset, name="account_reset"),
    path("accounts/<int:pk>/disable/", views_admin.account_disable, name="account_disable"),
    path("accounts/<int:pk>/enable/", views_admin.account_enable, name="account_enable"),
    path("accounts/<int:pk>/offices/", views_admin.office_grant, name="office_grant"),
    path("offices/<int:pk>/end/", views_admin.office_end, name="office_end"),
    path("audit/", views_admin.audit_log, name="audit_log"),
    path("audit/export/", views_admin.audit_export, name="audit_export"),
]
