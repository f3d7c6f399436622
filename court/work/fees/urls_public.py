from django.urls import path

from court.work.fees import views_public

urlpatterns = [
    path("fees/", views_public.my_fees, name="my_fees"),
    path("fees/calculator/", views_public.calculator, name="fee_calculator"),
    path("cases/<int:pk>/fees/", views_public.case_fees, name="case_fees"),
    path("cases/<int:pk>/fees/relief/", views_public.relief, name="fee_relief"),
    path("orders/<int:pk>/pay/", views_public.pay, name="order_pay"),
    path("orders/<int:pk>/check/", views_public.check_paid, name="order_check"),
    path("pay/notice/", views_public.notice, name="pay_notice"),
]
