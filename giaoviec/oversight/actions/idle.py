"""Accounts that nobody uses are shut by the calendar, and the administrators are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from giaoviec.agencies.actions import disable_account
from giaoviec.agencies.models import Person
from giaoviec.agencies.queries import idle, memberships_on
from giaoviec.duties.actions import Told, tell_all
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.citation import policy
from giaoviec.rules.roles import Role

NAMED = 5
"""So many of those that were shut are named in the notice."""


@policy("accounts")
def shut_idle(*, on: date, at: datetime) -> int:
    """Shuts the accounts that lay idle longer than the profile lets them; says how many. An administrator opens again.

    Of the technical administrators those seen last stay open, since there must be two.
    """
    days = int(profile_on(on)["account_idle_days"])
    people = Person.objects.filter(idle(on)).order_by("seen_at", "created_at", "id")
    shut = [person for person in people if _shut(person, f"Không dùng quá {days} ngày.", on, at)]
    if shut:
        _tell_administrators(shut, days, on, at)
    return len(shut)


def _shut(person: Person, why: str, on: date, at: datetime) -> bool:
    try:
        disable_account(person.pk, why, by=None, on=on, at=at)
    except Refused:  # One of the last two administrators.
        return False
    return True


def _tell_administrators(shut: Sequence[Person], days: int, on: date, at: datetime) -> None:
    names = ", ".join(person.name for person in shut[:NAMED])
    more = f" và {len(shut) - NAMED} người khác" if len(shut) > NAMED else ""
    text = f"Đã khóa {len(shut)} tài khoản không dùng quá {days} ngày: {names}{more}."
    held = memberships_on(on).filter(role=Role.ADMINISTRATOR).order_by().values_list("agency_id", flat=True)
    with act("tick", by=None, on=on, at=at, subject="day") as a:
        tell_all(
            a,
            [
                Told(pk, "idle_accounts", "person", 0, text, f"idle:{a.id}:{pk}", role=Role.ADMINISTRATOR)
                for pk in sorted(set(held))
            ],
        )
