"""Rounds, sheets and lines as an actor may see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q, QuerySet

from giaoviec.assignments.queries import visible as visible_work
from giaoviec.evaluation.models import Contest, GeneralPoints, Kind, Round, Sheet, SheetLine
from giaoviec.rules.access import Actor, may
from giaoviec.rules.roles import AGENCY_WIDE, Role
from giaoviec.rules.schemes import Scheme
from giaoviec.rules.scoring import PARTS, Band, Part


def rounds() -> list[Round]:
    """The rounds that stand, the newest year first."""
    return list(Round.objects.filter(voided_at=None).order_by("-year"))


def round_of(year: int) -> Round | None:
    """The round of a year."""
    return Round.objects.filter(voided_at=None, year=year).first()


def visible(actor: Actor) -> QuerySet[Sheet]:
    """Those who follow evaluation see all sheets; an agency all of its own; a head of unit his unit's and its officers'
    and his own, an officer his own."""
    rows = Sheet.objects.filter(round__voided_at=None).select_related("round", "agency", "base")
    if may(actor, "see_evaluation") is None:
        return rows
    if may(actor, "see_evaluation", agency_id=actor.agency_id) is not None:
        return rows.none()
    rows = rows.filter(agency=actor.agency_id)
    if actor.role in AGENCY_WIDE:
        return rows
    mine = Q(kind=Kind.OFFICER, person__in=actor.persons)
    if actor.role is Role.UNIT_HEAD and actor.unit_id:
        mine |= Q(unit=actor.unit_id)
    return rows.filter(mine)


def get(actor: Actor, pk: int) -> Sheet | None:
    """One sheet through what the actor may see; None for a stranger."""
    return visible(actor).filter(pk=pk).first()


def lines(sheet: Sheet) -> QuerySet[SheetLine]:
    """The lines that a sheet is made of, the dearest first."""
    return SheetLine.objects.filter(sheet=sheet.base_id or sheet.pk).order_by("position")


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as its page shows it: what it cost in points, what was decided of it, whether its reader may open it."""

    line: SheetLine
    cost: Fraction
    contest: Contest | None
    opens: bool


def shown(sheet: Sheet, rows: Sequence[SheetLine], actor: Actor) -> list[Shown]:
    """Lines with what hangs on them, in three statements."""
    score = sheet.score(sheet.round.scheme)
    last = {one.line_id: one for one in Contest.objects.filter(line__in=rows, voided_at=None).order_by("id")}
    ids = [row.assignment_id for row in rows]
    seen = set(visible_work(actor).filter(pk__in=ids).values_list("pk", flat=True))
    return [Shown(row, score.cost(row.mark), last.get(row.pk), row.assignment_id in seen) for row in rows]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A part of a sheet in words: how many tasks, per cent together, points of the most, and what one task is worth."""

    part: Part
    number: int
    got: int
    points: Decimal
    most: Fraction
    worth: Fraction


def weighed(sheet: Sheet) -> list[Weighed]:
    """The three parts of a sheet, as it was made."""
    score = sheet.score(sheet.round.scheme)
    return [Weighed(one.part, one.number, one.got, one.points, one.weight, one.worth) for one in score.dimensions]


def general_of(sheets: Iterable[Sheet]) -> dict[int, GeneralPoints]:
    """Sheet → the general points that stand."""
    rows = GeneralPoints.objects.filter(sheet__in=[sheet.pk for sheet in sheets if sheet.of_person], voided_at=None)
    return {row.sheet_id: row for row in rows.order_by("id")}


@dataclass(frozen=True, slots=True)
class Row:
    """A sheet as the table shows it."""

    sheet: Sheet
    general: Decimal | None
    whole: Decimal | None
    band: Band | None
    few: bool


def table(sheets: Sequence[Sheet], scheme: Scheme) -> list[Row]:
    """Sheets with their points of 100 and what the year is called."""
    general = {pk: row.points for pk, row in general_of(sheets).items()}
    return [
        Row(
            sheet, general.get(sheet.pk), sheet.whole(general.get(sheet.pk)),
            sheet.band(scheme, general.get(sheet.pk)), 0 < sheet.number < scheme.few,
        )
        for sheet in sheets
    ]  # fmt: skip


def open_contests(one: Round) -> int:
    """How many contests of a round wait for a decision."""
    return Contest.objects.filter(sheet__round=one, decided_at=None, voided_at=None).count()


def contestable(sheet: Sheet, on: date) -> bool:
    """Whether the window of its round is open on a day."""
    until = sheet.round.contest_until
    return sheet.round.stage == "open" and until is not None and on <= until


__all__ = [
    "PARTS",
    "Row",
    "Shown",
    "Weighed",
    "contestable",
    "general_of",
    "get",
    "lines",
    "open_contests",
    "round_of",
    "rounds",
    "shown",
    "table",
    "visible",
    "weighed",
]
