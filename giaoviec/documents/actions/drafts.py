"""What people are typing, kept at each change after the gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from giaoviec.documents.gate import Secret, guard
from giaoviec.documents.models import Draft
from giaoviec.journal.actions import Act
from giaoviec.journal.errors import Stale
from giaoviec.rules.access import Actor


def save_draft(by: Actor, key: str, data: Mapping[str, Any], *, at: datetime, document: str = "") -> None:
    """Keeps what somebody is typing, after the gate. Where it is marked secret the whole draft is gone (6.2)."""
    try:
        guard(data, channel="draft", person_id=by.person_id, at=at, document=document)
    except Secret:
        drop_draft(by.person_id, key)
        raise
    Draft.objects.update_or_create(person_id=by.person_id, key=key, defaults={"data": dict(data), "saved_at": at})


def amend_draft(
    by: Actor,
    key: str,
    change: Callable[[dict[str, Any] | None], dict[str, Any]],
    *,
    texts: Mapping[str, Any],
    at: datetime,
) -> dict[str, Any]:
    """Changes a draft under its lock, so that two quick presses both count; gives what is kept now.

    `change` gets what was kept (None: nothing) and gives what is to be; `texts` is what is new in it, for the gate.
    Where that is marked secret the whole draft is gone (6.2).
    """
    try:
        guard(texts, channel="draft", person_id=by.person_id, at=at)
    except Secret:
        drop_draft(by.person_id, key)
        raise
    with transaction.atomic():
        row = Draft.objects.select_for_update().filter(person_id=by.person_id, key=key).first()
        data = change(dict(row.data) if row else None)
        Draft.objects.update_or_create(person_id=by.person_id, key=key, defaults={"data": data, "saved_at": at})
    return data


def send_draft(a: Act, key: str) -> None:
    """Within the open act that carries it out: a draft is sent once. `Stale` where it was sent or dropped meanwhile."""
    gone, _ = Draft.objects.filter(person_id=a.row()["by_id"], key=key).delete()
    if not gone:
        raise Stale("Bản nháp này đã được gửi hoặc đã bỏ; hãy tải lại trang.")


def drop_draft(person_id: int, key: str) -> None:
    """What was typed was sent, or is not wanted any more."""
    Draft.objects.filter(person_id=person_id, key=key).delete()
