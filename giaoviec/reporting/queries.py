"""The one figure service: every surface asks here, whether it is a page, a document, a message or a command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from giaoviec.agencies.models import Agency
from giaoviec.assignments.models import Assignment
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import profile_on
from giaoviec.reporting.counting import differences, lists
from giaoviec.reporting.counting.differences import Moved, Shift
from giaoviec.reporting.counting.labels import labelled, names_through
from giaoviec.reporting.counting.lines_on import Line, lines
from giaoviec.reporting.counting.recounts import Totals
from giaoviec.reporting.counting.scopes import Scope, check
from giaoviec.reporting.counting.times import Times, times
from giaoviec.reporting.counting.totals import with_whole
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Policy, cites
from giaoviec.rules.counting import Counts, check_parts
from giaoviec.rules.figures import Figure, figure
from giaoviec.rules.figures import figures as figures_from
from giaoviec.rules.roles import Role

BY_VI = {
    "agency": "cơ quan",
    "field": "lĩnh vực",
    "leader": "lãnh đạo chỉ đạo",
    "group": "nhóm văn bản",
    "unit": "đơn vị theo dõi",
}
"""What figures can be divided by, and what it is called."""

INSIDE_VI = {"own_unit": "phòng, ban", "officer": "cán bộ"}
"""What the figures of an agency's own assignments inside it can be divided by."""

ALL: None = None
"""In the place of an actor: the whole province, for what runs by itself."""

__all__ = [
    "ALL", "BY_VI", "Change", "Line", "Moved", "Row", "Scope", "Shift", "Table", "behind", "behind_inside", "changed",
    "check", "days_behind", "difference", "figures", "figures_inside", "on_the_day", "on_the_day_inside", "series",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: `key` is an agency's, person's or unit's id, a field, a group; `label` what is printed."""

    key: str
    label: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of a set as of a day, as known at a moment (None: now), and its lines where it is divided."""

    as_of: date
    since: date | None
    known_at: datetime | None
    profile: str
    agency_id: int | None
    by: str
    figures: Mapping[str, Figure]
    rows: tuple[Row, ...] = ()


def figures(
    actor: Actor | None,
    on: date,
    *,
    since: date | None = None,
    known_at: datetime | None = None,
    agency: Agency | int | None = None,
    document: int | None = None,
    by: str = "",
    timed: bool = False,
) -> Table:
    """The figures at the end of a day by id, of all that the actor may see or of one agency; with `since` of a period,
    with `document` of what that document asks for.

    `by` divides them (`BY_VI`); `timed` adds days by holder and days to finish. `Refused` for another agency's;
    `rules.counting.DoesNotAddUp` where parts are not their whole. The agency is that of the day; field, leader, group
    and unit are those of today. Who asks for a day that may not have come calls `check` first.
    """
    scope = _scope(actor, on, since=since, known_at=known_at, agency=agency, document=document, by=by)
    return _table(scope, by, timed=timed)


@cites("QC 11.2")
def figures_inside(
    actor: Actor, on: date, *, since: date | None = None, known_at: datetime | None = None, by: str = ""
) -> Table:
    """The figures of what the actor's agency gave inside itself, whole or divided (`INSIDE_VI`); of a head of a unit
    what that unit was given. Each assignment inside counts once, whichever it is a part of.

    `Refused` for everybody else: names of officers are their agency's affair.
    """
    return _table(_scope_inside(actor, on, since=since, known_at=known_at), by)


def _table(scope: Scope, by: str, *, timed: bool = False) -> Table:
    whole, parts = with_whole(scope, by)
    period = scope.since is not None
    long = times(scope) if timed else {}
    whole_figures = _figures(whole, long.get(""), timed=timed, period=period)
    rows = _rows(scope, by, whole, parts, timed=timed) if by else ()
    profile = profile_on(scope.on).code
    return Table(scope.on, scope.since, scope.known_at, profile, scope.agency_id, by, whole_figures, rows)


def _rows(scope: Scope, by: str, whole: Counts, found: Totals, *, timed: bool) -> tuple[Row, ...]:
    parts = labelled(by, found, scope.on)
    check_parts(whole, {key: counts for key, _, counts in parts})
    long: dict[str, Times] = {}
    if timed:
        long = {key: found for key, _, found in labelled(by, times(scope, by), scope.on, merge=_merge)}
    return tuple(
        Row(
            key,
            label,
            _figures(counts, long.get(key), timed=timed, period=scope.since is not None, where=label),
        )
        for key, label, counts in parts
    )


def _merge(a: Times, b: Times) -> Times:
    return Times(a.days + b.days, a.finished + b.finished)


def _figures(counts: Counts, long: Times | None, *, timed: bool, period: bool, where: str = "") -> dict[str, Figure]:
    long = long or Times()
    finished = long.finished if timed else None
    return figures_from({**counts, **long.days}, finished=finished, period=period, where=where)


def series(
    actor: Actor | None,
    days: Sequence[date],
    figure_id: str,
    *,
    known_at: datetime | None = None,
    agency: Agency | int | None = None,
) -> dict[date, list[tuple[str, str, Figure]]]:
    """One figure at the end of each of several days, of each agency that had any: (key, its name of the day, figure).

    In official order. `Refused` and `DoesNotAddUp` as for the figures.
    """
    counted: dict[date, Totals] = {}
    for on in dict.fromkeys(days):
        whole, parts = with_whole(_scope(actor, on, known_at=known_at, agency=agency, by="agency"), "agency")
        check_parts(whole, parts)
        counted[on] = parts
    names = names_through({key for parts in counted.values() for key in parts}, list(counted))
    return {
        on: [(key, name, figure(figure_id, parts[key])) for key, name in names[on].items() if key in parts]
        for on, parts in counted.items()
    }


def behind(
    actor: Actor | None,
    figure_id: str,
    on: date,
    *,
    since: date | None = None,
    known_at: datetime | None = None,
    agency: Agency | int | None = None,
    document: int | None = None,
    denominator: bool = False,
    by: str = "",
    key: str | None = None,
) -> list[int]:
    """The ids of the assignments that a figure counts, as many as its numerator (or denominator) says.

    With `key` those of one line of the table divided by `by`. See `lists.behind`. `Refused` as for the figures.
    """
    if by == "agency" and key:
        agency, by, key = int(key), "", None
    scope = _scope(actor, on, since=since, known_at=known_at, agency=agency, document=document)
    return lists.behind(figure_id, scope, denominator=denominator, by=by, key=key)


def behind_inside(
    actor: Actor,
    figure_id: str,
    on: date,
    *,
    since: date | None = None,
    known_at: datetime | None = None,
    denominator: bool = False,
    by: str = "",
    key: str | None = None,
) -> list[int]:
    """As `behind`, of `figures_inside`."""
    scope = _scope_inside(actor, on, since=since, known_at=known_at)
    return lists.behind(figure_id, scope, denominator=denominator, by=by, key=key)


def on_the_day_inside(
    actor: Actor, ids: Sequence[int], on: date, *, since: date | None = None, known_at: datetime | None = None
) -> list[Line]:
    """As `on_the_day`, of `figures_inside`."""
    return lines(ids, _scope_inside(actor, on, since=since, known_at=known_at))


def on_the_day(
    actor: Actor | None,
    ids: Sequence[int],
    on: date,
    *,
    since: date | None = None,
    known_at: datetime | None = None,
    agency: Agency | int | None = None,
    document: int | None = None,
) -> list[Line]:
    """How each of these assignments stood at the end of the day, in the order given. `Refused` as for the figures."""
    return lines(ids, _scope(actor, on, since=since, known_at=known_at, agency=agency, document=document))


def days_behind(
    actor: Actor | None,
    figure_id: str,
    on: date,
    *,
    since: date | None = None,
    known_at: datetime | None = None,
    agency: Agency | int | None = None,
    document: int | None = None,
) -> dict[int, int]:
    """Assignment → its days, which add up to a figure of days by holder."""
    scope = _scope(actor, on, since=since, known_at=known_at, agency=agency, document=document)
    return lists.days_behind(figure_id, scope)


def difference(
    actor: Actor | None,
    before: date,
    after: date,
    *,
    known_before: datetime | None = None,
    known_after: datetime | None = None,
    agency: Agency | int | None = None,
) -> list[Moved]:
    """Line by line what stands elsewhere on the later day (or in the later knowledge) and why: by acts, or by time."""
    change = changed(
        actor, before, after, known_before=known_before, known_after=known_after, agency=agency
    )  # fmt: skip
    return change.why(change.shifts)


@dataclass(frozen=True, slots=True)
class Change:
    """What stands elsewhere between two states; `why` says it of those that are asked for, since that costs more."""

    before: Scope
    after: Scope
    shifts: list[Shift]

    def why(self, shifts: Sequence[Shift]) -> list[Moved]:
        return differences.explained(shifts, self.before, self.after)


def changed(
    actor: Actor | None,
    before: date,
    after: date,
    *,
    known_before: datetime | None = None,
    known_after: datetime | None = None,
    agency: Agency | int | None = None,
) -> Change:
    """As `difference`, with the acts still to be asked for."""
    old = _scope(actor, before, known_at=known_before, agency=agency)
    new = replace(old, on=after, known_at=known_after)
    return Change(old, new, differences.shifts(old, new))


def _scope(
    actor: Actor | None,
    on: date,
    *,
    since: date | None = None,
    known_at: datetime | None = None,
    agency: Agency | int | None = None,
    document: int | None = None,
    by: str = "",
) -> Scope:
    agency_id = agency.pk if isinstance(agency, Agency) else agency
    if by and by not in BY_VI:
        raise ValueError(f"figures are not divided by {by!r}")
    return Scope(on, since, known_at, _seen_by(actor, agency_id, by), None if document is None else _asked_by(document))


def _scope_inside(actor: Actor, on: date, *, since: date | None, known_at: datetime | None) -> Scope:
    refusal = may(actor, "see_figures_inside", agency_id=actor.agency_id)
    unit = actor.unit_id if actor.role is Role.UNIT_HEAD else None
    if refusal is None and unit is None and actor.role is Role.UNIT_HEAD:
        raise Refused("Tư cách này chưa gắn với phòng, ban nào.", ground=Policy("roles"), status=404)
    if refusal:
        raise Refused(refusal.sentence, ground=refusal.ground, status=404)
    return Scope(on, since, known_at, actor.agency_id, inside=True, unit_id=unit)


def _asked_by(document: int) -> tuple[int, ...]:
    """What a document asks for: the ids of the province's assignments."""
    return tuple(Assignment.objects.filter(document_id=document, parent=None).values_list("pk", flat=True))


def _seen_by(actor: Actor | None, agency_id: int | None, by: str) -> int | None:
    """The agency whose figures he gets: whose he asks for, his own where he sees no other (but the table of all)."""
    if actor is ALL or (agency_id is None and by == "agency" and not may(actor, "see_agency_table")):
        return agency_id
    refusal = may(actor, "see_figures", agency_id=agency_id)
    if refusal is None:
        return agency_id
    if agency_id is None and may(actor, "see_figures", agency_id=actor.agency_id) is None:
        return actor.agency_id
    raise Refused(refusal.sentence, ground=refusal.ground, status=404)
