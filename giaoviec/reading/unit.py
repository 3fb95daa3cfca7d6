"""The shape of a unit, and what headings hand down to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .clause import Clause
from .frames import Frame
from .outline import Node


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage of one actor. `leads` () where nobody is named; `from_heading` where a heading names them."""

    start: int
    end: int
    texts: tuple[str, ...]
    clauses: tuple[Clause, ...]
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    kind: str
    role: str | None
    marked: bool
    before_order: bool
    from_heading: bool
    above: tuple[str, ...]
    frame: Frame | None = None
    verb: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What headings hand down: leads, collaborators, the part of the document, texts whose term covers the list."""

    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    role: str | None = None
    above: tuple[str, ...] = ()
    before_order: bool = False
    assumed: bool = False


_RULES = re.compile(r"(?:QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|NỘI QUY|MẪU|BIỂU MẪU|ĐỀ CƯƠNG|TIÊU CHÍ|Mẫu số|Biểu số)")


def annexed(units: Sequence[Unit], nodes: Sequence[Node]) -> tuple[Unit, ...]:
    """The units of what follows the signature. An attached regulation or a form gives nobody a task."""
    if not any(_RULES.match(node.text.strip()) for node in nodes[:6]):
        return tuple(units)
    return tuple(replace(unit, role="rules") for unit in units)


def table_unit(frame: Frame) -> Unit:
    """The unit of a row of a table."""
    return framed(frame, Scope())


def title_unit(start: int, end: int, text: str) -> Unit:
    """A line of a table that gives no task: its head, or a row without a lead."""
    return Unit(start, end, (text,), (), (), (), "title", None, True, False, False, ())


def framed(frame: Frame, scope: Scope) -> Unit:
    return Unit(
        start=frame.start,
        end=frame.end,
        texts=frame.texts,
        clauses=(),
        leads=frame.leads,
        partners=frame.partners,
        kind="frame",
        role=scope.role,
        marked=True,
        before_order=scope.before_order,
        from_heading=False,
        above=scope.above,
        frame=frame,
    )
