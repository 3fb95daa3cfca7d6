"""Contests as an actor may see them: whoever sees the sheet sees what was contested of it."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.db.models import QuerySet

from giaoviec.evaluation.models import Contest, Sheet
from giaoviec.evaluation.queries import sheets
from giaoviec.rules.access import Actor, may
from giaoviec.rules.scoring import Sums, of_sums


def visible(actor: Actor) -> QuerySet[Contest]:
    """Of the sheets that this actor sees."""
    rows = Contest.objects.filter(voided_at=None, sheet__in=sheets.visible(actor))
    return rows.select_related("sheet__round", "sheet__agency", "line")


def get(actor: Actor, pk: int) -> Contest | None:
    """One contest through what the actor may see; None for a stranger."""
    return visible(actor).filter(pk=pk).first()


def decides(actor: Actor, row: Contest) -> bool:
    """Whether a contest is this actor's to decide: an agency's and its head's the Office's head, what is inside an
    agency its leaders'; nobody his own, nor the sheet of himself."""
    if row.by_id in actor.persons or row.sheet.person_id in actor.persons:
        return False
    if row.sheet.inside:
        return not actor.is_office and may(actor, "decide_contest", agency_id=row.sheet.agency_id) is None
    return may(actor, "decide_contest") is None


def answers(actor: Actor, row: Contest) -> bool:
    """Whether a contest is this actor's to answer: where it is decided, and by Home Affairs; nobody his own."""
    if row.by_id in actor.persons:
        return False
    if row.sheet.inside:
        return not actor.is_office and may(actor, "answer_contest", agency_id=row.sheet.agency_id) is None
    return may(actor, "answer_contest") is None


def amended_sums(sheet: Sheet) -> Sums | None:
    """What a sheet adds up to with every granted contest, None where there is none: the last decision of a line."""
    rows = Contest.objects.filter(sheet=sheet.base_id or sheet.pk, granted=True, voided_at=None).select_related("line")
    last = {row.line_id: row for row in rows.order_by("decided_at", "id")}
    if not last:
        return None
    parts = [list(part) for part in sheet.sums]
    for row in last.values():
        for place, (old, new) in enumerate(zip(row.line.given, row.given, strict=True)):
            parts[place][0] += (new or 0) - (old or 0)
            parts[place][1] += (new is not None) - (old is not None)
    return (parts[0][0], parts[0][1]), (parts[1][0], parts[1][1]), (parts[2][0], parts[2][1])


def amended_points(sheet: Sheet) -> Decimal | None:
    """The points of `amended_sums`, None where nothing was granted."""
    found, scheme = amended_sums(sheet), sheet.round.scheme
    if found is None:
        return None
    return of_sums(found, weights=sheet.weights(scheme), out_of=sheet.out_of(scheme)).points


def of_sheet(sheet: Sheet) -> list[Contest]:
    """All contests of the lines that a sheet is made of, oldest first."""
    rows = Contest.objects.filter(sheet=sheet.base_id or sheet.pk, voided_at=None).select_related("line", "sheet")
    return list(rows.order_by("id"))


def by_line(rows: list[Contest]) -> dict[int, list[Contest]]:
    """The contests of each line."""
    found: defaultdict[int, list[Contest]] = defaultdict(list)
    for row in rows:
        found[row.line_id].append(row)
    return found
