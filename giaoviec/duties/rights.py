"""Changed rights on the desks of those concerned, and of the head of their agency."""

from __future__ import annotations

from collections.abc import Iterator

from giaoviec.agencies.models import Membership
from giaoviec.agencies.queries import current
from giaoviec.agencies.rights import Change
from giaoviec.duties.actions import Told, tell_all
from giaoviec.journal.actions import Act
from giaoviec.rules.roles import Role

HEADS = (Role.AGENCY_HEAD, Role.OFFICE_HEAD)


def tell_rights(a: Act, change: Change) -> None:
    """Each of the people in each of the agencies; there the head too, unless it is about him."""
    tell_all(a, [*_people(a, change), *_heads(a, change)])


def _people(a: Act, change: Change) -> Iterator[Told]:
    for agency in change.agencies:
        for person in change.people:
            key = f"rights:{a.id}:{person}"
            yield Told(agency, "rights", "rights", 0, change.sentence, key, person_id=person)


def _heads(a: Act, change: Change) -> Iterator[Told]:
    held = Membership.objects.filter(current(a.on), agency__in=change.agencies, role__in=HEADS, person__is_active=True)
    for agency, role in sorted(set(held.exclude(person__in=change.people).values_list("agency_id", "role"))):
        key = f"rights:{a.id}:{role}"
        yield Told(agency, "rights_here", "agency", agency, change.sentence, key, role=role)
