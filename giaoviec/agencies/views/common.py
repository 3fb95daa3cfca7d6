"""What several pages need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from giaoviec import clock
from giaoviec.agencies.access import Request, go, say
from giaoviec.agencies.models import Delegation
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor

PAGE = 50


class When(TypedDict):
    """By whom and when an action is done."""

    by: Actor
    on: date
    at: datetime


def when(request: Request) -> When:
    """What every action is given: `**when(request)`."""
    return {"by": request.actor, "on": clock.today(), "at": clock.now()}


def done(request: HttpRequest, address: str, sentence: str) -> HttpResponse:
    """On to another page, which says what was done."""
    say(request, sentence)
    return go(request, address)


def press(do: Callable[[], object]) -> Refused | None:
    """Carry out a button's act; returns its refusal, for the page to show."""
    try:
        do()
    except Refused as no:
        return no
    return None


def runs(row: Delegation, today: date) -> bool:
    """Whether a delegation holds or is still to come: whether it can be taken back."""
    return row.ended_at is None and row.to_on >= today


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a list, with what `ui.pager` needs."""

    rows: Sequence[Any]
    start: int
    end: int
    total: int
    previous: str | None
    next: str | None


def sheet(request: HttpRequest, rows: Any, size: int = PAGE) -> Sheet:
    """The page that the address asks for (`trang`), links keeping its other filters."""
    page = Paginator(rows, size).get_page(request.GET.get("trang"))
    return Sheet(
        rows=list(page.object_list),
        start=page.start_index(),
        end=page.end_index(),
        total=page.paginator.count,
        previous=_link(request, page.previous_page_number()) if page.has_previous() else None,
        next=_link(request, page.next_page_number()) if page.has_next() else None,
    )


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter as `ui.chips` draws it."""

    label: str
    url: str
    on: bool


def chip(request: HttpRequest, name: str, value: str, label: str) -> Chip:
    """A filter `name=value` that its link puts on, or off where it is on."""
    on = request.GET.get(name) == value
    kept = {key: text for key, text in request.GET.items() if key not in (name, "trang")}
    return Chip(label, f"?{urlencode(kept if on else {**kept, name: value})}", on)


def kept(request: HttpRequest) -> dict[str, str]:
    """The filters of the address that a new search keeps."""
    return {key: str(text) for key, text in request.GET.items() if key not in ("q", "trang")}


def _link(request: HttpRequest, number: int) -> str:
    return f"?{urlencode({**request.GET.dict(), 'trang': number})}"
