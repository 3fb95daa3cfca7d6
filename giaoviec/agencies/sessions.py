"""Sessions in the database, each with its person: one query tells both, and whether his rights changed."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone

from giaoviec import clock
from giaoviec.agencies.models import Session
from giaoviec.prepared import Prepared

log = logging.getLogger(__name__)
ORIGIN = "origin"
"""Key in a session's data: (address, browser) of its sign-in."""

_COLUMNS = ("session_key", "session_data", "expire_date", "started_at", "seen_at", "address", "browser", "person_id")


def _sessions(key: str, now: datetime) -> QuerySet[Session]:
    live = Session.objects.filter(session_key=key, expire_date__gt=now).select_related("person")
    return live.only(*_COLUMNS, "person__rights_version", "person__is_active", "person__password")


_live = Prepared(_sessions).first


class SessionStore(DatabaseStore):
    """Django's database sessions with our row; `row` is it, once loaded, with the person's version beside."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        """Django calls it to load; its own would then need a second query for the person."""
        found = _live(str(self.session_key), timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
        self.row = found
        return found

    def save(self, must_create: bool = False) -> None:
        """On a node that only reads nothing is kept: the session lives on as the primary has it. Where the database
        does not take it just now, what was done stands and what can be read is read; Django would say that the session
        had ended."""
        if settings.READ_ONLY:
            return
        try:
            super().save(must_create)
        except UpdateError as fault:
            if not isinstance(fault.__context__, OperationalError):
                raise
            log.warning("a session's news was not kept: %s", type(fault.__context__).__name__)

    def delete(self, session_key: str | None = None) -> None:
        """As `save`."""
        if not settings.READ_ONLY:
            super().delete(session_key)

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        address, browser = data.get(ORIGIN, ("", ""))
        now = clock.now()
        return Session(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            person_id=int(data[SESSION_KEY]) if SESSION_KEY in data else None,
            started_at=self._kept("started_at", now),
            seen_at=self._kept("seen_at", now),
            address=address,
            browser=browser,
        )

    def _kept(self, column: str, now: datetime) -> datetime:
        value: datetime | None = getattr(self.row, column, None)
        return value or now
