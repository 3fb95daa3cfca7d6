"""What may be chosen on the giving screen on a day: agencies with their other names, groups, units, parent tasks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from giaoviec.agencies.models import AgencyKind, Alias, GroupMember
from giaoviec.agencies.queries import current, directory, groups, monitoring_units
from giaoviec.assignments.models import Assignment, Task
from giaoviec.documents import search
from giaoviec.rules.access import Actor
from giaoviec.rules.documents import Group
from giaoviec.rules.moves import OPEN

NEVER_GIVEN = (AgencyKind.COMMITTEE, AgencyKind.CENTRAL)
ORIGINS = 100
ALIKE = 8


@dataclass(frozen=True, slots=True)
class Option:
    """An agency to choose: found by its name, its short name and the other ways in which documents write it."""

    value: str
    label: str
    group: str
    words: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that the panels of a screen choose from."""

    agencies: list[Option]
    groups: list[tuple[str, str]]
    members: dict[str, list[Option]]
    units: list[tuple[str, str]]
    names: dict[str, str]

    def named(self, ids: object) -> list[str]:
        """The names of agencies by their ids as typed; those that are gone are left out."""
        return [self.names[str(pk)] for pk in (ids if isinstance(ids, list | tuple) else []) if str(pk) in self.names]


def choices(on: date) -> Choices:
    """What may be chosen on a day; five statements."""
    words: dict[int, list[str]] = defaultdict(list)
    for pk, text in Alias.objects.values_list("agency_id", "text"):
        words[pk].append(text)
    agencies = [a for a in directory(on) if a.kind not in NEVER_GIVEN]
    options = {
        a.pk: Option(str(a.pk), a.name, str(AgencyKind(a.kind).label), " ".join([a.short_name, *words[a.pk]]))
        for a in agencies
    }
    inside: dict[str, set[int]] = defaultdict(set)
    for group_id, pk in GroupMember.objects.filter(current(on)).values_list("group_id", "agency_id"):
        inside[str(group_id)].add(pk)
    members = {group: [option for pk, option in options.items() if pk in pks] for group, pks in inside.items()}
    sizes = {group: len(rows) for group, rows in members.items()}
    return Choices(
        agencies=list(options.values()),
        groups=[(str(g.pk), f"{g.name} ({sizes.get(str(g.pk), 0)} cơ quan)") for g in groups()],
        members=members,
        units=[(str(unit.pk), unit.name) for unit in monitoring_units(on)],
        names={str(a.pk): a.name for a in agencies},
    )


def origins() -> list[tuple[str, str]]:
    """Tasks of the Government and the Prime Minister from which one may be derived (1.3), newest first."""
    rows = Task.objects.filter(document__group=Group.GOVERNMENT, voided_at=None).select_related("document")
    return [_option(task) for task in rows.order_by("-pk")[:ORIGINS]]


def alike(actor: Actor, content: str, *, besides: int) -> list[tuple[str, str]]:
    """Open tasks whose words are like these, from other documents: what a new one may replace, supplement or repeat."""
    hits = search.find(actor, " ".join(content.split()[:8]), limit=60)
    found = [hit.subject_id for hit in hits if hit.subject == "task" and hit.document_id != besides]
    still_open = Assignment.objects.filter(task_id__in=found, stage__in=OPEN, voided_at=None).values("task_id")
    rows = Task.objects.filter(pk__in=still_open).select_related("document")[:ALIKE]
    return [_option(task) for task in rows]


def _option(task: Task) -> tuple[str, str]:
    return str(task.pk), f"{task.document}, hạn {_day(task.due_on)}: {task.content[:80]}"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "không có"
