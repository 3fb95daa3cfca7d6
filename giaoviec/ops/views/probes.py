"""What other machines ask: does the process live, is the whole ready, how much of everything is there."""

from __future__ import annotations

import ipaddress
import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from giaoviec.environment import LOOPBACK
from giaoviec.ops import health, measures

NEEDED = (health.data_folder, health.disk, health.database, health.jobs)


@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """200 where the process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """200 where database, jobs and disk are sound, else 503 with their names and nothing more."""
    wrong = [finding.name for check in NEEDED if not (finding := check()).sound]
    if wrong:
        return HttpResponse(f"{', '.join(wrong)}\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Measures as Prometheus reads them: with the token, or from this machine by its own name; else no such page."""
    if not (_has_token(request) or _is_here(request)):
        raise Http404
    return HttpResponse(measures.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    return bool(settings.METRICS_TOKEN) and secrets.compare_digest(given, settings.METRICS_TOKEN.encode())


def _is_here(request: HttpRequest) -> bool:
    """A proxy on this machine comes from here too, but asks for the public name."""
    name = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback and name in LOOPBACK
    except ValueError:
        return False
