"""`/canh-bao-som/`: whom to telephone today, why, and how far the warning may be trusted."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.views.common import chip, sheet
from giaoviec.oversight.models import Forecast
from giaoviec.oversight.queries import warning as queries
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.roles import Role
from giaoviec.rules.warning import Model


@need("see_warnings", own=True)
@require_GET
def page(request: Request) -> HttpResponse:
    """The open work that is likeliest to be late, in pages of as many as are telephoned in a day."""
    actor, today = request.actor, clock.today()
    profile, forecast = profile_on(today), queries.latest()
    of_unit = actor.role is Role.MONITOR and not request.GET.get("ca-tinh")
    shown = sheet(request, queries.visible(actor, unit_only=of_unit), int(profile["warning_calls"]))
    context: dict[str, Any] = {
        "sheet": shown,
        "first": shown.start <= 1,
        "calls": int(profile["warning_calls"]),
        "line": int(profile["warning_percent"]) / 100,
        "forecast": forecast,
        "model": _model(forecast),
        "contacts": queries.contacts({row.assignment.agency_id for row in shown.rows}, today),
        "chips": [chip(request, "ca-tinh", "1", "Xem cả tỉnh")] if actor.role is Role.MONITOR else [],
        "own": actor.agency_id if not actor.sees_all else None,
        "ground": profile.ground("warning_least"),
        "today": today,
    }
    return render(request, "oversight/canh_bao_som.html", context)


def _model(forecast: Forecast | None) -> Model | None:
    return Model.of_json(forecast.data) if forecast and forecast.data else None
