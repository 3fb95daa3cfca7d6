"""What was refused or went wrong, as a page that says what to do now; for htmx a notice that takes its place."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from giaoviec.journal.errors import Refused

PAGES = frozenset({400, 403, 404, 405, 409, 413, 429})
EMPTY_FILLED = frozenset({405, 413, 429})
"""Statuses that Django and views answer without a page of their own."""
LARGEST = 2**63 - 1
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
RETRY_AFTER = "30"
"""Seconds after which a program may ask again while the database is away."""


class ErrorPages:
    """Turns a `Refused` that no view took into its page, and fills answers that have none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in EMPTY_FILLED and not response.streaming and not response.content:
            filled = error(request, response.status_code)
            if "Allow" in response.headers:
                filled.headers["Allow"] = response.headers["Allow"]
            return filled
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, values: dict[str, Any]) -> None:
        """A number that no database can hold names nothing."""
        if any(isinstance(value, int) and value > LARGEST for value in values.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return error(request, exception.status, sentence=exception.sentence, ground=exception.ground)
        return None


def error(request: HttpRequest, status: int, **said: Any) -> HttpResponse:
    """The page of a status; `sentence`, `ground`, `back` as docs/pages.md says. 422 reads as 400."""
    page = status if status in PAGES else 409 if status == 423 else 400
    if request.headers.get("HX-Request") and page in (400, 409):
        return render(request, "site/errors/fragment.html", said, status=status)
    return render(request, f"site/errors/{page}.html", said, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler400`: what is too large is told apart from what cannot be read."""
    return error(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler403`."""
    return error(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler404`: what is missing and what is not mine to see look the same."""
    return error(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """`handler500`: drawn without session or database; 503 where database or disk are what is away."""
    fault = sys.exc_info()[1]
    away = isinstance(fault, (OperationalError, InterfaceError)) or getattr(fault, "errno", None) in NO_ROOM
    status = 503 if away else 500
    headers = {"Retry-After": RETRY_AFTER} if away else {}
    return HttpResponse(render_to_string(f"site/errors/{status}.html", using="jinja2"), status=status, headers=headers)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`CSRF_FAILURE_VIEW`."""
    return render(request, "site/errors/403_csrf.html", status=403)
