"""The addresses of the viewer, the same on both faces but for their names."""

from django.urls import URLPattern, path

from court.work.reading import views, views_leaves, views_print


def addresses(face: str) -> list[URLPattern]:
    return [
        path("cases/<int:case_id>/read/", views.read_dossier, name=f"{face}read_dossier"),
        path("cases/<int:case_id>/read/outline.json", views.reading_outline, name=f"{face}reading_outline"),
        path("cases/<int:case_id>/read/search.json", views.reading_search, name=f"{face}reading_search"),
        path("cases/<int:case_id>/read/place/", views.reading_place, name=f"{face}reading_place"),
        path("cases/<int:case_id>/read/bookmarks/", views.reading_bookmarks, name=f"{face}reading_bookmarks"),
        path("cases/<int:case_id>/read/print/", views_print.reading_print, name=f"{face}reading_print"),
        path("leaves/<int:pk>/<int:page>/<int:width>.webp", views_leaves.leaf_picture, name=f"{face}leaf_picture"),
        path("leaves/<int:pk>/<int:page>/print.webp", views_leaves.leaf_print, name=f"{face}leaf_print"),
        path("leaves/<int:pk>/<int:page>/thumbs.webp", views_leaves.leaf_thumbs, name=f"{face}leaf_thumbs"),
        path("leaves/<int:pk>/<int:page>/words.json", views_leaves.leaf_words, name=f"{face}leaf_words"),
        path("leaves/<int:pk>/text.json", views_leaves.leaf_text, name=f"{face}leaf_text"),
        path("leaves/<int:pk>/media", views_leaves.leaf_media, name=f"{face}leaf_media"),
        path("leaves/<int:pk>/turn/", views_leaves.leaf_turn, name=f"{face}leaf_turn"),
        path("leaves/<int:pk>/copied/", views_leaves.leaf_copied, name=f"{face}leaf_copied"),
    ]
