"""Seats in inspection teams (8.1c): posts with a first and a last day, beside what somebody is in his agency."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from giaoviec.agencies.actions.common import rights_changed
from giaoviec.agencies.models import Delegation, Membership
from giaoviec.journal.actions import Act
from giaoviec.rules.roles import Role


def seat(a: Act, person_id: int, *, agency_id: int, title: str, first_on: date, last_on: date) -> Membership:
    """Gives somebody of an agency a seat for some days, both included, within an open act."""
    post = Membership.objects.create(
        person_id=person_id, agency_id=agency_id, role=Role.INSPECTOR, title=title[:120],
        from_on=first_on, to_on=last_on + timedelta(days=1),
    )  # fmt: skip
    a.touch("person", person_id)
    rights_changed([person_id])
    return post


def end_seats(a: Act, seats: Collection[int], *, last_on: date) -> None:
    """These seats hold up to a day, that day included; sooner or later than they did. Within an open act."""
    posts = Membership.objects.filter(pk__in=seats, role=Role.INSPECTOR)
    people = set(posts.values_list("person_id", flat=True))
    posts.update(to_on=last_on + timedelta(days=1))
    Delegation.objects.filter(membership__in=seats, ended_at=None, to_on__gt=last_on).update(ended_at=a.at)
    for person in sorted(people):
        a.touch("person", person)
    rights_changed(people)
