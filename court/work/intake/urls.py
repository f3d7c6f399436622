from django.urls import path

from court.work.intake import views, views_originals

urlpatterns = [
    path("intake/", views.tray, name="intake_tray"),
    path("intake/new/", views.receive, name="intake_receive"),
    path("intake/sheets/", views.sheets, name="intake_sheets"),
    path("intake/<int:pk>/", views.page, name="intake_page"),
    path("intake/<int:pk>/receipt.pdf", views.receipt, name="intake_receipt"),
    path("intake/<int:pk>/take/", views.take, name="intake_take"),
    path("intake/<int:pk>/give/", views.give, name="intake_give"),
    path("intake/<int:pk>/return/", views.send_back, name="intake_return"),
    path("intake/<int:pk>/add/", views.add, name="intake_add"),
    path("intake/<int:pk>/settle/", views.settle, name="intake_settle"),
    path("intake/<int:pk>/back/", views.take_back, name="intake_take_back"),
    path("documents/<int:pk>/rescan/", views_originals.rescan, name="rescan"),
    path("documents/<int:pk>/bad-page/", views_originals.bad_page, name="bad_page"),
    path("documents/<int:pk>/original/", views_originals.original, name="paper_original"),
    path("rescans/<int:pk>/undo/", views_originals.undo_rescan, name="rescan_undo"),
    path("originals/", views_originals.register, name="originals"),
]
