"""What other machines ask: does the process live, is the whole ready."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from . import health

NEEDED = (health.data_folder, health.disk, health.database, health.jobs)


@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """200 where the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """200 where database, jobs and disk are sound, else 503 with their names and nothing more."""
    wrong = [finding.name for check in NEEDED if not (finding := check()).sound]
    if wrong:
        return HttpResponse(f"{', '.join(wrong)}\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
