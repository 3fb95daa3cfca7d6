"""Late work at the end of each week, agency by agency, and who is to be commended: parts of the morning page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q

from giaoviec.assignments import standing_sql as sql
from giaoviec.journal.keeping import UntilNextAct
from giaoviec.oversight.queries.leading import commended_since
from giaoviec.rules.access import Actor
from giaoviec.rules.moves import Stage
from giaoviec.site import formats
from giaoviec.site.desk.figures import LateAgency, Row, looked_after, work_of
from giaoviec.site.links import work

WEEKS = 8
CLEAN_WEEKS = 4
"""So many ends of week without late work make an agency worth a commendation."""
LEAST_DONE = 3
PRAISED = 2
AGAIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Heat:
    """Ends of week, and for each agency how much was late then: (name, numbers, address of its late work)."""

    cols: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int], str]]


@dataclass(frozen=True, slots=True)
class Praise:
    """An agency that has earned a word."""

    id: int
    name: str
    words: str


def ends(on: date) -> list[date]:
    """The last eight Sundays up to a day."""
    last = on - timedelta(days=(on.weekday() + 1) % 7)
    return [last - timedelta(days=7 * back) for back in reversed(range(WEEKS))]


def late_by_week(actor: Actor, agencies: Collection[int], on: date) -> Mapping[int, Sequence[int]]:
    """How much of each agency's work was late at each end of week, by the deadlines that hold now."""
    return _late_by_week(looked_after(actor), tuple(agencies), on)


@UntilNextAct
def _late_by_week(leader: int | None, agencies: tuple[int, ...], on: date) -> Mapping[int, Sequence[int]]:
    """How much of each agency's work was late at each end of week, by the deadlines that hold now. One statement."""
    days = ends(on)
    ever = Q(done_on=None) | Q(done_on__gt=days[0])
    rows = work_of(leader).filter(sql.DATED, ever, agency_id__in=agencies, due_on__lt=days[-1])
    counted = {f"w{n}": Count("id", filter=_late_on(day)) for n, day in enumerate(days)}
    found = rows.order_by().values_list("agency_id").annotate(**counted).values_list("agency_id", *counted)
    return {pk: [0] * WEEKS for pk in agencies} | {pk: list(numbers) for pk, *numbers in found}


def _late_on(day: date) -> Q:
    """Late at the end of a day: due before it, not done by it, not handed in in time."""
    handed_in = Q(claimed_on__lte=F("due_on"), stage=Stage.CLAIMED)
    open_then = Q(done_on=None) | Q(done_on__gt=day)
    return Q(due_on__lt=day, given_on__lte=day) & open_then & ~handed_in


def heat_and_praise(
    actor: Actor, rows: Sequence[Row], late: Sequence[LateAgency], on: date
) -> tuple[Heat, list[Praise]]:
    """The map of the agencies with the most late work, and who is to be commended. Two statements."""
    candidates = _candidates(rows, on)
    weeks = late_by_week(actor, [*(agency.id for agency in late), *(row["agency_id"] for row in candidates)], on)
    clean = [row for row in candidates if not any(weeks[row["agency_id"]][-CLEAN_WEEKS:])][:PRAISED]
    shown = [(agency.id, agency.name) for agency in late] + [(row["agency_id"], row["agency__name"]) for row in clean]
    drawn = [(name, weeks[pk], work(co_quan=pk, tinh_hinh="qua-han")) for pk, name in shown]
    return Heat([formats.day_short(day) for day in ends(on)], drawn), [_praise(row) for row in clean]


def _candidates(rows: Sequence[Row], on: date) -> list[Row]:
    """Nothing late, all in time, not commended lately; those with the most done first."""
    spotless = [row for row in rows if not (row["late"] or row["done_late"]) and row["done"] >= LEAST_DONE]
    if not spotless:
        return []
    known = commended_since(on - AGAIN)
    best = sorted(spotless, key=lambda row: (-row["done"], row["agency__position"]))
    return [row for row in best if row["agency_id"] not in known][: 3 * PRAISED]


def _praise(row: Row) -> Praise:
    words = f"không có việc quá hạn {CLEAN_WEEKS} tuần liền; {row['done']}/{row['done']} việc xong đúng hạn"
    return Praise(row["agency_id"], row["agency__name"], words)
