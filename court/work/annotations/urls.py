from django.urls import path

from court.work.annotations import views, views_present

urlpatterns = [
    path("cases/<int:case_id>/annotations/", views.summary, name="annotations"),
    path("cases/<int:case_id>/annotations/tab/", views.tab, name="annotations_tab"),
    path("documents/<int:pk>/annotations/", views.of_document, name="annotations_of_document"),
    path("documents/<int:pk>/annotations/new/", views.make, name="annotation_make"),
    path("annotations/<int:pk>/", views.change, name="annotation_change"),
    path("annotations/<int:pk>/gone/", views.take_away, name="annotation_take_away"),
    path("annotations/<int:pk>/back/", views.bring_back, name="annotation_bring_back"),
    path("cases/<int:case_id>/quotations/", views.quotations, name="quotations"),
    path("documents/<int:pk>/quotations/new/", views.quote, name="quotation_make"),
    path("quotations/<int:pk>/drop/", views.drop_quotation, name="quotation_drop"),
    path("cases/<int:case_id>/presentation/", views_present.start, name="presentation_start"),
    path("presentations/<int:pk>/show/", views_present.show, name="presentation_show"),
    path("presentations/<int:pk>/end/", views_present.end, name="presentation_end"),
    path("cases/<int:case_id>/follow/", views_present.follow, name="follow"),
    path("cases/<int:case_id>/follow/now/", views_present.now, name="follow_now"),
]
