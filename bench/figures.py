"""The pages of the figures at 100,000 assignments: `python -m bench figures`. In process, the network apart."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from datetime import time as clock_time
from typing import Any

from bench.places import Place
from bench.seats import cookie
from bench.works import Line, inside

TURNS = 15
BARS = {
    "past": ("figures page of a past day", 60.0),
    "past by agency": ("figures page of a past day, by agency", 60.0),
    "known": ("figures page as known at a past moment", 300.0),
    "today": ("figures page of today", 60.0),
    "week": ("difference between two days a week apart", None),
    "pictures": ("the pictures: 20 days by agency", 1000.0),
}
"""Work → its name, the most milliseconds that half of the turns may take (None: measured only)."""


def figures(place: Place) -> Iterator[Line]:
    """The lines of the table."""
    found = inside(place, "figures")
    for name, (work, bar) in BARS.items():
        took = found[name]
        said = f"p50 {took['p50']:.0f} ms, longest {took['most']:.0f} ms, processor {took['processor']:.0f} ms"
        yield Line(work, f"p50 ≤ {bar:g} ms" if bar else "measured", place.kind, said, not bar or took["p50"] <= bar)


def pages() -> dict[str, Any]:
    """In the place: milliseconds of each page, the histogram folded, the first turn left out."""
    from django.conf import settings
    from django.test import Client

    from giaoviec import clock
    from giaoviec.days import HANOI
    from giaoviec.reporting.actions import fold

    while fold():
        pass
    client = Client(headers={"host": "localhost"})
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie("chanhvp").partition("=")[2]
    today = clock.today()
    past, week = today - timedelta(days=45), today - timedelta(days=7)
    known = datetime.combine(past + timedelta(days=5), clock_time(17), HANOI).replace(tzinfo=None).isoformat()
    asked = {
        "past": f"/so-lieu/?ngay={past}",
        "past by agency": f"/so-lieu/?ngay={past}&xem=co-quan",
        "known": f"/so-lieu/?ngay={past}&biet-luc={known}",
        "today": f"/so-lieu/?ngay={today}",
        "week": f"/so-lieu/chenh-lech/?truoc={week}&sau={today}",
        "pictures": "/so-lieu/hinh/",
    }
    return {name: _taken(client, address) for name, address in asked.items()}


def _taken(client: Any, address: str) -> dict[str, float]:
    turns, processor = [], []
    for _ in range(TURNS + 1):
        began, worked = time.perf_counter(), time.process_time()
        answer = client.get(address)
        turns.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - worked))
        assert answer.status_code == 200, (address, answer.status_code)
    return {
        "p50": statistics.median(turns[1:]),
        "most": max(turns[1:]),
        "processor": statistics.median(processor[1:]),
    }
