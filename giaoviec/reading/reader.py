"""The chain of steps: text → view → lines → particulars → blocks → outline → units → verdicts → proposals."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from giaoviec.rules.calendar import Calendar

from .addressees import addressed_at, bodies_of
from .blocks import blocks_of
from .closing import closing_of
from .confidence import confidence_of
from .due import Finder, due_of, finder
from .explain import Trace, steps_of
from .habits import NO_HABITS, Habits
from .judge import NOT, TASK, UNSURE, Verdict, verdict_of
from .lines import Line, lines_of, wrap_width
from .opening import opening_of
from .outline import Node, outline_of
from .particulars import body_text, particulars_of
from .product import deliverable_of
from .references import host_of, resolved
from .shapes import Clause, Due, Particulars, Proposal, Reading
from .tables import Table, tables_in
from .unit import Unit, annexed, table_unit, title_unit
from .units import units_of
from .view import View, squeeze, view_of

_DATED = ("date", "period_end")
_MEETINGS = ("thông báo", "kết luận")


def read(text: str, *, calendar: Calendar | None = None, habits: Habits = NO_HABITS) -> Reading:
    """Read one document. What is not printed is None; offsets lie in `text`. Never raises on content.

    `calendar` is for terms in working days (the rule book's own where None); `habits` are a province's own words.
    Secrecy is read like any other particular: whether a secret document may be read at all is the gate's decision.
    """
    view = view_of(text)
    lines = lines_of(view.text)
    if not lines:
        return Reading(Particulars(), (), (), text)
    opening = opening_of(lines)
    closing = closing_of(lines, opening.body)
    addressees, first = addressed_at(lines, opening.body)
    body = lines[first : closing.at]
    document = particulars_of(opening, closing, body=body_text(body), addressees=addressees)
    width = wrap_width(lines)
    host = host_of(document.summary) if document.type in _MEETINGS else None
    main = _part(body, view, width=width, issuer=document.issuer, addressees=bodies_of(addressees), host=host)
    annex = _part(lines[closing.end :], view, width=width, issuer=document.issuer)
    judged = _judged((*main.units, *annexed(annex.units, annex.nodes)), document, habits)
    finds = finder(issued_on=document.issued_on, calendar=calendar, habits=habits)
    trace = Trace(
        lines,
        width,
        opening.head,
        (first, closing.at),
        document,
        (*main.nodes, *annex.nodes),
        (*main.tables, *annex.tables),
        judged,
    )
    return Reading(
        document=document,
        tasks=tuple(
            _proposal(unit, verdict, view, finds, habits) for unit, verdict in judged if verdict.verdict != NOT
        ),
        clauses=tuple(_clause(unit, verdict, view) for unit, verdict in judged),
        text=text,
        show=partial(steps_of, trace),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """The body or the annexes: tables, outline and units."""

    tables: tuple[Table, ...]
    nodes: tuple[Node, ...]
    units: tuple[Unit, ...]


def _part(
    lines: Sequence[Line],
    view: View,
    *,
    width: int,
    issuer: str | None,
    addressees: Sequence[str] = (),
    host: str | None = None,
) -> _Part:
    """Tables first, then blocks, outline and units of what is left."""
    tables = tables_in(lines)
    rows = [unit for table in tables for unit in _rows(table, lines)]
    nodes = tuple(outline_of(blocks_of(_outside(lines, tables), view.text, width=width)))
    found = units_of(nodes, addressees=addressees, host=host)
    units = sorted((*found, *rows), key=lambda unit: unit.start)
    return _Part(tables, nodes, resolved(units, host=host, issuer=issuer, addressees=addressees))


def _rows(table: Table, lines: Sequence[Line]) -> list[Unit]:
    """The table's tasks, and what lies between them (its head, sections, rows without a lead) as titles."""
    units = [table_unit(frame) for frame in table.frames]
    frames = sorted(table.frames, key=lambda frame: frame.start)
    reach = [0, *accumulate((frame.end for frame in frames), max)]
    starts = [frame.start for frame in frames]
    loose = [line for line in lines[table.first : table.last] if line.start >= reach[bisect_right(starts, line.start)]]
    return [*units, *(title_unit(line.start, line.end, line.text) for line in loose)]


def _outside(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    """The lines that belong to no table, without the numbers of pages."""
    taken = {line.start for table in tables for line in lines[table.first : table.last]}
    return [line for line in lines if line.start not in taken and not line.text.isdigit()]


def _judged(units: Sequence[Unit], document: Particulars, habits: Habits) -> tuple[tuple[Unit, Verdict], ...]:
    closing = _closing_from(units)
    kind, issuer = document.type, document.issuer
    verdicts = (
        habits.verdict(unit) or verdict_of(unit, kind=kind, issuer=issuer, last=i >= closing)
        for i, unit in enumerate(units)
    )
    return tuple(zip(units, verdicts, strict=True))


def _closing_from(units: Sequence[Unit]) -> int:
    """The index after the last numbered unit: only unnumbered paragraphs follow."""
    return max((i + 1 for i, unit in enumerate(units) if unit.marked), default=0)


def _proposal(unit: Unit, verdict: Verdict, view: View, finds: Finder, habits: Habits) -> Proposal:
    due = due_of(unit.texts, above=unit.above, time=unit.frame.time if unit.frame else None, finds=finds)
    start, end = view.span(unit.start, unit.end)
    dated = due is not None and (due.kind in _DATED or _is_counted(due, unit))
    return Proposal(
        start=start,
        end=end,
        content=squeeze(view.text[unit.start : unit.end]),
        leads=habits.named(unit.leads),
        collaborators=habits.named(unit.partners),
        due=due,
        deliverable=deliverable_of(". ".join(unit.texts), dated=dated),
        optional=verdict.optional or not unit.leads,
        confidence=confidence_of(unit, verdict, due),
        why=verdict.why,
    )


def _is_counted(due: Due, unit: Unit) -> bool:
    """A term of so many days, or an event before which something must be done with."""
    if due.kind != "relative":
        return False
    return due.code != "event" or any(word in " ".join(unit.texts).lower() for word in ("hoàn thành", "xong "))


def _clause(unit: Unit, verdict: Verdict, view: View) -> Clause:
    start, end = view.span(unit.start, unit.end)
    shown = UNSURE if verdict.verdict == TASK and verdict.optional else verdict.verdict
    return Clause(start, end, shown, verdict.why)
