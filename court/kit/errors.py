"""The answers of last resort, in the house's words: a number to quote, never a trace."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from court.kit.ids import public_code
from court.kit.refusal import Refused, not_there
from court.kit.refusing import answer

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, Refused("无法识别这次请求。", do="请返回上一页重新操作。", code="bad_request", status=400))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(
        request,
        Refused("您没有办理此事项的权限。", do="如需办理，请联系本院管理员或者承办人。", code="forbidden", status=403),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a page that is too old, or from another site."""
    refused = Refused("页面已经过期，本次提交没有生效。", do="请刷新页面后重新提交。", code="page_expired", status=403)
    return answer(request, refused)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same words for what is missing and for what this person may not know of (S11)."""
    return answer(request, not_there())


def fault(request: HttpRequest) -> HttpResponse:
    """Our own mistake. The number stands in the log beside the trace; nothing here touches the database."""
    number = public_code(8)
    log.error("fault", extra={"number": number}, exc_info=True)
    return HttpResponse(render_to_string("kit/500.html", {"number": number}), status=500)
