"""Nhắc việc: 7, 3 and 1 days before, on the day after, then weekly (profile); never of what the Office itself holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from giaoviec.assignments.models import Assignment
from giaoviec.duties import queries as duties
from giaoviec.duties.models import Notice
from giaoviec.duties.queries import Owed
from giaoviec.journal.actions import Act, act
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.citation import policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.holders import Holder
from giaoviec.rules.profile import Profile
from giaoviec.rules.reminding import Reminder, is_urged, reminder

CHUNK = 500
SAID_ON_THE_DESK_ONLY = frozenset({DutyKind.LIAISON_LOOK})


@policy("reminders")
def remind(*, on: date, at: datetime) -> int:
    """Puts today's reminders on the desks; says how many were new. The same thing is never told twice."""
    profile = profile_on(on)
    said = 0
    for chunk in _chunks(_concerned(on, profile)):
        fresh = _fresh(chunk, on)
        if fresh:
            with act("remind", by=None, on=on, at=at, subject="day", duties=len(fresh)) as a:
                Notice.objects.bulk_create([_notice(a, owed, said) for owed, said in fresh], ignore_conflicts=True)
            said += len(fresh)
    return said


def _concerned(on: date, profile: Profile) -> Iterator[tuple[Owed, Reminder]]:
    before = profile["reminders"]
    furthest = max(before) if isinstance(before, tuple) and before else 0
    yield from _reminded(duties.late(on), on, profile)
    yield from _reminded(duties.due_between(on, on + timedelta(days=int(furthest))), on, profile)


def _reminded(owing: Iterable[Owed], on: date, profile: Profile) -> Iterator[tuple[Owed, Reminder]]:
    for owed in owing:
        said = reminder(owed.due_on, on, profile=profile)
        if said and owed.kind not in SAID_ON_THE_DESK_ONLY:
            yield owed, said


def _fresh(chunk: list[tuple[Owed, Reminder]], on: date) -> list[tuple[Owed, Reminder]]:
    """What may be urged today and was not yet said."""
    holders = _holders(owed.assignment_id for owed, _ in chunk if owed.assignment_id)
    told = set(Notice.objects.filter(key__in=[_key(owed, on) for owed, _ in chunk]).values_list("key", flat=True))
    return [
        (owed, said)
        for owed, said in chunk
        if _key(owed, on) not in told and is_urged(owed.kind, holders.get(owed.assignment_id or 0, Holder.AGENCY))
    ]


def _holders(assignments: Iterable[int]) -> dict[int, Holder]:
    """Who holds each of these now: the Office also while it owes an answer on an extension or an obstacle."""
    held = Assignment.objects.filter(pk__in=set(assignments)).values_list("pk", "holder")
    return {pk: Holder(holder) for pk, holder in held}


def _key(owed: Owed, on: date) -> str:
    return f"remind:{owed.id}:{on}"


def _notice(a: Act, owed: Owed, said: Reminder) -> Notice:
    return Notice(
        agency_id=owed.agency_id,
        unit_id=owed.unit_id,
        person_id=owed.person_id,
        role=owed.role,
        kind="remind",
        subject=owed.subject,
        subject_id=owed.subject_id,
        key=_key(owed, a.on),
        text=f"{said.vi}: {owed.kind.vi}, hạn {owed.due_on:%d/%m/%Y}",
        on=a.on,
        at=a.at,
        act=a.id,
    )


def _chunks(items: Iterator[tuple[Owed, Reminder]]) -> Iterator[list[tuple[Owed, Reminder]]]:
    while chunk := list(islice(items, CHUNK)):
        yield chunk


def titles(assignments: Iterable[int]) -> dict[int, str]:
    """What each assignment is about, for a line of a message."""
    rows = Assignment.objects.filter(pk__in=set(assignments)).values_list("pk", "content", "task__content")
    return {pk: own or task for pk, own, task in rows}
