"""Lists that a person keeps for himself. No event of the journal: nothing happens to anybody's work."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.db.models import Max

from giaoviec.journal.errors import Refused
from giaoviec.site.models import SavedList

MOST = 40
PATHS = ("/viec/", "/van-ban/", "/co-quan/", "/viec-phai-lam/", "/gop-y/")
"""Pages whose address is a list that can be kept."""


def save(person_id: int, *, name: str, address: str) -> SavedList:
    """Keeps a list's address under a name; the same name is not used twice."""
    path, query = taken_apart(address)
    name = " ".join(name.split())
    if not name:
        raise Refused("Đặt tên cho danh sách.", field="name", status=422)
    rows = SavedList.objects.filter(person_id=person_id)
    if rows.count() >= MOST:
        raise Refused(f"Chỉ giữ được {MOST} danh sách; hãy bỏ bớt.", field="name", status=422)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    return _put(SavedList(person_id=person_id, name=name[:80], path=path, query=query, position=last + 10))


def rename(row: SavedList, *, name: str) -> None:
    name = " ".join(name.split())
    if not name:
        raise Refused("Đặt tên cho danh sách.", field="name", status=422)
    row.name = name[:80]
    _put(row)


def move(row: SavedList, *, up: bool) -> None:
    """One place up or down among the person's lists."""
    order = list(SavedList.objects.filter(person_id=row.person_id).order_by("position", "id"))
    place = next(index for index, one in enumerate(order) if one.pk == row.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        for index, one in enumerate(order):
            one.position = 10 * (index + 1)
        SavedList.objects.bulk_update(order, ["position"])


def drop(row: SavedList) -> dict[str, Any]:
    """Takes a list away; gives what brings it back (`restore`)."""
    kept = {"name": row.name, "path": row.path, "query": row.query, "position": row.position}
    row.delete()
    return kept


def restore(person_id: int, kept: dict[str, Any]) -> SavedList:
    return _put(SavedList(person_id=person_id, **kept))


def taken_apart(address: str) -> tuple[str, str]:
    """(path, query) of an address of one of our lists."""
    parts = urlsplit(address)
    if parts.path not in PATHS or len(parts.query) > 1000:
        raise Refused("Địa chỉ này không phải là một danh sách giữ được.", field="address", status=422)
    return parts.path, parts.query


def _put(row: SavedList) -> SavedList:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(f"Đã có danh sách tên “{row.name}”; hãy đặt tên khác.", field="name", status=422) from None
    return row
