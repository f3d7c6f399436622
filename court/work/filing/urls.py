from django.urls import path

from court.work.filing import views, views_wizard

urlpatterns = [
    path("filings/", views.queue, name="filings"),
    path("filings/new/", views.window, name="window_filing_new"),
    path("filings/<int:pk>/", views.review, name="filing_review"),
    path("filings/<int:pk>/accept/", views.accept, name="filing_accept"),
    path("filings/<int:pk>/return/", views.give_back, name="filing_return"),
    path("filings/<int:pk>/refuse/", views.refuse, name="filing_refuse"),
    path("filings/<int:pk>/send-back/", views.send_back, name="filing_send_back"),
    path("filings/<int:pk>/withdraw/", views.withdraw, name="filing_withdraw"),
    path("filings/<int:pk>/ruling.pdf", views.ruling, name="filing_ruling"),
    path("filings/<int:pk>/receipt/", views_wizard.receipt, name="window_filing_receipt"),
    path("filings/<int:pk>/submit/", views_wizard.submit, name="window_filing_submit"),
    path("filings/<int:pk>/discard/", views_wizard.discard, name="window_filing_discard"),
    path("filings/<int:pk>/sides/<str:place>/", views_wizard.side, name="window_filing_side"),
    path("filings/<int:pk>/sides/<int:place>/drop/", views_wizard.side_drop, name="window_filing_side_drop"),
    path("filings/<int:pk>/files/list/", views_wizard.file_list, name="window_filing_files"),
    path("filings/<int:pk>/files/<int:file_id>/drop/", views_wizard.file_drop, name="window_filing_file_drop"),
    path("filings/<int:pk>/files/<int:file_id>/up/", views_wizard.file_up, name="window_filing_file_up"),
    path("filings/<int:pk>/<str:key>/", views_wizard.screen, name="window_filing_screen"),
]
