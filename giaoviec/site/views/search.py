"""`/tim/`: the box in the masthead leads here."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.site.seeking import GROUPS, Found, seek


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of finds as `ui.tabs` draws it."""

    label: str
    url: str
    current: bool
    count: int


@need("search")
@require_GET
def page(request: Request) -> HttpResponse:
    """What was found, grouped; or how to ask."""
    query = request.GET.get("q", "").strip()
    group = request.GET.get("nhom", "")
    found = seek(request.actor, query, on=clock.today()) if query else None
    context = {
        "query": query,
        "found": found,
        "groups": GROUPS,
        "group": group if group in GROUPS else "",
        "tabs": _tabs(query, group, found) if found else [],
    }
    return render(request, "site/tim.html", context)


def _tabs(query: str, group: str, found: Found) -> list[Tab]:
    counts = {name: len(found.of(name)) for name in GROUPS}
    everything = Tab("Tất cả", f"/tim/?{urlencode({'q': query})}", group not in GROUPS, found.total)
    return [
        everything,
        *(
            Tab(label, f"/tim/?{urlencode({'q': query, 'nhom': name})}", group == name, counts[name])
            for name, label in GROUPS.items()
            if counts[name]
        ),
    ]
