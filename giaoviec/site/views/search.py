"""`/tim/`: the box in the masthead leads here. A request is answered by its list; its words are looked for below."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.rules.access import may
from giaoviec.site.hearing.heard import hear
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
        "heard": hear(request.actor, query, on=clock.today()) if query else None,
        "may_save": may(request.actor, "save_list") is None,
        "groups": GROUPS,
        "group": group if group in GROUPS else "",
        "tabs": _tabs(query, group, found) if found else [],
    }
    return render(request, "site/tim.html", context)


@need("search")
@require_GET
def heard(request: Request) -> HttpResponse:
    """What is being typed, as far as it is understood: a fragment that follows the box."""
    query = request.GET.get("q", "").strip()
    found = hear(request.actor, query, on=clock.today(), rows=False) if query else None
    return render(request, "site/_hieu.html", {"heard": found}) if found else HttpResponse("")


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
