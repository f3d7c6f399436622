"""Turns a Refused, and trouble that is nobody's mistake, into an answer that a person can use."""

import errno
import logging
from collections.abc import Callable
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from court.kit.refusal import Refused

log = logging.getLogger(__name__)
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}


class Refusals:
    """Middleware: a view raises Refused and needs no `try`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return answer(request, exception)
        refused = trouble(exception)
        if refused is None:
            return None
        log.exception("trouble", exc_info=exception)
        response = answer(request, refused)
        response.headers["Retry-After"] = "10"
        return response


# Further trouble that is nobody's mistake, by its class; the storeys above say what people are told.
MET: dict[type[Exception], Callable[[Any], Refused]] = {}


def trouble(exception: Exception) -> Refused | None:
    """What people are told when the machine cannot: the database is busy or gone, the disk is full or failing."""
    for kind, told in MET.items():
        if isinstance(exception, kind):
            return told(exception)
    if isinstance(exception, OperationalError):
        return Refused(
            "系统正忙，本次操作没有生效。", do="请稍候片刻再试；已填写的内容请勿关闭页面。", code="busy", status=503
        )
    if isinstance(exception, OSError) and exception.errno in _NO_ROOM:
        return Refused(
            "服务器暂时无法保存文件，本次操作没有生效。", do="请稍后再试，或者拨打12368。", code="no_room", status=503
        )
    return None


def wants_json(request: HttpRequest) -> bool:
    """A program asks for JSON and not for a page."""
    accept = request.headers.get("Accept", "")
    return "application/json" in accept and "text/html" not in accept


def answer(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The refusal as JSON for a program, as a notice for a part of a page, or as a page."""
    response: HttpResponse
    if wants_json(request):
        response = JsonResponse(refused.as_json(), status=refused.status, json_dumps_params={"ensure_ascii": False})
    elif request.headers.get("HX-Request") == "true":
        response = render(request, "kit/notice.html", {"refused": refused}, status=refused.status)
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reswap"] = "innerHTML show:#notices:top"
    else:
        response = render(request, "kit/refusal.html", {"refused": refused}, status=refused.status)
    if refused.status == 429:
        response.headers.setdefault("Retry-After", "60")
    return response
