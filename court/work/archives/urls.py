from django.urls import path

from court.work.archives import views, views_staff

urlpatterns = [
    path("archives/", views.archives, name="archives"),
    path("archives/<int:pk>/check/", views.check, name="archive_check"),
    path("archives/<int:pk>/download/", views.download, name="archive_download"),
    path("archives/<int:pk>/", views_staff.archive_page, name="archive_file"),
    path("archives/inquiries/", views_staff.inquiry_list, name="archive_inquiries"),
    path("archives/inquiries/<int:pk>/", views_staff.inquiry, name="archive_inquiry"),
    path("archives/loans/", views_staff.loan_list, name="archive_loans"),
    path("archives/loans/<int:pk>/", views_staff.loan_decide, name="archive_loan_decide"),
    path("archives/loans/<int:pk>/volume.pdf", views_staff.loan_volume, name="archive_loan_volume"),
    path("archives/disposals/", views_staff.disposals, name="archive_disposals"),
    path("archives/disposals/<int:pk>/", views_staff.disposal_page, name="archive_disposal"),
]
