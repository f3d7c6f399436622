from django.urls import path

from court.work.fees import views, views_burden, views_receipt

urlpatterns = [
    path("money/", views.fees_desk, name="fees_desk"),
    path("money/orders/<int:pk>/", views.order_page, name="fee_order"),
    path("money/orders/<int:pk>/receipt.pdf", views_receipt.receipt_for_desk, name="receipt_for_desk"),
    path("case/<int:case_id>/fees/burden/", views_burden.fee_burden, name="fee_burden"),
    path("money/odd/", views.odd_list, name="odd_money"),
    path("money/odd/<int:pk>/settle/", views.odd_settle, name="odd_settle"),
    path("money/refunds/", views.refund_list, name="refunds"),
    path("money/refunds/<int:pk>/prepare/", views.refund_prepare, name="refund_prepare"),
    path("money/refunds/<int:pk>/release/", views.refund_release, name="refund_release"),
    path("money/reconciliations/", views.reconciliations, name="reconciliations"),
    path("money/reconciliations/<str:day>/explain/", views.reconcile_explain, name="reconcile_explain"),
    path("money/reconciliations/again/", views.reconcile_again, name="reconcile_again"),
]
