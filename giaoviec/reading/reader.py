"""The chain of steps: text → view → lines → particulars → blocks → outline → units → verdicts → proposals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from giaoviec.rules.calendar import Calendar

from .addressees import addressed_at, bodies_of
from .blocks import Block, blocks_of
from .closing import closing_of
from .confidence import confidence_of
from .due import Finder, due_of, finder
from .judge import NOT, TASK, UNSURE, Verdict, verdict_of
from .lines import Line, lines_of, wrap_width
from .opening import opening_of
from .outline import outline_of
from .particulars import body_text, particulars_of
from .product import deliverable_of
from .references import host_of, resolved
from .shapes import Clause, Particulars, Proposal, Reading, Step
from .tables import Table, tables_in
from .units import Unit, annexed, table_unit, units_of
from .view import View, squeeze, view_of

_DATED = ("date", "period_end")


def read(text: str, *, calendar: Calendar | None = None, habits: Any = None) -> Reading:
    """Read one document. Particulars that are not printed are None; offsets lie in `text`. Never raises on content.

    `calendar` is the rule book's calendar for terms in working days; `habits` a province's own phrases (see habits.py).
    """
    view = view_of(text)
    lines = lines_of(view.text)
    if not lines:
        return Reading(Particulars(), (), (), text)
    opening = opening_of(lines)
    closing = closing_of(lines, opening.body)
    addressees, first = addressed_at(lines, opening.body)
    body = lines[first : closing.at]
    document, _ = particulars_of(opening, closing, body=body_text(body), addressees=addressees)
    host = host_of(document.summary) if document.type in ("thông báo", "kết luận") else None
    width = wrap_width(lines)
    main = _part(body, view, width=width, issuer=document.issuer, addressees=bodies_of(addressees), host=host)
    annex = _part(lines[closing.end :], view, width=width, issuer=document.issuer)
    units = (*main.units, *annexed(annex.units, annex.blocks))
    finds = finder(issued_on=document.issued_on, calendar=calendar)
    judged = [(unit, verdict_of(unit, kind=document.type, issuer=document.issuer, last=_closes(units, i))) for i, unit in enumerate(units)]
    tasks = tuple(_proposal(unit, verdict, view, finds) for unit, verdict in judged if verdict.verdict != NOT)
    clauses = tuple(_clause(unit, verdict, view) for unit, verdict in judged)
    return Reading(document, tasks, clauses, text, steps=_steps(lines, main.blocks, judged))


@dataclass(frozen=True, slots=True)
class _Part:
    """The body or the annexes: its blocks and its units."""

    blocks: tuple[Block, ...]
    units: tuple[Unit, ...]


def _part(
    lines: Sequence[Line], view: View, *, width: int, issuer: str | None, addressees: Sequence[str] = (), host: str | None = None
) -> _Part:
    """Tables first, then blocks, outline and units of what is left."""
    tables = tables_in(lines)
    rows = [table_unit(frame) for table in tables for frame in table.frames]
    blocks = blocks_of(_outside(lines, tables), view.text, width=width)
    found = units_of(outline_of(blocks), addressees=addressees, host=host)
    return _Part(blocks, resolved(sorted((*found, *rows), key=lambda unit: unit.start), host=host, issuer=issuer))


def _outside(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    """The lines that belong to no table, without the numbers of pages."""
    taken = {line.start for table in tables for line in lines[table.first : table.last]}
    return [line for line in lines if line.start not in taken and not line.text.isdigit()]


def _closes(units: Sequence[Unit], index: int) -> bool:
    """Do only unnumbered paragraphs follow?"""
    return all(not unit.marked for unit in units[index:])


def _proposal(unit: Unit, verdict: Verdict, view: View, finds: Finder) -> Proposal:
    due = due_of(unit.texts, above=unit.above, time=unit.frame.time if unit.frame else None, finds=finds)
    start, end = view.span(unit.start, unit.end)
    dated = due is not None and due.kind in _DATED
    return Proposal(
        start=start,
        end=end,
        content=squeeze(view.text[unit.start : unit.end]),
        leads=unit.leads,
        collaborators=unit.partners,
        due=due,
        deliverable=deliverable_of(" ".join(unit.texts), dated=dated),
        optional=verdict.optional or not unit.leads,
        confidence=confidence_of(unit, verdict, due),
        why=verdict.why,
    )


def _clause(unit: Unit, verdict: Verdict, view: View) -> Clause:
    start, end = view.span(unit.start, unit.end)
    shown = UNSURE if verdict.verdict == TASK and verdict.optional else verdict.verdict
    return Clause(start, end, shown, verdict.why)


def _steps(lines: Sequence[Line], blocks: Sequence[Block], judged: Sequence[tuple[Unit, Verdict]]) -> tuple[Step, ...]:
    return ()
