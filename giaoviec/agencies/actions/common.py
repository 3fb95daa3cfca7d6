"""What several actions need: tidy names, days that make sense, and telling processes that somebody's rights changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from django.db.models import F, Model, QuerySet
from django.utils.timezone import localdate

from giaoviec.agencies.models import Delegation, Membership, Person
from giaoviec.journal.errors import Refused

M = TypeVar("M", bound=Model)


def tidy(text: str, *, what: str, field: str, most: int = 200, empty: bool = False) -> str:
    """A name as it is stored: NFC, single spaces, no control characters, not too long; `Refused` with the sentence."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Cs") for character in name):
        raise Refused(f"{what} có ký tự không in được; hãy gõ lại.", field=field, status=422)
    if not name and not empty:
        raise Refused(f"Chưa ghi {what[0].lower()}{what[1:]}.", field=field, status=422)
    if len(name) > most:
        raise Refused(f"{what} dài quá {most} ký tự; hãy viết gọn lại.", field=field, status=422)
    return name


def not_in_the_future(on: date, at: datetime, *, what: str, field: str = "on") -> None:
    """The directory tells what is, so a day to come is entered when it comes."""
    if on > localdate(at):
        raise Refused(f"{what} không được sau ngày ghi nhận ({localdate(at):%d/%m/%Y}).", field=field, status=422)


def found(rows: QuerySet[M], pk: int, *, what: str) -> M:
    """The row, or `Refused` with 404."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Refused(f"Không tìm thấy {what}.", status=404)
    return row


def rights_changed(people: Iterable[int]) -> None:
    """Let every process build these people, and those who stand in for them, anew at their next request."""
    ids = set(people)
    ids |= set(Delegation.objects.filter(membership__person__in=ids, ended_at=None).values_list("to", flat=True))
    Person.objects.filter(pk__in=ids).update(rights_version=F("rights_version") + 1)


def members_of(agencies: Iterable[int]) -> set[int]:
    """Everybody who ever belonged to these agencies."""
    return set(Membership.objects.filter(agency__in=list(agencies)).values_list("person", flat=True))
