"""The bottom menu of the phone pages, for whoever is signed in from outside."""
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from court.kit.pages import Entry
from court.spine.messages.queries import unread


def tabs(request) -> dict:
    """Context processor: `tabs` for litigants; lazily, so that other pages pay nothing."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.is_litigant:
        return {}
    return {"tabs": SimpleLazyObject(lambda: _entries(request, actor))}


def _entries(request, actor) -> list[Entry]:
    here = request.path
    rows = [("首页", reverse("home"), "home", 0), ("案件", reverse("my_cases"), "folder", 0),
            ("消息", reverse("messages"), "message-circle", unread(actor)),
            ("我的", reverse("litigant_account"), "user", 0)]
    return [Entry(label, url, icon, here == url or (url != "/" and here.startswith(url)), count)
            for label, url, icon, count in rows]
