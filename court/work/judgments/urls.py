from django.urls import path

from court.work.judgments import views, views_articles, views_correct, views_notes

urlpatterns = [
    path("papers/", views.papers, name="papers"),
    path("case/<int:case_id>/papers/", views.papers_of_case, name="papers_of_case"),
    path("case/<int:case_id>/correction/", views_correct.correction, name="correction"),
    path("papers/<int:pk>/", views.paper_edit, name="paper_edit"),
    path("papers/<int:pk>/autosave/", views.paper_autosave, name="paper_autosave"),
    path("papers/<int:pk>/article/", views_articles.paper_article, name="paper_article"),
    path("case/<int:case_id>/notes/", views_notes.bench_notes, name="bench_notes"),
    path("papers/<int:pk>/preview.pdf", views.paper_preview, name="paper_preview"),
    path("papers/<int:pk>/pages/<int:page>.png", views.paper_page, name="paper_page"),
    path("papers/<int:pk>/paper.docx", views.paper_docx, name="paper_docx"),
    path("papers/<int:pk>/revisions/", views.paper_revisions, name="paper_revisions"),
    path("papers/<int:pk>/bring-back/", views.paper_bring_back, name="paper_bring_back"),
    path("papers/<int:pk>/send/", views.paper_send, name="paper_send"),
    path("papers/<int:pk>/review/", views.paper_review, name="paper_review"),
    path("papers/<int:pk>/sign/", views.paper_sign, name="paper_sign"),
    path("papers/<int:pk>/drop/", views.paper_drop, name="paper_drop"),
]
