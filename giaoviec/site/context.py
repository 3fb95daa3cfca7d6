"""What stands on every page round its content: who I am, where I can go, what was just done.

Nothing is looked up unless a template asks for it, and then only what the principal does not hold already.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from giaoviec import clock
from giaoviec.agencies.middleware import ACTING
from giaoviec.agencies.models import Agency, AgencyKind
from giaoviec.agencies.principals import Post, Principal
from giaoviec.journal.doors import SAID
from giaoviec.rules.access import may
from giaoviec.site.navigation import entries
from giaoviec.site.undoing import Undo, offered

PROVINCE_SECONDS = 60.0
"""How long a process may go on with the province's name that it knows."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A post that I may act in."""

    id: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Me:
    """Who is signed in, in the post in which he acts."""

    name: str
    title: str
    agency_name: str
    memberships: Sequence[Choice]
    searches: bool
    mark: str


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the next page."""

    level_tag: str
    message: str


def page(request: HttpRequest) -> dict[str, Page]:
    """The context processor: `page` in every template."""
    return {"page": Page(request)}


class Page:
    """See docs/pages.md, "Context"."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def me(self) -> Me | None:
        who: Principal | None = getattr(self.request, "principal", None)
        post = self._post
        if who is None or post is None:
            return None
        searches = may(post.actor, "search") is None
        choices = [Choice(one.key, one.label, one is post) for one in who.posts]
        return Me(post.actor.label, post.actor.title, post.agency_name, choices, searches, str(who.person_id))

    @cached_property
    def nav(self) -> list[tuple[str, str, bool]]:
        post = self._post
        return entries(post.actor.role, self.request.path) if post else []

    @cached_property
    def province(self) -> str:
        return province()

    @cached_property
    def demo(self) -> bool:
        return not clock.production()

    @cached_property
    def today(self) -> date:
        return clock.today()

    @cached_property
    def messages(self) -> list[Message]:
        """What was said since the last page; saying it once more would be wrong, so it is taken out."""
        session: Any = getattr(self.request, "session", None)
        said = session.pop(SAID, []) if session is not None and session.get(SAID) else []
        return [Message(level, sentence) for level, sentence in said]

    @cached_property
    def undo(self) -> Undo | None:
        return offered(self.request) if self._post else None

    @cached_property
    def _post(self) -> Post | None:
        who: Principal | None = getattr(self.request, "principal", None)
        if who is None or getattr(self.request, "actor", None) is None:
            return None
        return who.post(self.request.session.get(ACTING))


_known: dict[str, tuple[float, str]] = {}


def province() -> str:
    """ "tỉnh Lâm Đồng", from the name of the People's Committee; empty before one is entered."""
    kept = _known.get("province")
    if kept is None or time.monotonic() - kept[0] > PROVINCE_SECONDS:
        _known["province"] = kept = (time.monotonic(), _province())
    return kept[1]


def forget() -> None:
    """The province's name is looked up again with the next page."""
    _known.clear()


def _province() -> str:
    rows = Agency.objects.filter(kind=AgencyKind.COMMITTEE, dissolved_on=None).order_by("id")
    name = rows.values_list("name", flat=True).first() or ""
    for long in ("Ủy ban nhân dân ", "UBND "):
        name = name.removeprefix(long)
    return name
