"""Early warning, made anew: learned from the province's history now and then, the open work judged every day.

Runs in the background at the end of a day's tick; may be run again. The outlooks are written in small chunks.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from giaoviec.oversight.models import Forecast, Forewarning
from giaoviec.oversight.queries import warning as queries
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.warning import Model, learn, outlook

CHUNK = 500
KEPT = 10
"""Forecasts that are kept, the last ones."""


@cites("QC 9.3")
@policy("early_warning")
def renew(*, on: date, at: datetime) -> int:
    """Learns again where that was long ago, and judges the open work as of a day; how many were judged."""
    forecast = queries.latest()
    if forecast is None or _is_old(forecast, on):
        forecast = train(on=on, at=at)
    return judge(forecast, on=on)


def _is_old(forecast: Forecast, on: date) -> bool:
    """Learned so many days ago, or later than the day that is asked for; where history was short, each day anew."""
    days = int(profile_on(on)["warning_days"]) if forecast.data else 1
    return not on - timedelta(days=days) < forecast.trained_on <= on


def train(*, on: date, at: datetime) -> Forecast:
    """Learns from what fell due before a day; says so where that is too little."""
    began, least = time.perf_counter(), int(profile_on(on)["warning_least"])
    known = [course for part in queries.courses(before=on) for course in part]
    model = learn(known, on=on, least=least)
    seconds = time.perf_counter() - began
    made = Forecast.objects.create(
        trained_on=on, at=at, courses=len(known), least=least, data=model.as_json() if model else None, seconds=seconds
    )
    old = Forecast.objects.values_list("pk", flat=True)[KEPT:]
    Forecast.objects.filter(pk__in=list(old)).delete()
    return made


def judge(forecast: Forecast, *, on: date) -> int:
    """Puts down the outlook of all open work that is not late yet; what is no longer open, or late, is forgotten."""
    if forecast.data is None:
        Forewarning.objects.all().delete()
        return 0
    model = Model.of_json(forecast.data)
    ids = list(queries.open_ones().filter(due_on__gte=on).order_by("agency_id", "id").values_list("pk", flat=True))
    Forecast.objects.filter(pk=forecast.pk).update(scored_on=on, to_score=len(ids), scored=0)
    for first in range(0, len(ids), CHUNK):
        part = ids[first : first + CHUNK]
        with transaction.atomic():
            _write(model, part, on)
            Forecast.objects.filter(pk=forecast.pk).update(scored=F("scored") + len(part))
    Forewarning.objects.exclude(on=on).delete()
    return len(ids)


def _write(model: Model, ids: Sequence[int], on: date) -> None:
    rows = []
    for course in queries.of(ids):
        seen = outlook(model, course, on)
        rows.append(
            Forewarning(assignment_id=course.id, on=on, chance=round(seen.chance, 4), reasons=list(seen.reasons))
        )
    Forewarning.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["assignment"], update_fields=["on", "chance", "reasons"]
    )
