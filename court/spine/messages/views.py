"""Messages on both faces: the list, one message, what one wants by text message; and failed contacts, at the desk."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from court.base.access.views import open_to
from court.base.courts import clock
from court.base.people.masks import mask_phone
from court.base.people.models import Person
from court.kit.pages import say
from court.kit.paging import by_key
from court.spine.cases.models import Case
from court.spine.messages import actions, contact, links, queries
from court.spine.messages.models import Message

PAGE = 20
both = require_http_methods(["GET", "POST"])


def _face(request: Any) -> str:
    return "staff" if request.actor.is_staff else "phone"


def _names(request: Any) -> dict[str, str]:
    """The addresses of this room on the face of who asks."""
    head = "staff_" if request.actor.is_staff else ""
    return {name: f"{head}{name}" for name in ("messages", "message", "message_read", "messages_read_all")}


@require_safe
@open_to("signed_in")
def message_list(request: Any) -> HttpResponse:
    """One's messages, newest first; with ?unread=1 the unread ones only."""
    found = queries.of(request.actor)
    only_unread = request.GET.get("unread") == "1"
    if only_unread:
        found = found.filter(read_at=None)
    page = by_key(found, ["-id"], request.GET.get("page", ""), PAGE)
    shown = {"page": page, "only_unread": only_unread, "names": _names(request),
             "count_unread": queries.unread(request.actor)}
    return render(request, f"messages/list_{_face(request)}.html", shown)


@require_safe
@open_to("signed_in")
def message(request: Any, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    shown = {"message": found, "link": links.of(found, _face(request)), "names": _names(request)}
    return render(request, f"messages/message_{_face(request)}.html", shown)


@require_POST
@open_to("signed_in")
def message_read(request: Any, pk: int) -> HttpResponse:
    """Mark one as read; the page does it by itself, and has a button for browsers without scripts."""
    found = _mine(request, pk)
    actions.mark_read(Message.objects.filter(pk=found.pk), clock.now())
    if getattr(request, "htmx", False):
        return HttpResponse("")  # takes the place of the button
    return redirect(_names(request)["message"], pk)


@require_POST
@open_to("signed_in")
def messages_read_all(request: Any) -> HttpResponse:
    count = actions.mark_read(queries.of(request.actor), clock.now())
    say(request, f"已将{count}条消息标为已读。" if count else "没有未读消息。")
    return redirect(_names(request)["messages"])


@both
@open_to("litigant")
def message_settings(request: Any) -> HttpResponse:
    """Which courtesy topics come by text message as well; what concerns one's rights always does."""
    person = request.actor.person
    if request.method == "POST":
        actions.prefer(person, request.POST.getlist("topic"), clock.now())
        say(request, "短信提醒设置已保存。")
        return redirect("message_settings")
    return render(request, "messages/settings.html", {"choices": queries.choices(person)})


@both
@open_to("service_officer", "clerk", "judge", "assistant")
def contact_failed(request: Any, case: int, person: int) -> HttpResponse:
    """A person whom text messages about a case do not reach: send again, or say how they were told."""
    about = get_object_or_404(Case, pk=case)
    contact.require_officer(request.actor, about)
    somebody = _person_of(about, person)
    if request.method == "POST":
        return _settle(request, about, somebody)
    shown = {"case": about, "person": somebody, "phone": mask_phone(somebody.phone), "ways": contact.WAYS,
             "deliveries": queries.failed_for(about, somebody)[:50]}
    return render(request, "messages/contact_failed.html", shown)


def _settle(request: Any, about: Case, somebody: Person) -> HttpResponseRedirect:
    if request.POST.get("what") == "again":
        count = contact.try_again(about, somebody, by=request.actor, at=clock.now())
        say(request, f"已重新发送{count}条短信。")
    else:
        contact.told_otherwise(about, somebody, request.POST.get("way", ""), by=request.actor, at=clock.now())
        say(request, "已登记告知方式。")
    return redirect(reverse("contact_failed", args=[about.pk, somebody.pk]))


def _mine(request: Any, pk: int) -> Message:
    return get_object_or_404(queries.of(request.actor), pk=pk)


def _person_of(about: Case, pk: int) -> Person:
    """A person who was told something about the case; nobody else can be looked up by a number in the address."""
    if not Message.objects.filter(case=about, person=pk).exists():
        raise Http404
    return get_object_or_404(Person, pk=pk)
