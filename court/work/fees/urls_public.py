from django.urls import path

from court.work.fees import views_public, views_receipt

urlpatterns = [
    path("fees/", views_public.my_fees, name="my_fees"),
    path("fees/calculator/", views_public.calculator, name="fee_calculator"),
    path("cases/<int:pk>/fees/", views_public.case_fees, name="case_fees"),
    path("cases/<int:pk>/fees/relief/", views_public.relief, name="fee_relief"),
    path("orders/<int:pk>/pay/", views_public.pay, name="order_pay"),
    path("orders/<int:pk>/check/", views_public.check_paid, name="order_check"),
    path("orders/<int:pk>/receipt/", views_receipt.receipt, name="order_receipt"),
    path("orders/<int:pk>/receipt.pdf", views_receipt.receipt_pdf, name="order_receipt_pdf"),
    path("receipts/", views_receipt.receipt_check, name="receipt_check"),
    path("pay/notice/", views_public.notice, name="pay_notice"),
]
