"""A node that only reads, from a standby of the database: what would write is refused in words and loses nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import InternalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

READS = frozenset({"GET", "HEAD", "OPTIONS"})


class ReadOnly:
    """Answers 503 to whatever is no read, before a session or a form is looked at; absent on an ordinary node."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.READ_ONLY:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if request.method in READS else _refused()

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A read that would leave something behind: PostgreSQL refuses it on a standby."""
        return _refused() if isinstance(exception, InternalError) else None


def _refused() -> HttpResponse:
    return HttpResponse(render_to_string("site/errors/503_chi_doc.html", using="jinja2"), status=503)
