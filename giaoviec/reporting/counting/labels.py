"""What the lines of a table are called, and their order: agencies in official order under the name of the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from giaoviec.agencies.models import Agency, AgencyName, Person, Unit
from giaoviec.agencies.queries import names_on, vice_chairmen
from giaoviec.rules.documents import Group

T = TypeVar("T")


def labelled(
    by: str, found: Mapping[str, T], on: date, *, merge: Callable[[T, T], T] | None = None
) -> list[tuple[str, str, T]]:
    """(key, label, what was found) in the order in which they are printed; what nobody directs or owns comes last.

    `merge` adds what falls under one label (a leader's fields); counters are added by themselves.
    """
    if by == "leader":
        found = _by_person(found, on, merge or _added)
    names = _NAMES[by]([key for key in found if key], on)
    order = {key: place for place, key in enumerate(names)}
    keys = sorted(found, key=lambda key: (not key, order.get(key, len(order)), key))
    return [(key, names.get(key) or key or _NOBODY[by], found[key]) for key in keys]


_NOBODY = {
    "agency": "không rõ cơ quan",
    "field": "chưa ghi lĩnh vực",
    "leader": "chưa có lãnh đạo chỉ đạo",
    "group": "chưa phân nhóm",
    "unit": "chưa có đơn vị theo dõi",
    "own_unit": "chưa rõ phòng, ban",
    "officer": "giao chung cho phòng, ban",
}


def _added(a: Any, b: Any) -> Any:
    return type(a)({name: a[name] + b[name] for name in {*a, *b}})


def _by_person(found: Mapping[str, T], on: date, merge: Callable[[T, T], T]) -> dict[str, T]:
    by_person: dict[str, T] = {}
    to_row = row_of("leader", on)
    for key, value in found.items():
        leader = to_row(key)
        by_person[leader] = merge(by_person[leader], value) if leader in by_person else value
    return by_person


def row_of(by: str, on: date) -> Callable[[str], str]:
    """From the key that a row is counted under (`sources.KEYS`) to that of the line in which it is printed.

    A leader's line has what he directed; where the document names nobody, the Vice-Chairman of the task's field on the
    day stands for him.
    """
    if by != "leader":
        return str
    of_field = {field: str(post.person_id) for post in reversed(vice_chairmen(on)) for field in post.fields}

    def leader(key: str) -> str:
        person, field = key.split("|", 1)
        return person or of_field.get(field, "")

    return leader


def _agencies(keys: Iterable[str], on: date) -> dict[str, str]:
    agencies = list(Agency.objects.filter(pk__in=map(int, keys)))
    names = names_on(agencies, on)
    return {str(agency.pk): names[agency.pk][0] for agency in agencies}


def names_through(keys: Iterable[str], days: Iterable[date]) -> dict[date, dict[str, str]]:
    """What agencies were called on each of several days, in official order."""
    agencies = list(Agency.objects.filter(pk__in=map(int, keys)))
    rows = list(
        AgencyName.objects.filter(agency__in=agencies, voided_at=None)
        .order_by("on", "id")
        .values_list("agency_id", "on", "name")
    )
    found: dict[date, dict[str, str]] = {}
    for day in days:
        named: dict[int, str] = {}
        for pk, on, name in rows:
            if on <= day or pk not in named:
                named[pk] = name
        found[day] = {str(agency.pk): named.get(agency.pk, agency.name) for agency in agencies}
    return found


def _units(keys: Iterable[str], on: date) -> dict[str, str]:
    return {str(unit.pk): unit.name for unit in Unit.objects.filter(pk__in=map(int, keys))}


def _people(keys: Iterable[str], on: date) -> dict[str, str]:
    return {str(p.pk): p.name for p in Person.objects.filter(pk__in=map(int, keys)).order_by("sort_key", "id")}


def _groups(keys: Iterable[str], on: date) -> dict[str, str]:
    return {group.value: group.vi for group in Group}


def _fields(keys: Iterable[str], on: date) -> dict[str, str]:
    return {key: key for key in sorted(keys)}


_NAMES: dict[str, Callable[[Iterable[str], date], dict[str, str]]] = {
    "agency": _agencies,
    "unit": _units,
    "leader": _people,
    "group": _groups,
    "field": _fields,
    "own_unit": _units,
    "officer": _people,
}
