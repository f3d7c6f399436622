from django.urls import path

from court.work.filing import views_public, views_wizard

urlpatterns = [
    path("filings/", views_public.filings, name="litigant_filings"),
    path("file/", views_public.filings, name="filing_start"),
    path("filings/new/", views_public.new, name="litigant_filing_new"),
    path("filings/<int:pk>/", views_public.filing, name="litigant_filing"),
    path("filings/<int:pk>/withdraw/", views_public.withdraw, name="litigant_filing_withdraw"),
    path("filings/<int:pk>/ruling.pdf", views_public.ruling, name="litigant_filing_ruling"),
    path("filings/<int:pk>/receipt/", views_wizard.receipt, name="litigant_filing_receipt"),
    path("filings/<int:pk>/submit/", views_wizard.submit, name="litigant_filing_submit"),
    path("filings/<int:pk>/discard/", views_wizard.discard, name="litigant_filing_discard"),
    path("filings/<int:pk>/sides/<str:place>/", views_wizard.side, name="litigant_filing_side"),
    path("filings/<int:pk>/sides/<int:place>/drop/", views_wizard.side_drop, name="litigant_filing_side_drop"),
    path("filings/<int:pk>/files/list/", views_wizard.file_list, name="litigant_filing_files"),
    path("filings/<int:pk>/files/<int:file_id>/drop/", views_wizard.file_drop, name="litigant_filing_file_drop"),
    path("filings/<int:pk>/files/<int:file_id>/up/", views_wizard.file_up, name="litigant_filing_file_up"),
    path("filings/<int:pk>/<str:key>/", views_wizard.screen, name="litigant_filing_screen"),
]
